-- whoever has a role in a statement is neither its speaker nor its target
-- why: speaker and target have columns of their own; a role repeats them, or contradicts them
-- remedy: delete the involvement, or correct its actor, the speaker or the target
-- points at: the involvement, at its role
-- reads: statements, involvements
-- bad:
--   statements
--     statement_id | speaker_id | target_id
--     stm-001      | act-001    | act-002
--   involvements
--     record_id | actor_id | role
--     stm-001   | act-001  | co_speaker
--     stm-001   | act-002  | affected
--   found: stm-001 role
--   found: stm-001 role
-- good:
--   statements
--     statement_id | speaker_id | target_id
--     stm-001      | act-001    | act-002
--   involvements
--     record_id | actor_id | role
--     stm-001   | act-002  | addressee
--     stm-001   | act-003  | affected
--     evt-001   | act-001  | initiator
SELECT 'involvements', i.line, 'role', i.record_id, concat(i.actor_id, ' as ', i.role)
FROM involvements AS i
JOIN statements AS s ON s.statement_id = i.record_id
-- `further-target` looks at further targets
WHERE i.role <> 'target' AND (i.actor_id = s.speaker_id OR (i.actor_id = s.target_id AND i.role <> 'addressee'))
