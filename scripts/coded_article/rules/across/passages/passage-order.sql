-- the passages of a source follow one another, counted from 1, with one space between them, or none inside a
--   paragraph
-- why: the passages could not be put together again into the text that they were cut from
-- remedy: run `coded-article fingerprint` again
-- points at: the passage, at the first number that does not fit
-- reads: passages
-- bad:
--   passages
--     passage_id | source_id | ordinal | section | paragraph | start | end
--     psg-001    | src-001   | 1       | 1       | 1         | 0     | 20
--     psg-002    | src-001   | 3       | 1       | 1         | 21    | 40
--     psg-003    | src-001   | 3       | 1       | 2         | 42    | 60
--     psg-004    | src-001   | 4       | 0       | 2         | 61    | 80
--     psg-005    | src-001   | 5       | 1       | 1         | 81    | 90
--   found: psg-002 ordinal
--   found: psg-003 start
--   found: psg-004 section
--   found: psg-005 paragraph
-- good:
--   passages
--     passage_id | source_id | ordinal | section | paragraph | start | end
--     psg-001    | src-001   | 1       | 1       | 1         | 0     | 20
--     psg-002    | src-001   | 2       | 1       | 1         | 20    | 40
--     psg-003    | src-001   | 3       | 1       | 2         | 41    | 60
--     psg-004    | src-002   | 1       | 1       | 1         | 0     | 80
WITH ordered AS (
    SELECT *,
        row_number() OVER in_text AS place,
        coalesce(lag("end") OVER in_text, -1) AS previous_end,
        lag(section) OVER in_text AS previous_section,
        lag(paragraph) OVER in_text AS previous_paragraph
    FROM passages
    WINDOW in_text AS (PARTITION BY source_id ORDER BY start NULLS LAST, line)
),
faulty AS (
    SELECT *,
        CASE WHEN ordinal <> place THEN 'ordinal'
             -- sentences of one paragraph may stand without a space between them, as in Japanese
             WHEN start <> previous_end + 1 AND (start <> previous_end OR paragraph <> previous_paragraph) THEN 'start'
             WHEN section < previous_section THEN 'section'
             WHEN paragraph < previous_paragraph THEN 'paragraph' END AS column_name
    FROM ordered
)
SELECT 'passages', line, column_name, passage_id,
    CAST(CASE column_name WHEN 'ordinal' THEN ordinal WHEN 'start' THEN start
         WHEN 'section' THEN section ELSE paragraph END AS VARCHAR)
FROM faulty
WHERE column_name IS NOT NULL
