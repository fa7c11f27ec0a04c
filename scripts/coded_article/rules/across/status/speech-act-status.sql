-- the speech act of a statement took place: it occurred, is ongoing, or is reported
-- why: the statement would be counted as made, and the act of making it as not done or still to come
-- remedy: correct the status or polarity of the event, or the event that the statement names
-- points at: the statement, at its event
-- reads: statements, events
-- bad:
--   statements
--     statement_id | event_id
--     stm-001      | evt-001
--     stm-002      | evt-002
--   events
--     event_id | status    | polarity
--     evt-001  | not_done  | negative
--     evt-002  | announced | positive
--   found: stm-001 event_id
--   found: stm-002 event_id
-- good:
--   statements
--     statement_id | event_id
--     stm-001      | evt-001
--     stm-002      |
--   events
--     event_id | status   | polarity
--     evt-001  | reported | positive
SELECT 'statements', s.line, 'event_id', s.statement_id, concat(e.event_id, ': ', e.status, ' ', e.polarity)
FROM statements AS s
JOIN events AS e ON e.event_id = s.event_id
WHERE e.status IN ('announced', 'not_done', 'counterfactual') OR e.polarity = 'negative'
