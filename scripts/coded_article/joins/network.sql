-- Who acts on, addresses, excludes or judges whom?
-- An edge list: a row for each record, kind and pair of actors. An event leads from its initiators to all others in it, or
-- joins its participants in pairs; a statement leads from its speakers to its targets and addressees.
-- source_actor_id: actors.actor_id
-- source: Name of the actor from whom the edge leads.
-- target_actor_id: actors.actor_id
-- target: Name of the actor to whom the edge leads.
-- kind: Role of the target in the event, `participant` between participants, or `evaluates` for a judgement.
-- record_id: Id of the event or statement.
-- status: events.status
-- polarity: events.polarity
-- valence: statements.valence
WITH speaking AS (
    SELECT statement_id, speaker_id AS actor_id FROM statements
    UNION ALL
    SELECT s.statement_id, i.actor_id
    FROM statements AS s JOIN involvements AS i ON i.record_id = s.statement_id AND i.role = 'co_speaker'
), meant AS (
    SELECT statement_id, target_id AS actor_id FROM statements WHERE target_id IS NOT NULL
    UNION ALL
    SELECT s.statement_id, i.actor_id
    FROM statements AS s JOIN involvements AS i ON i.record_id = s.statement_id AND i.role = 'target'
), edges AS (
    -- an event leads from its initiators to everybody else in it
    SELECT i.actor_id AS source_actor_id, other.actor_id AS target_actor_id, other.role AS kind, i.record_id,
        e.status, e.polarity, NULL AS valence
    FROM events AS e
    JOIN involvements AS i ON i.record_id = e.event_id AND i.role = 'initiator'
    JOIN involvements AS other ON other.record_id = e.event_id AND other.role <> 'initiator'
    UNION ALL
    -- participants without an initiator are joined in pairs
    SELECT one.actor_id, other.actor_id, 'participant', one.record_id, e.status, e.polarity, NULL
    FROM events AS e
    JOIN involvements AS one ON one.record_id = e.event_id AND one.role = 'participant'
    JOIN involvements AS other
        ON other.record_id = e.event_id AND other.role = 'participant' AND one.actor_id < other.actor_id
    WHERE NOT EXISTS (
        SELECT 1 FROM involvements AS i WHERE i.record_id = e.event_id AND i.role = 'initiator'
    )
    UNION ALL
    -- a statement leads from its speakers to its targets
    SELECT speaking.actor_id, meant.actor_id, 'evaluates', s.statement_id, NULL, NULL, s.valence
    FROM statements AS s
    JOIN speaking ON speaking.statement_id = s.statement_id
    JOIN meant ON meant.statement_id = s.statement_id
    UNION ALL
    -- and to addressees that its speech act has not
    SELECT s.speaker_id, i.actor_id, i.role, s.statement_id, NULL, NULL, NULL
    FROM statements AS s JOIN involvements AS i ON i.record_id = s.statement_id AND i.role = 'addressee'
    WHERE NOT EXISTS (
        SELECT 1 FROM involvements AS act
        WHERE act.record_id = s.event_id AND act.actor_id = i.actor_id AND act.role = 'addressee'
    )
)
SELECT edges.source_actor_id, source.name AS source, edges.target_actor_id, target.name AS target, edges.kind,
    edges.record_id, edges.status, edges.polarity, edges.valence
FROM edges
JOIN actors AS source ON source.actor_id = edges.source_actor_id
JOIN actors AS target ON target.actor_id = edges.target_actor_id
ORDER BY edges.record_id, edges.source_actor_id, edges.target_actor_id, edges.kind
