-- a year that is inferred from the publication is less than twelve months from it
-- why: who writes a day without its year means the one next to the day of writing
-- remedy: correct the year, or the basis of the date
-- points at: the record, at its date
-- reads: events, statements, record_sources, sources
-- bad:
--   events
--     event_id | date_edtf  | date_earliest | date_latest | date_basis
--     evt-001  | 2024-02-12 | 2024-02-12    | 2024-02-12  | year_inferred
--   statements
--     statement_id | date_edtf  | date_earliest | date_latest | date_basis
--     stm-001      | 2026-02-12 | 2026-02-12    | 2026-02-12  | year_inferred
--   record_sources
--     record_id | source_id
--     evt-001   | src-001
--     stm-001   | src-001
--   sources
--     source_id | published_earliest | published_latest
--     src-001   | 2025-02-17         | 2025-02-23
--   found: evt-001 date_edtf
--   found: stm-001 date_edtf
-- good:
--   events
--     event_id | date_edtf  | date_earliest | date_latest | date_basis
--     evt-001  | 2025-02-12 | 2025-02-12    | 2025-02-12  | year_inferred
--     evt-002  | 2014       | 2014-01-01    | 2014-12-31  | stated
--   statements
--     statement_id | date_edtf  | date_earliest | date_latest | date_basis
--     stm-001      | 2024-12-12 | 2024-12-12    | 2024-12-12  | year_inferred
--   record_sources
--     record_id | source_id
--     evt-001   | src-001
--     evt-002   | src-001
--     stm-001   | src-001
--   sources
--     source_id | published_earliest | published_latest
--     src-001   | 2025-02-17         | 2025-02-23
WITH dated AS (
    SELECT 'events' AS table_name, line, event_id AS record_id, date_edtf, CAST(date_earliest AS VARCHAR) AS earliest,
        CAST(date_latest AS VARCHAR) AS latest
    FROM events
    WHERE date_basis = 'year_inferred'
    UNION ALL
    SELECT 'statements', line, statement_id, date_edtf, CAST(date_earliest AS VARCHAR), CAST(date_latest AS VARCHAR)
    FROM statements
    WHERE date_basis = 'year_inferred'
),
published AS (
    SELECT source_id, CAST(published_earliest AS VARCHAR) AS earliest, CAST(published_latest AS VARCHAR) AS latest
    FROM sources
)
SELECT DISTINCT d.table_name, d.line, 'date_edtf', d.record_id, coalesce(d.date_edtf, '')
FROM dated AS d
JOIN record_sources AS r ON r.record_id = d.record_id
JOIN published AS o ON o.source_id = r.source_id
WHERE (CAST(substr(o.earliest, 1, 4) AS INTEGER) - CAST(substr(d.latest, 1, 4) AS INTEGER)) * 12
    + CAST(substr(o.earliest, 6, 2) AS INTEGER) - CAST(substr(d.latest, 6, 2) AS INTEGER) > 11
    OR (CAST(substr(d.earliest, 1, 4) AS INTEGER) - CAST(substr(o.latest, 1, 4) AS INTEGER)) * 12
    + CAST(substr(d.earliest, 6, 2) AS INTEGER) - CAST(substr(o.latest, 6, 2) AS INTEGER) > 11
