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
