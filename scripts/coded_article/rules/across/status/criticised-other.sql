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
    SELECT r.line, r.relation_id, r.subject_id, r.object_id
    FROM relations AS r
    WHERE r.predicate = 'criticises'
        AND EXISTS (
            SELECT 1 FROM involvements AS i
            WHERE i.record_id = r.object_id AND i.role IN ('initiator', 'participant')
        )
),
acting AS (
    SELECT i.record_id, h.house
    FROM involvements AS i
    JOIN actor_houses AS h ON h.actor_id = i.actor_id
    WHERE i.role IN ('initiator', 'participant')
),
shared AS (
    SELECT DISTINCT f.relation_id
    FROM faulted AS f
    JOIN acting AS a ON a.record_id = f.subject_id
    JOIN acting AS b ON b.record_id = f.object_id AND b.house = a.house
)
SELECT DISTINCT 'relations', f.line, 'object_id', f.relation_id, concat(f.subject_id, ' criticises ', f.object_id)
FROM faulted AS f
-- of a claim nobody is advised
JOIN acting AS a ON a.record_id = f.subject_id
LEFT JOIN shared AS s ON s.relation_id = f.relation_id
WHERE s.relation_id IS NULL
