SELECT 'records', r.line, 'record_id', r.record_id, r.record_id
FROM records AS r
LEFT JOIN record_rows AS x ON x.record_id = r.record_id
WHERE r.retired_in IS NULL AND x.record_id IS NULL
