-- no ground rests on what it is a ground for
-- why: an argument that goes round in a circle gives no reason at all
-- remedy: correct the relation
-- points at: each relation of the circle, at its object
-- keeps: circles
-- reads: relations
-- bad:
--   relations
--     relation_id | subject_id | predicate | object_id
--     rel-001     | stm-001    | supports  | stm-002
--     rel-002     | stm-002    | supports  | stm-001
--     rel-003     | stm-002    | supports  | rec-001
--   found: rel-001 object_id
--   found: rel-002 object_id
-- good:
--   relations
--     relation_id | subject_id | predicate   | object_id
--     rel-001     | stm-001    | supports    | stm-002
--     rel-002     | stm-002    | contradicts | stm-001
--     rel-003     | stm-002    | supports    | rec-001
SELECT 'relations', r.line, 'object_id', r.relation_id, r.object_id, r.subject_id, r.object_id
FROM relations AS r
WHERE r.predicate = 'supports' AND r.subject_id <> r.object_id
