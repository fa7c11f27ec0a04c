-- a statement and the event of making it rest on a passage in common
-- why: what was said and the act of saying it would be told in different places; the statement likely names another event
-- remedy: name the event of the sentence that attributes the statement, or anchor the event there too
-- points at: the statement, at its event
-- reads: statements, evidence
-- bad:
--   statements
--     statement_id | event_id
--     stm-001      | evt-001
--   evidence
--     record_id | passage_id
--     stm-001   | psg-001
--     evt-001   | psg-002
--   found: stm-001 event_id
-- good:
--   statements
--     statement_id | event_id
--     stm-001      | evt-001
--     stm-002      |
--   evidence
--     record_id | passage_id
--     stm-001   | psg-001
--     evt-001   | psg-001
--     evt-001   | psg-002
--     stm-002   | psg-003
WITH together AS (
    SELECT DISTINCT s.statement_id
    FROM statements AS s
    JOIN evidence AS a ON a.record_id = s.statement_id
    JOIN evidence AS b ON b.record_id = s.event_id AND b.passage_id = a.passage_id
)
SELECT 'statements', s.line, 'event_id', s.statement_id, s.event_id
FROM statements AS s
LEFT JOIN together AS t ON t.statement_id = s.statement_id
WHERE t.statement_id IS NULL
    AND EXISTS (SELECT 1 FROM evidence AS e WHERE e.record_id = s.statement_id)
    AND EXISTS (SELECT 1 FROM evidence AS e WHERE e.record_id = s.event_id)
