-- a claim that criticises does not speak for its target
-- why: the same claim would be counted as praise and as blame
-- remedy: correct the valence, or the relation
-- severity: warning
-- points at: the relation, at its subject
-- reads: relations, statements
-- bad:
--   relations
--     relation_id | subject_id | predicate
--     rel-001     | stm-001    | criticises
--   statements
--     statement_id | valence
--     stm-001      | positive
--   found: rel-001 subject_id
-- good:
--   relations
--     relation_id | subject_id | predicate
--     rel-001     | stm-001    | criticises
--     rel-002     | stm-002    | echoes
--   statements
--     statement_id | valence
--     stm-001      | negative
--     stm-002      | positive
SELECT 'relations', r.line, 'subject_id', r.relation_id, concat(s.statement_id, ' is ', s.valence)
FROM relations AS r
JOIN statements AS s ON s.statement_id = r.subject_id
WHERE r.predicate = 'criticises' AND s.valence = 'positive'
