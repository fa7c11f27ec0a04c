-- every vocabulary is used by a column
-- why: a reader would look for a column that does not exist
-- remedy: correct the name of the vocabulary, name it in the field of a schema, or delete its codes
-- points at: the first code of the vocabulary, at its vocabulary
-- reads: codes, schema_codes
-- bad:
--   codes
--     vocabulary | code
--     voice      | author
--     zeal       | high
--     zeal       | low
--   schema_codes
--     vocabulary
--     voice
--   found: zeal vocabulary
-- good:
--   codes
--     vocabulary | code
--     voice      | author
--     voice      | attributed
--   schema_codes
--     vocabulary
--     voice
SELECT 'codes', min(c.line), 'vocabulary', c.vocabulary, c.vocabulary
FROM codes AS c
LEFT JOIN schema_codes AS s ON s.vocabulary = c.vocabulary
WHERE s.vocabulary IS NULL
GROUP BY c.vocabulary
