SELECT 'statements', s.line, 'cue', s.statement_id, coalesce(s.cue, '')
FROM statements AS s
LEFT JOIN evidence AS e ON e.record_id = s.statement_id AND e.part = 'cue'
WHERE (s.cue IS NULL) <> (e.record_id IS NULL)
UNION ALL
SELECT 'evidence', e.line, 'part', e.evidence_id, e.part
FROM evidence AS e
JOIN record_rows AS x ON x.record_id = e.record_id
LEFT JOIN statements AS s ON s.statement_id = e.record_id
WHERE e.part = 'cue' AND s.statement_id IS NULL
