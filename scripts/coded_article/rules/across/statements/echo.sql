-- a statement that repeats another is of the same topic, and takes the same side
-- why: a repetition that says the opposite is none; one of the two rows, or the predicate, is wrong
-- remedy: correct the statement that is coded wrongly, or the relation
-- severity: warning
-- points at: the relation, at its predicate
-- reads: relations, statements
-- bad:
--   relations
--     relation_id | subject_id | predicate   | object_id
--     rel-001     | stm-002    | echoes      | stm-001
--     rel-002     | stm-003    | contradicts | stm-001
--   statements
--     statement_id | topic | target_id | valence
--     stm-001      | trade | act-001   | negative
--     stm-002      | trade | act-001   | positive
--     stm-003      | arms  |           |
--   found: rel-001 predicate
--   found: rel-002 predicate
-- good:
--   relations
--     relation_id | subject_id | predicate   | object_id
--     rel-001     | stm-002    | echoes      | stm-001
--     rel-002     | stm-003    | contradicts | stm-001
--   statements
--     statement_id | topic | target_id | valence
--     stm-001      | trade | act-001   | negative
--     stm-002      | trade | act-001   | negative
--     stm-003      | trade | act-001   | positive
SELECT 'relations', r.line, 'predicate', r.relation_id, concat(r.subject_id, ' ', r.predicate, ' ', r.object_id)
FROM relations AS r
JOIN statements AS s ON s.statement_id = r.subject_id
JOIN statements AS o ON o.statement_id = r.object_id
WHERE (r.predicate IN ('echoes', 'contradicts') AND s.topic <> o.topic)
    OR (
        r.predicate = 'echoes'
        AND concat_ws(' ', s.target_id, s.valence) <> concat_ws(' ', o.target_id, o.valence)
    )
