-- what somebody is reported to have said has the event of saying it
-- why: the act would be missing from the timeline and the network; what nobody said is `ascribed`
-- remedy: name the event, or choose the type of quotation `ascribed`
-- severity: warning
-- since: 1.1
-- points at: the statement, at its event
-- reads: statements
-- bad:
--   statements
--     statement_id | voice      | quotation_type | event_id
--     stm-001      | attributed | indirect       |
--   found: stm-001 event_id
-- good:
--   statements
--     statement_id | voice      | quotation_type | event_id
--     stm-001      | attributed | indirect       | evt-001
--     stm-002      | attributed | ascribed       |
--     stm-003      | author     | own_voice      |
SELECT 'statements', line, 'event_id', statement_id, quotation_type
FROM statements
WHERE voice = 'attributed' AND quotation_type IN ('direct', 'mixed', 'indirect') AND event_id IS NULL
