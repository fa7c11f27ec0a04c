-- On what grounds does the author advise or claim it, and whose grounds are they?
-- A row for each ground of a conclusion. A package of profile 1.0 has none.
-- relation_id: relations.relation_id
-- conclusion_id: Id of what rests on the ground.
-- conclusion_kind: Kind of conclusion: recommendation, claim (of the author) or statement (of another).
-- conclusion: Words of the conclusion.
-- ground_id: Id of the ground.
-- ground_kind: Kind of ground: claim, statement or event.
-- ground: Words of the ground.
-- owner_id: actors.actor_id
-- owner: Name of whose ground it is: who states it, and of an event the author, who reports it.
-- basis: relations.basis
-- cue: relations.cue
-- passage_id: relations.passage_id
WITH worded AS (
    SELECT recommendation_id AS record_id, 'recommendation' AS kind, action AS words, NULL AS speaker_id
    FROM recommendations
    UNION ALL
    SELECT statement_id, CASE voice WHEN 'author' THEN 'claim' ELSE 'statement' END, proposition, speaker_id
    FROM statements
    UNION ALL
    SELECT event_id, 'event', label, NULL FROM events
)
SELECT r.relation_id, c.record_id AS conclusion_id, c.kind AS conclusion_kind, c.words AS conclusion,
    g.record_id AS ground_id, g.kind AS ground_kind, g.words AS ground,
    a.actor_id AS owner_id, a.name AS owner, r.basis, r.cue, r.passage_id
FROM relations AS r
JOIN worded AS c ON c.record_id = r.object_id
JOIN worded AS g ON g.record_id = r.subject_id
JOIN passages AS p ON p.passage_id = r.passage_id
JOIN sources AS s ON s.source_id = p.source_id
-- an event is the author's to tell
LEFT JOIN actors AS a ON a.actor_id = coalesce(g.speaker_id, s.author_id)
WHERE r.predicate = 'supports'
ORDER BY c.record_id, r.relation_id
