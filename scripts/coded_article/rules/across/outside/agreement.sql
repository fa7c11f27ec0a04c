-- agreement says what the two cells show: the page `agrees` if it has the same, `refines` what is open or wider, and
--   else `differs`
-- why: a count of what other sources confirm would count what they contradict, or the other way round
-- remedy: correct the agreement, or the value that the page has
-- points at: the check, at its agreement
-- reads: external_checks, record_rows, coded_columns, codes
-- bad:
--   external_checks
--     check_id | record_id | field     | coded_value | external_value        | agreement
--     chk-001  | evt-001   | date_edtf | 2025-02-12  | 2025-02-13            | agrees
--     chk-002  | evt-001   | date_edtf | 2025-02-12  | 2025-02-12            | differs
--     chk-003  | evt-001   | date_edtf | 2025-02     | 2025-03-01            | refines
--     chk-004  | evt-001   | place     |             | Riyadh                | agrees
--     chk-005  | evt-001   | status    | not_done    | occurred              | agrees
--     chk-006  | evt-001   | date_edtf | 2025-02     | 2025-02-03/2025-02-04 | differs
--   record_rows
--     record_id | table_name
--     evt-001   | events
--   coded_columns
--     table_name | column_name | vocabulary
--     events     | status      | status
--   codes
--     vocabulary | code
--     status     | occurred
--     status     | not_done
--   found: chk-001 agreement
--   found: chk-002 agreement
--   found: chk-003 agreement
--   found: chk-004 agreement
--   found: chk-005 agreement
--   found: chk-006 agreement
-- good:
--   external_checks
--     check_id | record_id | field     | coded_value | external_value       | agreement
--     chk-001  | evt-001   | date_edtf | 2025-02-12  | 2025-02-12           | agrees
--     chk-002  | evt-001   | date_edtf | 2025-02-12  | 2025-02-13           | differs
--     chk-003  | evt-001   | date_edtf | 2025-02     | 2025-02-03           | refines
--     chk-004  | evt-001   | place     |             | Riyadh               | refines
--     chk-005  | evt-001   | status    | not_done    | It was left out.     | agrees
--     chk-006  | evt-001   | status    | not_done    | It was done briefly. | differs
--   record_rows
--     record_id | table_name
--     evt-001   | events
--   coded_columns
--     table_name | column_name | vocabulary
--     events     | status      | status
--   codes
--     vocabulary | code
--     status     | occurred
--     status     | not_done
WITH compared AS (
    SELECT k.line, k.check_id, k.field, k.agreement, k.coded_value AS here, k.external_value AS there,
        c.code IS NOT NULL AS is_code,
        k.field IN ('date_edtf', 'date_earliest', 'date_latest') AND regexp_matches(
            k.external_value, '^[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?$'
        ) AS is_date,
        split_part(k.coded_value, '/', 1) AS first_here, split_part(k.external_value, '/', 1) AS first_there,
        CASE WHEN instr(k.coded_value, '/') > 0 THEN split_part(k.coded_value, '/', 2) ELSE k.coded_value END
            AS last_here,
        CASE WHEN instr(k.external_value, '/') > 0 THEN split_part(k.external_value, '/', 2) ELSE k.external_value END
            AS last_there
    FROM external_checks AS k
    JOIN record_rows AS x ON x.record_id = k.record_id
    LEFT JOIN coded_columns AS v ON v.table_name = x.table_name AND v.column_name = k.field
    LEFT JOIN codes AS c ON c.vocabulary = v.vocabulary AND c.code = k.external_value
),
-- days as texts, a missing month or day filled up to the first or the last that it can be
days AS (
    SELECT *, concat(first_here, substr('0000-01-01', length(first_here) + 1)) AS earliest_here,
        concat(first_there, substr('0000-01-01', length(first_there) + 1)) AS earliest_there,
        concat(last_here, substr('9999-12-31', length(last_here) + 1)) AS latest_here,
        concat(last_there, substr('9999-12-31', length(last_there) + 1)) AS latest_there
    FROM compared
)
SELECT 'external_checks', line, 'agreement', check_id, concat(agreement, ': ', coalesce(here, 'nothing'), ', ', there)
FROM days
WHERE CASE
    WHEN here IS NULL THEN agreement <> 'refines'
    WHEN here = there THEN agreement <> 'agrees'
    WHEN is_code THEN agreement <> 'differs'
    WHEN is_date AND earliest_there >= earliest_here AND latest_there <= latest_here THEN agreement <> 'refines'
    WHEN is_date THEN agreement <> 'differs'
    WHEN field = 'quoted_words' THEN agreement = 'agrees' AND instr(lower(there), lower(here)) = 0
    ELSE FALSE
END
