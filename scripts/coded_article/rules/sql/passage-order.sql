WITH ordered AS (
    SELECT *,
        row_number() OVER (PARTITION BY source_id ORDER BY start) AS place,
        coalesce(lag("end") OVER (PARTITION BY source_id ORDER BY start), -1) AS previous_end,
        lag(section) OVER (PARTITION BY source_id ORDER BY start) AS previous_section,
        lag(paragraph) OVER (PARTITION BY source_id ORDER BY start) AS previous_paragraph
    FROM passages
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
