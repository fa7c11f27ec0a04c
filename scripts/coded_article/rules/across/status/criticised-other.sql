-- advice criticises the conduct of those whom it advises, or of somebody of the same house
-- why: whoever is advised is blamed for the act of another; the relation likely leads to the wrong event
-- remedy: correct the event, or the initiator of one of the two; keep both if the advice blames what others did
-- severity: warning
-- points at: the relation, at its object
-- reads: relations, involvements, actor_houses
-- bad:
--   relations
--     relation_id | subject_id | predicate  | object_id
--     rel-001     | rec-001    | criticises | evt-001
--   involvements
--     record_id | actor_id | role
--     rec-001   | act-001  | initiator
--     evt-001   | act-002  | initiator
--   actor_houses
--     actor_id | house
--     act-001  | act-001
--     act-002  | act-002
--   found: rel-001 object_id
-- good:
--   relations
--     relation_id | subject_id | predicate  | object_id
--     rel-001     | rec-001    | criticises | evt-001
--   involvements
--     record_id | actor_id | role
--     rec-001   | act-001  | initiator
--     evt-001   | act-002  | initiator
--   actor_houses
--     actor_id | house
--     act-001  | act-001
--     act-001  | act-003
--     act-002  | act-002
--     act-002  | act-003
WITH faulted AS (
    SELECT line, relation_id, subject_id, object_id FROM relations WHERE predicate = 'criticises'
),
advised AS (
    SELECT f.relation_id, h.house
    FROM faulted AS f
    JOIN involvements AS i ON i.record_id = f.subject_id AND i.role IN ('initiator', 'participant')
    JOIN actor_houses AS h ON h.actor_id = i.actor_id
),
acting AS (
    SELECT f.relation_id, h.house
    FROM faulted AS f
    JOIN involvements AS i ON i.record_id = f.object_id AND i.role IN ('initiator', 'participant')
    JOIN actor_houses AS h ON h.actor_id = i.actor_id
)
SELECT 'relations', line, 'object_id', relation_id, concat(subject_id, ' criticises ', object_id)
FROM faulted
-- of a claim nobody is advised
WHERE relation_id IN (SELECT relation_id FROM advised)
    AND relation_id IN (SELECT relation_id FROM acting)
    AND relation_id NOT IN (
        SELECT a.relation_id FROM advised AS a JOIN acting AS b ON b.relation_id = a.relation_id AND b.house = a.house
    )
