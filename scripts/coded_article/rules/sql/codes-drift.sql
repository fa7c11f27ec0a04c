-- a code that is used but no longer defined is the business of code-undefined
WITH drawn AS (
    SELECT f.schema_path, f.field, v.code
    FROM (SELECT DISTINCT schema_path, field, vocabulary FROM schema_codes) AS f
    JOIN codes AS v ON v.vocabulary = f.vocabulary
),
written AS (
    SELECT s.schema_path, s.field, s.code
    FROM schema_codes AS s
    LEFT JOIN used_codes AS u ON u.vocabulary = s.vocabulary AND u.code = s.code
    LEFT JOIN codes AS c ON c.vocabulary = s.vocabulary AND c.code = s.code
    WHERE s.code IS NOT NULL AND (c.code IS NOT NULL OR u.code IS NULL)
)
SELECT DISTINCT coalesce(d.schema_path, w.schema_path), 0, concat('fields/', coalesce(d.field, w.field)), '',
    coalesce(d.code, w.code)
FROM drawn AS d
FULL OUTER JOIN written AS w ON w.schema_path = d.schema_path AND w.field = d.field AND w.code = d.code
WHERE d.code IS NULL OR w.code IS NULL
