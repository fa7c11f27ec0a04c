-- Who is talked about most?
SELECT a.name AS actor, count(*) AS mentions, sum(CASE m.form_type WHEN 'pronoun' THEN 1 ELSE 0 END) AS pronouns
FROM mentions AS m
JOIN actors AS a ON a.actor_id = m.actor_id
GROUP BY a.name
ORDER BY mentions DESC, actor
LIMIT 10;
