-- a source has as many passages, words and characters as its row says
-- why: shares of the text that are computed from the counts would be wrong
-- remedy: run `coded-article fingerprint` again
-- points at: the source, at the count
-- reads: sources, passages
-- bad:
--   sources
--     source_id | passages | characters | words
--     src-001   | 3        | 41         | 8
--   passages
--     source_id | end | words
--     src-001   | 20  | 4
--     src-001   | 40  | 3
--   found: src-001 passages
--   found: src-001 characters
--   found: src-001 words
-- good:
--   sources
--     source_id | passages | characters | words
--     src-001   | 2        | 40         | 7
--   passages
--     source_id | end | words
--     src-001   | 20  | 4
--     src-001   | 40  | 3
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
