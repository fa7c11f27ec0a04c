-- what is still to come does not come before, cause or bring an answer that has been given already
-- why: by the status of the two events the order in time is the other way round
-- remedy: correct a status, or exchange or correct the ends of the relation
-- points at: the relation, at its predicate
-- reads: relations, events, code_facts
-- bad:
--   relations
--     relation_id | subject_id | predicate | object_id
--     rel-001     | evt-001    | precedes  | evt-002
--   events
--     event_id | status    | polarity
--     evt-001  | announced | positive
--     evt-002  | occurred  | positive
--   code_facts
--     vocabulary | code     | fact
--     predicate  | precedes | before
--   found: rel-001 predicate
-- good:
--   relations
--     relation_id | subject_id | predicate   | object_id
--     rel-001     | evt-002    | precedes    | evt-001
--     rel-002     | evt-002    | responds_to | evt-003
--   events
--     event_id | status    | polarity
--     evt-001  | announced | positive
--     evt-002  | occurred  | positive
--     evt-003  | announced | negative
--   code_facts
--     vocabulary | code        | fact
--     predicate  | precedes    | before
--     predicate  | responds_to | after
SELECT DISTINCT 'relations', r.line, 'predicate', r.relation_id,
    concat(s.status, ' ', r.predicate, ' ', o.status)
FROM relations AS r
JOIN code_facts AS f ON f.vocabulary = 'predicate' AND f.code = r.predicate
JOIN events AS s ON s.event_id = r.subject_id
JOIN events AS o ON o.event_id = r.object_id
-- an absence that is announced has begun to have effects
WHERE (
    f.fact = 'before' AND s.status = 'announced' AND s.polarity = 'positive'
    AND o.status IN ('occurred', 'ongoing', 'not_done')
) OR (
    f.fact = 'after' AND o.status = 'announced' AND o.polarity = 'positive'
    AND s.status IN ('occurred', 'ongoing', 'not_done') AND r.predicate <> 'responds_to'
)
