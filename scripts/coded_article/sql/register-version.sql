-- versions are compared as text, each part padded with zeros
WITH versions AS (
    SELECT line, record_id, regexp_extract(record_id, '^([^:]*):', 1) AS namespace, 'added_in' AS column_name,
        added_in AS version
    FROM records
    UNION ALL
    SELECT line, record_id, regexp_extract(record_id, '^([^:]*):', 1), 'retired_in', retired_in
    FROM records WHERE retired_in IS NOT NULL
    UNION ALL
    SELECT 0, '', namespace, 'package', version FROM package
),
padded AS (
    SELECT *,
        concat(lpad(split_part(version, '.', 1), 20, '0'), lpad(split_part(version, '.', 2), 20, '0'),
               lpad(split_part(version, '.', 3), 20, '0')) AS place
    FROM versions
    WHERE version IS NOT NULL
)
SELECT 'records', n.line, n.column_name, n.record_id, n.version
FROM padded AS n
LEFT JOIN padded AS p ON p.column_name = 'package' AND p.namespace = n.namespace
LEFT JOIN padded AS added
    ON n.column_name = 'retired_in' AND added.column_name = 'added_in' AND added.record_id = n.record_id
WHERE n.column_name <> 'package' AND (n.place > p.place OR n.place <= added.place)
