-- no actor has two roles in one record that exclude each other, as the codebook has it in a table
-- why: the actor would be counted twice in one act, as somebody who takes part and as somebody who does not
-- remedy: keep the role that says more
-- points at: the later involvement, at its role
-- reads: involvements
-- bad:
--   involvements
--     record_id | actor_id | role
--     evt-001   | act-001  | excluded
--     evt-001   | act-001  | initiator
--     evt-002   | act-001  | beneficiary
--     evt-002   | act-001  | target
--   found: evt-001 role
--   found: evt-002 role
-- good:
--   involvements
--     record_id | actor_id | role
--     evt-001   | act-001  | excluded
--     evt-001   | act-002  | initiator
--     evt-002   | act-001  | beneficiary
--     evt-002   | act-001  | participant
--     evt-003   | act-001  | initiator
--     evt-003   | act-001  | witness
SELECT DISTINCT 'involvements', b.line, 'role', b.record_id, concat(a.role, ' and ', b.role)
FROM involvements AS a
JOIN involvements AS b ON b.record_id = a.record_id AND b.actor_id = a.actor_id AND a.line < b.line
WHERE a.role IN ('initiator', 'participant', 'addressee', 'target', 'beneficiary', 'affected', 'excluded', 'co_speaker')
    AND b.role IN ('initiator', 'participant', 'addressee', 'target', 'beneficiary', 'affected', 'excluded', 'co_speaker')
    -- who acts, takes part or is spoken to may gain by it
    AND NOT (a.role = 'beneficiary' AND b.role IN ('initiator', 'participant', 'addressee', 'co_speaker'))
    AND NOT (b.role = 'beneficiary' AND a.role IN ('initiator', 'participant', 'addressee', 'co_speaker'))
    AND a.role <> b.role
