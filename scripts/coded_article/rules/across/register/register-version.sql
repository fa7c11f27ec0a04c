-- ids are added and retired in versions up to the package's own, and retired after they were added
-- why: nobody could find out in which version a record came or went
-- remedy: correct the version in data/records.csv
-- points at: the record in the register, at the version
-- reads: records, package
-- bad:
--   records
--     record_id    | added_in | retired_in
--     quay:evt-001 | 0.3.0    |
--     quay:evt-002 | 0.2.0    | 0.1.0
--     quay:evt-003 | 0.1.0    | 0.10.0
--   package
--     namespace | version
--     quay:     | 0.2.0
--   found: quay:evt-001 added_in
--   found: quay:evt-002 retired_in
--   found: quay:evt-003 retired_in
-- good:
--   records
--     record_id    | added_in | retired_in
--     quay:evt-001 | 0.2.0    |
--     quay:evt-002 | 0.9.0    | 0.10.0
--   package
--     namespace | version
--     quay:     | 0.10.0
WITH shared AS ( -- most records have the same versions
    SELECT DISTINCT substr(record_id, 1, instr(record_id, ':')) AS namespace, added_in, retired_in FROM records
),
versions AS (
    SELECT namespace, added_in, retired_in, 'added_in' AS column_name, added_in AS version FROM shared
    UNION ALL
    SELECT namespace, added_in, retired_in, 'retired_in', retired_in FROM shared
    UNION ALL
    SELECT namespace, NULL, NULL, 'package', version FROM package
),
-- versions are compared as text, each part padded with zeros
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
    ON f.namespace = substr(r.record_id, 1, instr(r.record_id, ':'))
    AND (f.added_in = r.added_in OR (f.added_in IS NULL AND r.added_in IS NULL))
    AND coalesce(f.retired_in, '') = coalesce(r.retired_in, '')
