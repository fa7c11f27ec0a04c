SELECT DISTINCT 'statements', s.line, 'speaker_id', s.statement_id, s.speaker_id
FROM statements AS s
JOIN evidence AS e ON e.record_id = s.statement_id
JOIN passages AS p ON p.passage_id = e.passage_id
JOIN sources AS o ON o.source_id = p.source_id
WHERE s.voice = 'author' AND s.speaker_id <> o.author_id
