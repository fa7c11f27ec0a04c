-- by the time that the package is released, some advice calls for every counterfactual event
-- why: that an act should have been done is the author's advice, which would be missing among the recommendations
-- remedy: code the advice and a relation `calls_for` from it, or correct the status
-- points at: the event, at its status
-- reads: events, relations, package
-- bad:
--   events
--     event_id  | status
--     a:evt-001 | counterfactual
--   relations
--     predicate | object_id
--     precedes  | a:evt-001
--   package
--     namespace | released
--     a:        | true
--   found: a:evt-001 status
-- good:
--   events
--     event_id  | status
--     a:evt-001 | counterfactual
--     a:evt-002 | occurred
--   relations
--     predicate | object_id
--     calls_for | a:evt-001
--   package
--     namespace | released
--     a:        | true
SELECT 'events', e.line, 'status', e.event_id, e.status
FROM events AS e
JOIN package AS k ON k.namespace = substr(e.event_id, 1, instr(e.event_id, ':'))
LEFT JOIN relations AS r ON r.predicate = 'calls_for' AND r.object_id = e.event_id
WHERE k.released AND e.status = 'counterfactual' AND r.object_id IS NULL
