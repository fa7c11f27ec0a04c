SELECT 'records', r.line, 'table', r.record_id, r."table"
FROM records AS r
JOIN record_rows AS x ON x.record_id = r.record_id
WHERE x.table_name <> r."table"
