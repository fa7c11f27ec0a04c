-- the basis of a date agrees with its words: `year_inferred` if they name a month without a year, `stated` with one
-- why: a reader could not tell which dates rest on the article alone and which on the day of its publication
-- remedy: correct the basis, or the words
-- severity: warning
-- points at: the record, at its basis
-- reads: dated, date_words
-- bad:
--   dated
--     table_name | record_id | date_text        | date_basis    | language
--     events     | evt-001   | On March 12      | stated        | en
--     events     | evt-002   | in March of 2014 | year_inferred | en
--   date_words
--     language | text             | unit  | number
--     en       | On March 12      | month | 3
--     en       | in March of 2014 | month | 3
--     en       | in March of 2014 | year  | 2014
--   found: evt-001 date_basis
--   found: evt-002 date_basis
-- good:
--   dated
--     table_name | record_id | date_text        | date_basis    | language
--     events     | evt-001   | On March 12      | year_inferred | en
--     events     | evt-002   | in March of 2014 | stated        | en
--     events     | evt-003   | a week later     | relative      | en
--   date_words
--     language | text             | unit  | number
--     en       | On March 12      | month | 3
--     en       | in March of 2014 | month | 3
--     en       | in March of 2014 | year  | 2014
WITH
-- the basis that words of each language cannot have
excluded AS (
    SELECT language, text,
        CASE WHEN max(CASE WHEN unit = 'year' THEN 1 ELSE 0 END) = 1 THEN 'year_inferred' ELSE 'stated' END AS date_basis
    FROM date_words
    WHERE unit IN ('year', 'month')
    GROUP BY language, text
)
SELECT DISTINCT d.table_name, d.line, 'date_basis', d.record_id, concat(d.date_basis, ' for ', d.date_text)
FROM dated AS d
JOIN excluded AS w ON w.language = d.language AND w.text = d.date_text AND w.date_basis = d.date_basis
