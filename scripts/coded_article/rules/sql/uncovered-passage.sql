SELECT 'passages', p.line, 'passage_id', p.passage_id, p.kind
FROM passages AS p
JOIN package AS k ON k.namespace = left(p.passage_id, strpos(p.passage_id, ':'))
LEFT JOIN evidence AS e ON e.passage_id = p.passage_id
WHERE p.kind IN ('body', 'author_note') AND e.passage_id IS NULL AND k.released
