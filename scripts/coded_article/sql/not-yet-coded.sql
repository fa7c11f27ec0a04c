SELECT 'passages', p.line, 'passage_id', p.passage_id, p.kind
FROM passages AS p
LEFT JOIN evidence AS e ON e.passage_id = p.passage_id
WHERE p.kind IN ('body', 'author_note') AND e.passage_id IS NULL AND NOT (SELECT released FROM package)
