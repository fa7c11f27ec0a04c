-- no parent, whole or broader code leads back to its child
-- why: whoever follows the parents upwards would never come to an end
-- remedy: correct the parent
-- points at: each row of the circle, at its parent
-- keeps: circles
-- reads: actors, events, recommendations, records, codes
-- bad:
--   actors
--     actor_id | parent_id
--     act-001  | act-001
--   events
--     event_id | part_of_id
--     evt-001  | evt-002
--     evt-002  | evt-001
--     evt-003  | evt-001
--   recommendations
--     recommendation_id | parent_id
--     rec-001           |
--   records
--     record_id | replaced_by
--     evt-004   |
--   codes
--     vocabulary | code  | broader
--     topic      | water | water
--   found: act-001 parent_id
--   found: evt-001 part_of_id
--   found: evt-002 part_of_id
--   found: topic water broader
-- good:
--   actors
--     actor_id | parent_id
--     act-001  |
--     act-002  | act-001
--   events
--     event_id | part_of_id
--     evt-001  |
--     evt-002  | evt-001
--     evt-003  | evt-002
--   recommendations
--     recommendation_id | parent_id
--     rec-001           |
--   records
--     record_id | replaced_by
--     evt-004   | evt-003
--   codes
--     vocabulary | code   | broader
--     topic      | water  |
--     topic      | bridge | water
WITH edges AS (
    SELECT 'actors' AS table_name, 'parent_id' AS column_name, line, actor_id AS child, parent_id AS parent
    FROM actors
    WHERE parent_id IS NOT NULL
    UNION ALL
    SELECT 'events', 'part_of_id', line, event_id, part_of_id FROM events WHERE part_of_id IS NOT NULL
    UNION ALL
    SELECT 'recommendations', 'parent_id', line, recommendation_id, parent_id
    FROM recommendations
    WHERE parent_id IS NOT NULL
    UNION ALL
    SELECT 'records', 'replaced_by', line, record_id, replaced_by FROM records WHERE replaced_by IS NOT NULL
    UNION ALL
    SELECT 'codes', 'broader', line, concat(vocabulary, ' ', code), concat(vocabulary, ' ', broader)
    FROM codes
    WHERE broader IS NOT NULL
)
SELECT e.table_name, e.line, e.column_name, e.child, e.parent, e.child, e.parent
FROM edges AS e
-- most rows have nothing above what is above them, or nothing below
WHERE EXISTS (SELECT 1 FROM edges AS a WHERE a.table_name = e.table_name AND a.child = e.parent)
    AND EXISTS (SELECT 1 FROM edges AS b WHERE b.table_name = e.table_name AND b.parent = e.child)
