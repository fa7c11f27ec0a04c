-- a broader code is in the same vocabulary
-- why: counts that add codes up to broader ones would lose this code's rows
-- remedy: correct the broader code
-- points at: the code, at its broader code
-- reads: codes
-- bad:
--   codes
--     vocabulary | code     | broader
--     topic      | bridge   | building
--     status     | building |
--   found: topic broader
-- good:
--   codes
--     vocabulary | code     | broader
--     topic      | bridge   | building
--     topic      | building |
SELECT 'codes', c.line, 'broader', c.vocabulary, c.broader
FROM codes AS c
LEFT JOIN codes AS b ON b.vocabulary = c.vocabulary AND b.code = c.broader
WHERE c.broader IS NOT NULL AND b.code IS NULL
