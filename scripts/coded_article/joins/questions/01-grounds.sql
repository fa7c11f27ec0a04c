-- On what grounds does the author advise each step?
SELECT DISTINCT recommendation_id, action AS advice, grounds
FROM playbook
ORDER BY recommendation_id;
