-- What share of each author's advice is implied?
WITH wrote AS (
    SELECT DISTINCT e.record_id, a.name AS author
    FROM evidence AS e
    JOIN passages AS p ON p.passage_id = e.passage_id
    JOIN sources AS s ON s.source_id = p.source_id
    JOIN actors AS a ON a.actor_id = s.author_id
)
SELECT w.author, count(*) AS advice, sum(CASE r.explicitness WHEN 'implied' THEN 1 ELSE 0 END) AS implied,
    CAST(round(100.0 * sum(CASE r.explicitness WHEN 'implied' THEN 1 ELSE 0 END) / count(*)) AS INTEGER) AS per_cent
FROM recommendations AS r
JOIN wrote AS w ON w.record_id = r.recommendation_id
GROUP BY w.author
ORDER BY w.author;
