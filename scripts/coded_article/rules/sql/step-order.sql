WITH ordered AS (
    SELECT *, row_number() OVER (
            PARTITION BY coalesce(parent_id, left(recommendation_id, strpos(recommendation_id, ':'))) ORDER BY step, line
        ) AS place
    FROM recommendations
    WHERE step IS NOT NULL
)
SELECT 'recommendations', line, 'step', recommendation_id, CAST(step AS VARCHAR)
FROM ordered
WHERE step <> place
