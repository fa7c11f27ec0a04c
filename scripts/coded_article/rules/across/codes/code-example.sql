-- the example of a code is a row that has it
-- why: a coder who looks at the example would learn the wrong use of the code
-- remedy: name such a row, or empty the cell
-- severity: warning
-- points at: the code, at its example
-- reads: codes, code_uses
-- bad:
--   codes
--     vocabulary | code     | example
--     status     | ongoing  | evt-001
--     status     | occurred |
--   code_uses
--     vocabulary | code     | row_id
--     status     | occurred | evt-001
--     status     | ongoing  | evt-002
--   found: status example
-- good:
--   codes
--     vocabulary | code     | example
--     status     | ongoing  | evt-002
--     status     | occurred |
--   code_uses
--     vocabulary | code     | row_id
--     status     | occurred | evt-001
--     status     | ongoing  | evt-002
SELECT 'codes', c.line, 'example', c.vocabulary, c.example
FROM codes AS c
LEFT JOIN code_uses AS u ON u.vocabulary = c.vocabulary AND u.code = c.code AND u.row_id = c.example
WHERE c.example IS NOT NULL AND u.code IS NULL
