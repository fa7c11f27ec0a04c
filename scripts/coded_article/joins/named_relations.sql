-- What leads to what, responds to it, or speaks against it?
-- All relations, with the words of both ends.
-- relation_id: relations.relation_id
-- subject_id: relations.subject_id
-- subject: Words of the record from which the relation leads.
-- predicate: relations.predicate
-- object_id: relations.object_id
-- object: Words of the record to which the relation leads.
-- basis: relations.basis
-- cue: relations.cue
-- passage_id: relations.passage_id
-- note: relations.note
WITH worded AS (
    SELECT recommendation_id AS record_id, action AS words FROM recommendations
    UNION ALL
    SELECT statement_id, proposition FROM statements
    UNION ALL
    SELECT event_id, label FROM events
    UNION ALL
    SELECT actor_id, name FROM actors
)
SELECT r.relation_id, r.subject_id, s.words AS subject, r.predicate, r.object_id, o.words AS object, r.basis, r.cue,
    r.passage_id, r.note
FROM relations AS r
LEFT JOIN worded AS s ON s.record_id = r.subject_id
LEFT JOIN worded AS o ON o.record_id = r.object_id
ORDER BY r.relation_id
