WITH ordered AS (
    SELECT *,
        row_number() OVER (PARTITION BY source_id ORDER BY start) AS place,
        lag("end") OVER (PARTITION BY source_id ORDER BY start) AS previous_end,
        lag(section) OVER (PARTITION BY source_id ORDER BY start) AS previous_section,
        lag(paragraph) OVER (PARTITION BY source_id ORDER BY start) AS previous_paragraph
    FROM passages
)
SELECT 'passages', line,
    CASE WHEN ordinal <> place THEN 'ordinal' WHEN start < previous_end THEN 'start'
         WHEN section < previous_section THEN 'section' ELSE 'paragraph' END,
    passage_id,
    CAST(CASE WHEN ordinal <> place THEN ordinal WHEN start < previous_end THEN start
              WHEN section < previous_section THEN section ELSE paragraph END AS VARCHAR)
FROM ordered
WHERE ordinal <> place OR start < previous_end OR section < previous_section OR paragraph < previous_paragraph
