-- every code that is used is defined in data/codes.csv
-- why: a reader who meets the code could not find out what it means
-- remedy: define the code, or use another
-- points at: the row, at the column that has the code
-- reads: used_codes, codes, code_uses
-- bad:
--   used_codes
--     vocabulary | code
--     status     | occurred
--     status     | rumoured
--   codes
--     vocabulary | code
--     status     | occurred
--   code_uses
--     vocabulary | code     | table_name | column_name | row_id
--     status     | occurred | events     | status      | evt-001
--     status     | rumoured | events     | status      | evt-002
--   found: evt-002 status
-- good:
--   used_codes
--     vocabulary | code
--     status     | occurred
--   codes
--     vocabulary | code
--     status     | occurred
--     status     | rumoured
--   code_uses
--     vocabulary | code     | table_name | column_name | row_id
--     status     | occurred | events     | status      | evt-001
WITH undefined AS (
    SELECT DISTINCT u.vocabulary, u.code
    FROM used_codes AS u
    LEFT JOIN codes AS c ON c.vocabulary = u.vocabulary AND c.code = u.code
    WHERE c.code IS NULL
)
SELECT u.table_name, u.line, u.column_name, u.row_id, u.code
FROM code_uses AS u
JOIN undefined AS n ON n.vocabulary = u.vocabulary AND n.code = u.code
