-- no relation is given twice
-- why: a link that is given twice weighs twice in every network
-- remedy: delete the repetition
-- points at: the later relation, at its predicate
-- reads: relations
-- bad:
--   relations
--     relation_id | subject_id | predicate | object_id
--     rel-001     | evt-001    | precedes  | evt-002
--     rel-002     | evt-001    | precedes  | evt-002
--   found: rel-002 predicate
-- good:
--   relations
--     relation_id | subject_id | predicate | object_id
--     rel-001     | evt-001    | precedes  | evt-002
--     rel-002     | evt-001    | causes    | evt-002
SELECT 'relations', b.line, 'predicate', b.relation_id, concat(b.subject_id, ' ', b.predicate, ' ', b.object_id)
FROM relations AS a
JOIN relations AS b
    ON a.subject_id = b.subject_id AND a.predicate = b.predicate AND a.object_id = b.object_id AND a.line < b.line
