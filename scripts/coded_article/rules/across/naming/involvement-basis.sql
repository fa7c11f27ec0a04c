-- an involvement is stated if, and only if, the record's own evidence mentions the actor
-- why: a reader could not tell an actor whom the article names there from one that the coder has supplied
-- remedy: run `coded-article build`
-- since: 1.1
-- points at: the involvement, at its basis
-- reads: involvements, named_actors
-- bad:
--   involvements
--     record_id | actor_id | basis
--     evt-001   | act-001  | implied
--     evt-001   | act-002  | stated
--   named_actors
--     record_id | actor_id
--     evt-001   | act-001
--     evt-002   | act-002
--   found: evt-001 basis
--   found: evt-001 basis
-- good:
--   involvements
--     record_id | actor_id | basis
--     evt-001   | act-001  | stated
--     evt-001   | act-002  | implied
--   named_actors
--     record_id | actor_id
--     evt-001   | act-001
--     evt-002   | act-002
SELECT 'involvements', i.line, 'basis', i.record_id, concat(i.actor_id, ' ', i.basis)
FROM involvements AS i
LEFT JOIN named_actors AS n ON n.record_id = i.record_id AND n.actor_id = i.actor_id
WHERE (i.basis = 'stated') <> (n.actor_id IS NOT NULL)
