-- a ground leads to the nearest conclusion, and to no further one that rests on it
-- why: one reason would count as two, and the steps of the argument could not be seen
-- remedy: take out the relation that skips a step, or the ones that it skips
-- severity: warning
-- points at: the relation that skips a step, at its object
-- reads: relations
-- bad:
--   relations
--     relation_id | subject_id | predicate | object_id
--     rel-001     | stm-001    | supports  | stm-002
--     rel-002     | stm-002    | supports  | rec-001
--     rel-003     | stm-001    | supports  | rec-001
--   found: rel-003 object_id
-- good:
--   relations
--     relation_id | subject_id | predicate   | object_id
--     rel-001     | stm-001    | supports    | stm-002
--     rel-002     | stm-002    | supports    | rec-001
--     rel-003     | stm-003    | supports    | rec-001
--     rel-004     | stm-001    | contradicts | stm-003
SELECT DISTINCT 'relations', s.line, 'object_id', s.relation_id, s.object_id
FROM relations AS s
JOIN relations AS a ON a.subject_id = s.subject_id AND a.predicate = 'supports' AND a.object_id <> s.object_id
JOIN relations AS b ON b.subject_id = a.object_id AND b.predicate = 'supports' AND b.object_id = s.object_id
WHERE s.predicate = 'supports'
