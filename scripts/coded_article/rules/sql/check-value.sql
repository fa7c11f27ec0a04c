SELECT 'external_checks', k.line, CASE WHEN c.field IS NULL THEN 'field' ELSE 'coded_value' END, k.check_id,
    CASE WHEN c.field IS NULL THEN k.field ELSE coalesce(k.coded_value, '') END
FROM external_checks AS k
JOIN record_rows AS x ON x.record_id = k.record_id
LEFT JOIN record_cells AS c ON c.record_id = k.record_id AND c.field = k.field
WHERE c.field IS NULL OR c.value <> coalesce(k.coded_value, '')
