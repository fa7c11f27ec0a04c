-- a part has a status that its whole allows: nothing takes place within what did not, or is still to come
-- why: the part would be reported as done and its whole as not done
-- remedy: correct a status, or the whole that is named
-- points at: the part, at its status
-- reads: events
-- bad:
--   events
--     event_id | part_of_id | status
--     evt-001  |            | announced
--     evt-002  | evt-001    | occurred
--     evt-003  |            | not_done
--     evt-004  | evt-003    | ongoing
--   found: evt-002 status
--   found: evt-004 status
-- good:
--   events
--     event_id | part_of_id | status
--     evt-001  |            | announced
--     evt-002  | evt-001    | announced
--     evt-003  |            | occurred
--     evt-004  | evt-003    | not_done
SELECT 'events', p.line, 'status', p.event_id, concat(p.status, ' within ', w.status)
FROM events AS p
JOIN events AS w ON w.event_id = p.part_of_id
WHERE (w.status IN ('not_done', 'counterfactual') AND p.status IN ('occurred', 'ongoing', 'announced', 'reported'))
    OR (w.status = 'announced' AND p.status IN ('occurred', 'ongoing', 'not_done'))
