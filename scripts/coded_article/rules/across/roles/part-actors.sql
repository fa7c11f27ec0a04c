-- a part has an actor in common with its whole, or one of the same house
-- why: an act in which nobody of the whole has a hand is likely part of another
-- remedy: correct the whole that is named, or add the actor to it
-- severity: warning
-- points at: the part, at its whole
-- reads: events, involvements, actor_houses
-- bad:
--   events
--     event_id | part_of_id
--     evt-001  |
--     evt-002  | evt-001
--   involvements
--     record_id | actor_id
--     evt-001   | act-001
--     evt-002   | act-002
--   actor_houses
--     actor_id | house
--     act-001  | act-001
--     act-002  | act-002
--   found: evt-002 part_of_id
-- good:
--   events
--     event_id | part_of_id
--     evt-001  |
--     evt-002  | evt-001
--     evt-003  | evt-001
--   involvements
--     record_id | actor_id
--     evt-001   | act-001
--     evt-002   | act-002
--   actor_houses
--     actor_id | house
--     act-001  | act-001
--     act-001  | act-003
--     act-002  | act-003
WITH acting AS (
    SELECT i.record_id, h.house
    FROM involvements AS i
    JOIN actor_houses AS h ON h.actor_id = i.actor_id
),
shared AS (
    SELECT DISTINCT p.event_id
    FROM events AS p
    JOIN acting AS a ON a.record_id = p.event_id
    JOIN acting AS b ON b.record_id = p.part_of_id AND b.house = a.house
)
SELECT 'events', p.line, 'part_of_id', p.event_id, p.part_of_id
FROM events AS p
LEFT JOIN shared AS s ON s.event_id = p.event_id
WHERE s.event_id IS NULL
    AND EXISTS (SELECT 1 FROM involvements AS i WHERE i.record_id = p.event_id)
    AND EXISTS (SELECT 1 FROM involvements AS i WHERE i.record_id = p.part_of_id)
