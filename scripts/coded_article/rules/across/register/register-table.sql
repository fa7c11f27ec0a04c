-- a record is in the table under which it is registered
-- why: whoever looks an id up in the register would search for it in the wrong table
-- remedy: correct the table in data/records.csv
-- points at: the record in the register, at its table
-- reads: records, record_rows
-- bad:
--   records
--     record_id | table
--     evt-001   | statements
--   record_rows
--     table_name | record_id
--     events     | evt-001
--   found: evt-001 table
-- good:
--   records
--     record_id | table
--     evt-001   | events
--   record_rows
--     table_name | record_id
--     events     | evt-001
SELECT 'records', r.line, 'table', r.record_id, r."table"
FROM records AS r
JOIN record_rows AS x ON x.record_id = r.record_id
WHERE x.table_name <> r."table"
