-- the conduct that advice faults is not a ground for the same advice
-- why: it is what the advice would have had otherwise, which `criticises` says, and no reason why
-- remedy: keep one of the two relations
-- points at: the ground, at its subject
-- reads: relations
-- bad:
--   relations
--     relation_id | subject_id | predicate  | object_id
--     rel-001     | rec-001    | criticises | evt-001
--     rel-002     | evt-001    | supports   | rec-001
--   found: rel-002 subject_id
-- good:
--   relations
--     relation_id | subject_id | predicate  | object_id
--     rel-001     | rec-001    | criticises | evt-001
--     rel-002     | evt-001    | supports   | rec-002
--     rel-003     | evt-002    | supports   | rec-001
SELECT 'relations', g.line, 'subject_id', g.relation_id, g.subject_id
FROM relations AS g
JOIN relations AS f ON f.subject_id = g.object_id AND f.object_id = g.subject_id
WHERE g.predicate = 'supports' AND f.predicate = 'criticises'
