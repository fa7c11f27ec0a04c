-- a registered record that is not retired is in its table
-- why: an id that somebody cited would lead nowhere, without a word on why it is gone
-- remedy: restore the row, or fill `retired_in` in data/records.csv
-- points at: the record in the register, at its id
-- reads: records, record_rows
-- bad:
--   records
--     record_id | retired_in
--     evt-001   |
--     evt-002   |
--   record_rows
--     record_id
--     evt-001
--   found: evt-002 record_id
-- good:
--   records
--     record_id | retired_in
--     evt-001   |
--     evt-002   | 0.2.0
--   record_rows
--     record_id
--     evt-001
SELECT 'records', r.line, 'record_id', r.record_id, r.record_id
FROM records AS r
LEFT JOIN record_rows AS x ON x.record_id = r.record_id
WHERE r.retired_in IS NULL AND x.record_id IS NULL
