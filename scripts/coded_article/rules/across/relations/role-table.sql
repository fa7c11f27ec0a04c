-- a role fits the table of its record
-- why: a role that the record cannot have, such as a co-speaker of an event, cannot be interpreted
-- remedy: correct the role or the record; of a code of your own, correct what it fits in data/codes.csv
-- points at: the involvement, at its role
-- reads: involvements, record_rows, code_fits
-- bad:
--   involvements
--     record_id | role
--     evt-001   | co_speaker
--     stm-001   | excluded
--   record_rows
--     table_name | record_id
--     events     | evt-001
--     statements | stm-001
--   code_fits
--     vocabulary | code       | subject    | object
--     role       | co_speaker | statements |
--     role       | excluded   | events     |
--   found: evt-001 role
--   found: stm-001 role
-- good:
--   involvements
--     record_id | role
--     evt-001   | excluded
--     stm-001   | co_speaker
--     stm-001   | witness
--   record_rows
--     table_name | record_id
--     events     | evt-001
--     statements | stm-001
--   code_fits
--     vocabulary | code       | subject    | object
--     role       | co_speaker | statements |
--     role       | excluded   | events     |
WITH limited AS (SELECT DISTINCT code FROM code_fits WHERE vocabulary = 'role')
SELECT 'involvements', i.line, 'role', i.record_id, concat(i.role, ' of ', x.table_name)
FROM involvements AS i
JOIN limited AS l ON l.code = i.role
JOIN record_rows AS x ON x.record_id = i.record_id AND x.table_name <> 'actors'
LEFT JOIN code_fits AS f
    ON f.vocabulary = 'role' AND f.code = i.role AND f.subject = x.table_name AND f.object IS NULL
WHERE f.code IS NULL
