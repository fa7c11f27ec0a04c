WITH versions AS (
    SELECT line, record_id, 'added_in' AS column_name, added_in AS version FROM records
    UNION ALL
    SELECT line, record_id, 'retired_in', retired_in FROM records WHERE retired_in IS NOT NULL
),
numbered AS (
    SELECT v.*,
        TRY_CAST(split_part(v.version, '.', 1) AS BIGINT) * 1000000000000
        + TRY_CAST(split_part(v.version, '.', 2) AS BIGINT) * 1000000
        + TRY_CAST(split_part(v.version, '.', 3) AS BIGINT) AS number
    FROM versions AS v
)
SELECT 'records', n.line, n.column_name, n.record_id, n.version
FROM numbered AS n
CROSS JOIN package AS p
LEFT JOIN numbered AS added
    ON n.column_name = 'retired_in' AND added.column_name = 'added_in' AND added.record_id = n.record_id
WHERE n.number > p.number OR n.number <= added.number
