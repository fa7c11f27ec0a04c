-- an outside check repeats the cell that it checks
-- why: the outside check would confirm or doubt something that the tables do not say
-- remedy: correct field or coded value
-- points at: the check, at its field or its coded value
-- reads: external_checks, record_rows, record_cells
-- bad:
--   external_checks
--     check_id | record_id | field     | coded_value
--     chk-001  | evt-001   | date_edtf | 2025-02-13
--     chk-002  | evt-001   | weather   | rain
--   record_rows
--     record_id
--     evt-001
--   record_cells
--     record_id | field     | value
--     evt-001   | date_edtf | 2025-02-12
--   found: chk-001 coded_value
--   found: chk-002 field
-- good:
--   external_checks
--     check_id | record_id | field     | coded_value
--     chk-001  | evt-001   | date_edtf | 2025-02-12
--   record_rows
--     record_id
--     evt-001
--   record_cells
--     record_id | field     | value
--     evt-001   | date_edtf | 2025-02-12
SELECT 'external_checks', k.line, CASE WHEN c.field IS NULL THEN 'field' ELSE 'coded_value' END, k.check_id,
    CASE WHEN c.field IS NULL THEN k.field ELSE coalesce(k.coded_value, '') END
FROM external_checks AS k
JOIN record_rows AS x ON x.record_id = k.record_id
LEFT JOIN record_cells AS c ON c.record_id = k.record_id AND c.field = k.field
WHERE c.field IS NULL OR c.value <> coalesce(k.coded_value, '')
