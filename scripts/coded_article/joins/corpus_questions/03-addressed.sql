-- Whom does each author's advice address, and is that said or implied?
WITH wrote AS (
    SELECT DISTINCT e.record_id, a.name AS author
    FROM evidence AS e
    JOIN passages AS p ON p.passage_id = e.passage_id
    JOIN sources AS s ON s.source_id = p.source_id
    JOIN actors AS a ON a.actor_id = s.author_id
)
SELECT w.author, a.name AS who_is_to_act, count(*) AS advice,
    sum(CASE i.basis WHEN 'implied' THEN 1 ELSE 0 END) AS implied
FROM involvements AS i
JOIN recommendations AS r ON r.recommendation_id = i.record_id
JOIN wrote AS w ON w.record_id = i.record_id
JOIN actors AS a ON a.actor_id = i.actor_id
WHERE i.role = 'initiator'
GROUP BY w.author, a.name
ORDER BY w.author, advice DESC, who_is_to_act;
