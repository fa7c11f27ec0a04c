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
WITH parts AS (
    SELECT line, event_id, part_of_id FROM events WHERE part_of_id IS NOT NULL
),
hands AS (
    SELECT p.event_id, h.house
    FROM parts AS p
    JOIN involvements AS i ON i.record_id = p.event_id
    JOIN actor_houses AS h ON h.actor_id = i.actor_id
),
whole_hands AS (
    SELECT p.event_id, h.house
    FROM parts AS p
    JOIN involvements AS i ON i.record_id = p.part_of_id
    JOIN actor_houses AS h ON h.actor_id = i.actor_id
)
SELECT 'events', line, 'part_of_id', event_id, part_of_id
FROM parts
WHERE event_id IN (SELECT event_id FROM hands)
    AND event_id IN (SELECT event_id FROM whole_hands)
    AND event_id NOT IN (
        SELECT a.event_id FROM hands AS a JOIN whole_hands AS b ON b.event_id = a.event_id AND b.house = a.house
    )
