-- a statement and the event of making it rest on a passage in common
-- why: what was said and the act of saying it would be reported in different places; the statement likely names another event
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
WITH spoken AS (
    SELECT line, statement_id, event_id FROM statements WHERE event_id IS NOT NULL
),
said AS (
    SELECT s.statement_id, e.passage_id FROM spoken AS s JOIN evidence AS e ON e.record_id = s.statement_id
),
done AS (
    SELECT s.statement_id, e.passage_id FROM spoken AS s JOIN evidence AS e ON e.record_id = s.event_id
)
SELECT 'statements', line, 'event_id', statement_id, event_id
FROM spoken
WHERE statement_id IN (SELECT statement_id FROM said)
    AND statement_id IN (SELECT statement_id FROM done)
    AND statement_id NOT IN (
        SELECT a.statement_id
        FROM said AS a
        JOIN done AS b ON b.statement_id = a.statement_id AND b.passage_id = a.passage_id
    )
