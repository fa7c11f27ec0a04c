SELECT 'statements', s.line, 'speaker_id', s.statement_id, s.speaker_id
FROM statements AS s
JOIN events AS e ON e.event_id = s.event_id
LEFT JOIN involvements AS i ON i.record_id = e.event_id AND i.actor_id = s.speaker_id AND i.role = 'initiator'
WHERE i.actor_id IS NULL
UNION ALL
SELECT 'statements', s.line, 'date_edtf', s.statement_id, coalesce(s.date_edtf, '')
FROM statements AS s
JOIN events AS e ON e.event_id = s.event_id
WHERE coalesce(s.date_edtf, '') <> coalesce(e.date_edtf, '')
