-- a record has evidence of the part `date` if, and only if, it has date words
-- why: a reader could not see which words date the record
-- remedy: anchor the date words, or empty them
-- points at: the record, at its date words, or the evidence of something else, at its part
-- reads: events, statements, evidence, record_rows
-- bad:
--   events
--     event_id | date_text
--     evt-001  | last Monday
--     evt-002  |
--   statements
--     statement_id | date_text
--     stm-001      |
--   evidence
--     evidence_id | record_id | part
--     evd-001     | stm-001   | date
--     evd-002     | rec-001   | date
--   record_rows
--     table_name      | record_id
--     events          | evt-001
--     events          | evt-002
--     statements      | stm-001
--     recommendations | rec-001
--   found: evt-001 date_text
--   found: stm-001 date_text
--   found: evd-002 part
-- good:
--   events
--     event_id | date_text
--     evt-001  | last Monday
--     evt-002  |
--   statements
--     statement_id | date_text
--     stm-001      |
--   evidence
--     evidence_id | record_id | part
--     evd-001     | evt-001   | date
--     evd-002     | stm-001   | content
--   record_rows
--     table_name | record_id
--     events     | evt-001
--     events     | evt-002
--     statements | stm-001
SELECT 'events', d.line, 'date_text', d.event_id, coalesce(d.date_text, '')
FROM events AS d
LEFT JOIN evidence AS e ON e.record_id = d.event_id AND e.part = 'date'
WHERE (d.date_text IS NULL) <> (e.record_id IS NULL)
UNION ALL
SELECT 'statements', d.line, 'date_text', d.statement_id, coalesce(d.date_text, '')
FROM statements AS d
LEFT JOIN evidence AS e ON e.record_id = d.statement_id AND e.part = 'date'
WHERE (d.date_text IS NULL) <> (e.record_id IS NULL)
UNION ALL
SELECT 'evidence', e.line, 'part', e.evidence_id, e.part
FROM evidence AS e
JOIN record_rows AS x ON x.record_id = e.record_id
WHERE e.part = 'date' AND x.table_name NOT IN ('events', 'statements')
