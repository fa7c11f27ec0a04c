SELECT x.table_name, x.line, x.key_column, x.record_id, ''
FROM record_rows AS x
LEFT JOIN involvements AS i ON i.record_id = x.record_id
WHERE x.table_name IN ('events', 'recommendations') AND i.record_id IS NULL
