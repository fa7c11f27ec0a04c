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
WITH
-- most actors have one role in a record
several AS (SELECT record_id, actor_id FROM involvements GROUP BY record_id, actor_id HAVING count(*) > 1),
known AS (
    SELECT i.line, i.record_id, i.actor_id, i.role
    FROM involvements AS i
    JOIN several AS s ON s.record_id = i.record_id AND s.actor_id = i.actor_id
    WHERE i.role IN (
        'initiator', 'participant', 'addressee', 'target', 'beneficiary', 'affected', 'excluded', 'co_speaker'
    )
)
SELECT DISTINCT 'involvements', b.line, 'role', b.record_id, concat(a.role, ' and ', b.role)
FROM known AS a
JOIN known AS b ON b.record_id = a.record_id AND b.actor_id = a.actor_id AND b.role <> a.role AND a.line < b.line
-- who acts, takes part or is spoken to may gain by it
WHERE NOT (
    (a.role = 'beneficiary' AND b.role IN ('initiator', 'participant', 'addressee', 'co_speaker'))
    OR (b.role = 'beneficiary' AND a.role IN ('initiator', 'participant', 'addressee', 'co_speaker'))
)
