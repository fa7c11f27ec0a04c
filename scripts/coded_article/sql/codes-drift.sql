WITH drawn AS (
    SELECT f.schema_path, f.field, v.code
    FROM (SELECT DISTINCT schema_path, field, vocabulary FROM schema_codes) AS f
    JOIN codes AS v ON v.vocabulary = f.vocabulary
),
written AS (SELECT schema_path, field, code FROM schema_codes WHERE code IS NOT NULL)
SELECT DISTINCT coalesce(d.schema_path, w.schema_path), 0, concat('fields/', coalesce(d.field, w.field)), '',
    coalesce(d.code, w.code)
FROM drawn AS d
FULL OUTER JOIN written AS w ON w.schema_path = d.schema_path AND w.field = d.field AND w.code = d.code
WHERE d.code IS NULL OR w.code IS NULL
