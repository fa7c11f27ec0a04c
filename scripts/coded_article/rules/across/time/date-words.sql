-- the date is one that its date words name
-- why: the article says one day, month or year, and the row another
-- remedy: correct the date, or the words; of words that only count from another time, the basis is `relative`
-- points at: the record, at its date
-- reads: events, statements, record_sources, sources, date_words
-- bad:
--   events
--     event_id | date_text   | date_edtf  | date_earliest | date_latest | date_basis
--     evt-001  | On March 12 | 2025-03-23 | 2025-03-23    | 2025-03-23  | year_inferred
--     evt-002  | in 2014     | 2015       | 2015-01-01    | 2015-12-31  | stated
--   statements
--     statement_id | date_text   | date_edtf  | date_earliest | date_latest | date_basis
--     stm-001      | On March 12 | 2025-04-12 | 2025-04-12    | 2025-04-12  | year_inferred
--   record_sources
--     record_id | source_id
--     evt-001   | src-001
--     evt-002   | src-001
--     stm-001   | src-001
--   sources
--     source_id | language
--     src-001   | en
--   date_words
--     language | text        | unit  | number
--     en       | On March 12 | month | 3
--     en       | On March 12 | day   | 312
--     en       | in 2014     | year  | 2014
--   found: evt-001 date_edtf
--   found: evt-002 date_edtf
--   found: stm-001 date_edtf
-- good:
--   events
--     event_id | date_text          | date_edtf  | date_earliest | date_latest | date_basis
--     evt-001  | On March 12        | 2025-03-12 | 2025-03-12    | 2025-03-12  | year_inferred
--     evt-002  | in 2014            | 2014       | 2014-01-01    | 2014-12-31  | stated
--     evt-003  | the day before May | 2025-04-30 | 2025-04-30    | 2025-04-30  | relative
--   statements
--     statement_id | date_text | date_edtf | date_earliest | date_latest | date_basis
--   record_sources
--     record_id | source_id
--     evt-001   | src-001
--     evt-002   | src-001
--     evt-003   | src-001
--   sources
--     source_id | language
--     src-001   | en
--   date_words
--     language | text               | unit  | number
--     en       | On March 12        | month | 3
--     en       | On March 12        | day   | 312
--     en       | in 2014            | year  | 2014
--     en       | the day before May | month | 5
WITH dated AS (
    SELECT 'events' AS table_name, line, event_id AS record_id, date_text, date_edtf,
        CAST(date_earliest AS VARCHAR) AS earliest, CAST(date_latest AS VARCHAR) AS latest
    FROM events
    WHERE date_text IS NOT NULL AND date_basis <> 'relative'
    UNION ALL
    SELECT 'statements', line, statement_id, date_text, date_edtf, CAST(date_earliest AS VARCHAR),
        CAST(date_latest AS VARCHAR)
    FROM statements
    WHERE date_text IS NOT NULL AND date_basis <> 'relative'
),
spans AS (
    SELECT *, CAST(substr(earliest, 1, 4) AS INTEGER) AS first_year, CAST(substr(latest, 1, 4) AS INTEGER) AS last_year,
        CAST(substr(earliest, 6, 2) AS INTEGER) AS first_month, CAST(substr(latest, 6, 2) AS INTEGER) AS last_month,
        CAST(substr(earliest, 6, 2) AS INTEGER) * 100 + CAST(substr(earliest, 9, 2) AS INTEGER) AS first_day,
        CAST(substr(latest, 6, 2) AS INTEGER) * 100 + CAST(substr(latest, 9, 2) AS INTEGER) AS last_day
    FROM dated
    WHERE earliest <= latest -- else `date-order` reports them
)
SELECT DISTINCT d.table_name, d.line, 'date_edtf', d.record_id, concat(d.date_edtf, ' for ', d.date_text)
FROM spans AS d
JOIN record_sources AS r ON r.record_id = d.record_id
JOIN sources AS o ON o.source_id = r.source_id
JOIN date_words AS w ON w.language = o.language AND w.text = d.date_text
WHERE (w.unit = 'year' AND w.number NOT BETWEEN d.first_year AND d.last_year)
    OR (d.first_year = d.last_year AND w.unit = 'month' AND w.number NOT BETWEEN d.first_month AND d.last_month)
    OR (d.first_year = d.last_year AND w.unit = 'day' AND w.number NOT BETWEEN d.first_day AND d.last_day)
