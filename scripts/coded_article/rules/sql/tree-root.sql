WITH roots AS (
    SELECT DISTINCT r.line, r.recommendation_id, p.source_id
    FROM recommendations AS r
    JOIN evidence AS e ON e.record_id = r.recommendation_id
    JOIN passages AS p ON p.passage_id = e.passage_id
    WHERE r.parent_id IS NULL
),
numbered AS (
    SELECT *, row_number() OVER (PARTITION BY source_id ORDER BY line) AS n FROM roots
)
SELECT 'recommendations', line, 'parent_id', recommendation_id, ''
FROM numbered
WHERE n > 1
