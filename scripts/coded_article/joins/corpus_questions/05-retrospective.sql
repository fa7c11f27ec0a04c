-- Which advice could only have been followed before it was written?
WITH wrote AS (
    SELECT DISTINCT e.record_id, a.name AS author
    FROM evidence AS e
    JOIN passages AS p ON p.passage_id = e.passage_id
    JOIN sources AS s ON s.source_id = p.source_id
    JOIN actors AS a ON a.actor_id = s.author_id
)
SELECT w.author, r.principle, r.action AS advice, r.followed
FROM recommendations AS r
JOIN wrote AS w ON w.record_id = r.recommendation_id
WHERE r.temporality = 'retrospective'
ORDER BY w.author, r.principle, advice;
