-- a retired id in its own table is one fault; elsewhere it is one only where the row is gone
WITH gone AS (
    SELECT DISTINCT r.record_id
    FROM records AS r
    LEFT JOIN record_rows AS x ON x.record_id = r.record_id
    WHERE r.retired_in IS NOT NULL AND x.record_id IS NULL
)
SELECT x.table_name, x.line, x.key_column, x.record_id, x.record_id
FROM record_rows AS x
JOIN records AS r ON r.record_id = x.record_id
WHERE r.retired_in IS NOT NULL
UNION ALL
SELECT u.table_name, u.line, u.column_name, u.row_id, u.record_id
FROM gone AS g
JOIN record_uses AS u ON u.record_id = g.record_id
