-- a further target of a statement comes with a first one, and is another actor
-- why: who is spoken for or against is read from the column first, and whoever is there twice counts twice
-- remedy: fill target and valence of the statement, or take the involvement out
-- points at: the involvement, at its role
-- reads: involvements, statements
-- bad:
--   involvements
--     record_id | actor_id | role
--     stm-001   | act-001  | target
--     stm-002   | act-002  | target
--   statements
--     statement_id | target_id
--     stm-001      |
--     stm-002      | act-002
--   found: stm-001 role
--   found: stm-002 role
-- good:
--   involvements
--     record_id | actor_id | role
--     stm-001   | act-002  | target
--     stm-002   | act-002  | affected
--   statements
--     statement_id | target_id
--     stm-001      | act-001
--     stm-002      |
SELECT 'involvements', i.line, 'role', i.record_id, i.actor_id
FROM involvements AS i
JOIN statements AS s ON s.statement_id = i.record_id
WHERE i.role = 'target' AND (s.target_id IS NULL OR s.target_id = i.actor_id)
