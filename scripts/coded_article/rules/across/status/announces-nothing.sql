-- an announcement of a meeting announces an event
-- why: the meeting that was announced would be missing among the events, or not be found from its announcement
-- remedy: code the meeting and a relation `announces` to it, or choose another type
-- severity: warning
-- points at: the event, at its type
-- reads: events, relations
-- bad:
--   events
--     event_id | event_type
--     evt-001  | meeting_announcement
--   relations
--     subject_id | predicate
--     evt-001    | precedes
--   found: evt-001 event_type
-- good:
--   events
--     event_id | event_type
--     evt-001  | meeting_announcement
--     evt-002  | meeting
--   relations
--     subject_id | predicate
--     evt-001    | announces
SELECT 'events', e.line, 'event_type', e.event_id, e.event_type
FROM events AS e
LEFT JOIN relations AS r ON r.predicate = 'announces' AND r.subject_id = e.event_id
WHERE e.event_type = 'meeting_announcement' AND r.subject_id IS NULL
