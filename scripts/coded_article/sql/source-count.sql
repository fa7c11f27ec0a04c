SELECT 'sources', s.line, 'passages', s.source_id, CAST(s.passages AS VARCHAR)
FROM sources AS s
LEFT JOIN (SELECT source_id, count(*) AS n FROM passages GROUP BY source_id) AS p ON p.source_id = s.source_id
WHERE s.passages <> coalesce(p.n, 0)
UNION ALL
SELECT 'sources', s.line, 'characters', s.source_id, CAST(s.characters AS VARCHAR)
FROM sources AS s
JOIN (SELECT source_id, max("end") AS last FROM passages GROUP BY source_id) AS p ON p.source_id = s.source_id
WHERE s.characters < p.last
