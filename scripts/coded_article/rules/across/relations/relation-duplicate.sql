-- no relation is given twice, nor the other way round with a predicate that is symmetric
-- why: a link that is given twice weighs twice in every network
-- remedy: delete the repetition
-- points at: the later relation, at its predicate
-- reads: relations, code_facts
-- bad:
--   relations
--     relation_id | subject_id | predicate   | object_id
--     rel-001     | evt-001    | precedes    | evt-002
--     rel-002     | evt-001    | precedes    | evt-002
--     rel-003     | stm-002    | contradicts | stm-001
--     rel-004     | stm-001    | contradicts | stm-002
--   code_facts
--     vocabulary | code        | fact
--     predicate  | contradicts | symmetric
--     predicate  | precedes    | before
--   found: rel-002 predicate
--   found: rel-004 predicate
-- good:
--   relations
--     relation_id | subject_id | predicate   | object_id
--     rel-001     | evt-001    | precedes    | evt-002
--     rel-002     | evt-001    | causes      | evt-002
--     rel-003     | stm-001    | criticises  | stm-002
--     rel-004     | stm-002    | criticises  | stm-001
--     rel-005     | stm-001    | contradicts | stm-002
--   code_facts
--     vocabulary | code        | fact
--     predicate  | contradicts | symmetric
--     predicate  | precedes    | before
WITH symmetric_ones AS (SELECT DISTINCT code FROM code_facts WHERE vocabulary = 'predicate' AND fact = 'symmetric'),
-- the ends of what is symmetric in one order, whichever way it is given
links AS (
    SELECT r.line, r.relation_id, r.subject_id, r.predicate, r.object_id,
        CASE WHEN s.code IS NOT NULL AND r.object_id < r.subject_id THEN r.object_id ELSE r.subject_id END AS one,
        CASE WHEN s.code IS NOT NULL AND r.object_id < r.subject_id THEN r.subject_id ELSE r.object_id END AS other
    FROM relations AS r
    LEFT JOIN symmetric_ones AS s ON s.code = r.predicate
)
SELECT 'relations', b.line, 'predicate', b.relation_id, concat(b.subject_id, ' ', b.predicate, ' ', b.object_id)
FROM links AS a
JOIN links AS b ON a.one = b.one AND a.predicate = b.predicate AND a.other = b.other AND a.line < b.line
