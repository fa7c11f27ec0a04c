-- every event and recommendation involves an actor
-- why: the record would be missing from every network and every count by actor
-- remedy: add a row to data/involvements.csv
-- severity: warning
-- points at: the record, at its id
-- reads: record_rows, involvements
-- bad:
--   record_rows
--     table_name | key_column   | record_id
--     events     | event_id     | evt-001
--     statements | statement_id | stm-001
--   involvements
--     record_id
--     stm-001
--   found: evt-001 event_id
-- good:
--   record_rows
--     table_name | key_column   | record_id
--     events     | event_id     | evt-001
--     statements | statement_id | stm-001
--   involvements
--     record_id
--     evt-001
SELECT x.table_name, x.line, x.key_column, x.record_id, ''
FROM record_rows AS x
LEFT JOIN involvements AS i ON i.record_id = x.record_id
WHERE x.table_name IN ('events', 'recommendations') AND i.record_id IS NULL
