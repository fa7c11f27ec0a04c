-- the speaker of a statement initiates its speech act, on the same date
-- why: what was said and the event of saying it would contradict each other about who spoke, and when
-- remedy: correct the speaker, the date or the event
-- points at: the statement, at its speaker or its date
-- reads: statements, events, involvements
-- bad:
--   statements
--     statement_id | event_id | speaker_id | date_edtf
--     stm-001      | evt-001  | act-001    | 2025-02-12
--     stm-002      | evt-002  | act-002    | 2025-02-12
--   events
--     event_id | date_edtf
--     evt-001  | 2025-02-12
--     evt-002  | 2025-02-13
--   involvements
--     record_id | actor_id | role
--     evt-001   | act-001  | target
--     evt-002   | act-002  | initiator
--   found: stm-001 speaker_id
--   found: stm-002 date_edtf
-- good:
--   statements
--     statement_id | event_id | speaker_id | date_edtf
--     stm-001      | evt-001  | act-001    | 2025-02-12
--     stm-002      |          | act-002    |
--   events
--     event_id | date_edtf
--     evt-001  | 2025-02-12
--   involvements
--     record_id | actor_id | role
--     evt-001   | act-001  | initiator
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
