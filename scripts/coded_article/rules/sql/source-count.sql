WITH counted AS (
    SELECT source_id, count(*) AS passages, max("end") AS characters, sum(words) AS words
    FROM passages
    GROUP BY source_id
)
SELECT 'sources', s.line, 'passages', s.source_id, CAST(s.passages AS VARCHAR)
FROM sources AS s
LEFT JOIN counted AS c ON c.source_id = s.source_id
WHERE s.passages <> coalesce(c.passages, 0)
UNION ALL
SELECT 'sources', s.line, 'characters', s.source_id, CAST(s.characters AS VARCHAR)
FROM sources AS s
JOIN counted AS c ON c.source_id = s.source_id
WHERE s.characters <> c.characters
UNION ALL
SELECT 'sources', s.line, 'words', s.source_id, CAST(s.words AS VARCHAR)
FROM sources AS s
JOIN counted AS c ON c.source_id = s.source_id
WHERE s.words <> c.words
