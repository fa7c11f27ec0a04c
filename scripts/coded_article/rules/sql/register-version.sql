-- versions are compared as text, each part padded with zeros; most records share theirs
WITH shared AS (
    SELECT DISTINCT left(record_id, strpos(record_id, ':')) AS namespace, added_in, retired_in FROM records
),
versions AS (
    SELECT namespace, added_in, retired_in, 'added_in' AS column_name, added_in AS version FROM shared
    UNION ALL
    SELECT namespace, added_in, retired_in, 'retired_in', retired_in FROM shared
    UNION ALL
    SELECT namespace, NULL, NULL, 'package', version FROM package
),
padded AS (
    SELECT *,
        concat(lpad(split_part(version, '.', 1), 20, '0'), lpad(split_part(version, '.', 2), 20, '0'),
               lpad(split_part(version, '.', 3), 20, '0')) AS place
    FROM versions
    WHERE version IS NOT NULL
),
faulty AS (
    SELECT DISTINCT n.namespace, n.column_name, n.added_in, n.retired_in, n.version
    FROM padded AS n
    LEFT JOIN padded AS p ON p.column_name = 'package' AND p.namespace = n.namespace
    LEFT JOIN padded AS added
        ON n.column_name = 'retired_in' AND added.column_name = 'added_in' AND added.namespace = n.namespace
        AND added.added_in = n.added_in AND added.retired_in = n.retired_in
    WHERE n.column_name <> 'package' AND (n.place > p.place OR n.place <= added.place)
)
SELECT 'records', r.line, f.column_name, r.record_id, f.version
FROM records AS r
JOIN faulty AS f
    ON f.namespace = left(r.record_id, strpos(r.record_id, ':'))
    AND (f.added_in = r.added_in OR (f.added_in IS NULL AND r.added_in IS NULL))
    AND coalesce(f.retired_in, '') = coalesce(r.retired_in, '')
