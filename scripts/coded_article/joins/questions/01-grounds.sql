-- On what grounds does the author advise each step?
SELECT DISTINCT recommendation_id, action AS advice, grounds
FROM playbook
WHERE recommendation_id IS NOT NULL
ORDER BY recommendation_id;
