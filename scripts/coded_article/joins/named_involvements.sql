-- Who takes part in what?
-- All involvements, with names and the words of the records.
-- record_id: involvements.record_id
-- label: Words of the record: label, proposition or action.
-- actor_id: involvements.actor_id
-- actor: Name of the actor.
-- role: involvements.role
-- basis: involvements.basis
WITH worded AS (
    SELECT recommendation_id AS record_id, action AS words FROM recommendations
    UNION ALL
    SELECT statement_id, proposition FROM statements
    UNION ALL
    SELECT event_id, label FROM events
)
SELECT i.record_id, w.words AS label, i.actor_id, a.name AS actor, i.role, i.basis
FROM involvements AS i
JOIN actors AS a ON a.actor_id = i.actor_id
LEFT JOIN worded AS w ON w.record_id = i.record_id
ORDER BY i.record_id, i.actor_id, i.role
