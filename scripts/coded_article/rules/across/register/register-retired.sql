-- a retired id is not used
-- why: an id that means something else in the next version breaks every citation of it
-- remedy: take a new id, or point at the record that replaced it
-- points at: the row that has the retired id, and where that row is gone each cell that names it
-- reads: records, record_rows, record_uses
-- bad:
--   records
--     record_id | retired_in
--     evt-001   | 0.2.0
--     evt-002   | 0.2.0
--   record_rows
--     table_name | key_column | record_id
--     events     | event_id   | evt-001
--   record_uses
--     table_name | column_name | row_id  | record_id
--     relations  | subject_id  | rel-001 | evt-001
--     relations  | object_id   | rel-002 | evt-002
--   found: evt-001 event_id
--   found: rel-002 object_id
-- good:
--   records
--     record_id | retired_in
--     evt-001   | 0.2.0
--     evt-002   |
--   record_rows
--     table_name | key_column | record_id
--     events     | event_id   | evt-002
--   record_uses
--     table_name | column_name | row_id  | record_id
--     relations  | subject_id  | rel-001 | evt-002
WITH gone AS (
    SELECT DISTINCT r.record_id
    FROM records AS r
    LEFT JOIN record_rows AS x ON x.record_id = r.record_id
    WHERE r.retired_in IS NOT NULL AND x.record_id IS NULL
)
-- a retired id in its own table is one fault; elsewhere it is one only where the row is gone
SELECT x.table_name, x.line, x.key_column, x.record_id, x.record_id
FROM record_rows AS x
JOIN records AS r ON r.record_id = x.record_id
WHERE r.retired_in IS NOT NULL
UNION ALL
SELECT u.table_name, u.line, u.column_name, u.row_id, u.record_id
FROM gone AS g
JOIN record_uses AS u ON u.record_id = g.record_id
