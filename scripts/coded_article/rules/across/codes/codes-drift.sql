-- the codes of a schema are those of data/codes.csv
-- why: the schema would refuse a code that is defined, or accept one that is not
-- remedy: run `coded-article build`
-- points at: the schema, at the field
-- reads: schema_codes, codes, used_codes
-- bad:
--   schema_codes
--     schema_path             | field | vocabulary | code
--     schemas/statements.json | voice | voice      | author
--     schemas/statements.json | voice | voice      | whispered
--   codes
--     vocabulary | code
--     voice      | author
--     voice      | attributed
--   used_codes
--     vocabulary | code
--     voice      | author
--   found: - fields/voice
--   found: - fields/voice
-- good:
--   schema_codes
--     schema_path             | field | vocabulary | code
--     schemas/statements.json | voice | voice      | author
--     schemas/statements.json | voice | voice      | attributed
--   codes
--     vocabulary | code
--     voice      | author
--     voice      | attributed
--   used_codes
--     vocabulary | code
--     voice      | author
WITH drawn AS (
    SELECT f.schema_path, f.field, v.code
    FROM (SELECT DISTINCT schema_path, field, vocabulary FROM schema_codes) AS f
    JOIN codes AS v ON v.vocabulary = f.vocabulary
),
-- a code that is used but no longer defined is reported by `code-undefined`
written AS (
    SELECT s.schema_path, s.field, s.code
    FROM schema_codes AS s
    LEFT JOIN used_codes AS u ON u.vocabulary = s.vocabulary AND u.code = s.code
    LEFT JOIN codes AS c ON c.vocabulary = s.vocabulary AND c.code = s.code
    WHERE s.code IS NOT NULL AND (c.code IS NOT NULL OR u.code IS NULL)
)
SELECT d.schema_path, 0, concat('fields/', d.field), '', d.code
FROM drawn AS d
LEFT JOIN written AS w ON w.schema_path = d.schema_path AND w.field = d.field AND w.code = d.code
WHERE w.code IS NULL
UNION
SELECT w.schema_path, 0, concat('fields/', w.field), '', w.code
FROM written AS w
LEFT JOIN drawn AS d ON d.schema_path = w.schema_path AND d.field = w.field AND d.code = w.code
WHERE d.code IS NULL
