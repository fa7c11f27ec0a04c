-- the date is one that its date words name
-- why: the article says one day, month or year, and the row another
-- remedy: correct the date, or the words; of words that only count from another time, the basis is `relative`
-- points at: the record, at its date
-- reads: dated, date_words
-- bad:
--   dated
--     table_name | record_id | date_text   | date_edtf  | date_earliest | date_latest | date_basis    | language
--     events     | evt-001   | On March 12 | 2025-03-23 | 2025-03-23    | 2025-03-23  | year_inferred | en
--     events     | evt-002   | in 2014     | 2015       | 2015-01-01    | 2015-12-31  | stated        | en
--     statements | stm-001   | On March 12 | 2025-04-12 | 2025-04-12    | 2025-04-12  | year_inferred | en
--   date_words
--     language | text        | unit  | number
--     en       | On March 12 | month | 3
--     en       | On March 12 | day   | 312
--     en       | in 2014     | year  | 2014
--   found: evt-001 date_edtf
--   found: evt-002 date_edtf
--   found: stm-001 date_edtf
-- good:
--   dated
--     table_name | record_id | date_text          | date_edtf  | date_earliest | date_latest | date_basis    | language
--     events     | evt-001   | On March 12        | 2025-03-12 | 2025-03-12    | 2025-03-12  | year_inferred | en
--     events     | evt-002   | in 2014            | 2014       | 2014-01-01    | 2014-12-31  | stated        | en
--     events     | evt-003   | the day before May | 2025-04-30 | 2025-04-30    | 2025-04-30  | relative      | en
--   date_words
--     language | text               | unit  | number
--     en       | On March 12        | month | 3
--     en       | On March 12        | day   | 312
--     en       | in 2014            | year  | 2014
--     en       | the day before May | month | 5
WITH numbered AS (
    SELECT table_name, line, record_id, date_text, date_edtf, language,
        CAST(replace(CAST(date_earliest AS VARCHAR), '-', '') AS INTEGER) AS first,
        CAST(replace(CAST(date_latest AS VARCHAR), '-', '') AS INTEGER) AS last
    FROM dated
    WHERE date_basis <> 'relative'
),
-- years are ten thousands here, and days as in `date_words`
spans AS (
    SELECT *, first - first % 10000 AS first_year, last - last % 10000 AS last_year, first % 10000 AS first_day,
        last % 10000 AS last_day
    FROM numbered
    WHERE first <= last -- else `date-order` reports them
)
SELECT DISTINCT d.table_name, d.line, 'date_edtf', d.record_id, concat(d.date_edtf, ' for ', d.date_text)
FROM spans AS d
JOIN date_words AS w ON w.language = d.language AND w.text = d.date_text
WHERE (w.unit = 'year' AND w.number * 10000 NOT BETWEEN d.first_year AND d.last_year)
    OR (d.first_year = d.last_year AND w.unit = 'month' AND w.number * 100 NOT BETWEEN d.first_day - 31 AND d.last_day)
    OR (d.first_year = d.last_year AND w.unit = 'day' AND w.number NOT BETWEEN d.first_day AND d.last_day)
