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
WITH
-- each link once, the earlier end first
links AS (
    SELECT r.line, r.relation_id, r.predicate,
        CASE WHEN f.fact = 'before' THEN r.subject_id ELSE r.object_id END AS earlier,
        CASE WHEN f.fact = 'before' THEN r.object_id ELSE r.subject_id END AS later
    FROM relations AS r
    JOIN code_facts AS f ON f.vocabulary = 'predicate' AND f.code = r.predicate AND f.fact IN ('before', 'after')
    WHERE r.predicate <> 'responds_to'
)
SELECT DISTINCT 'relations', l.line, 'predicate', l.relation_id, concat(l.predicate, ': ', a.status, ' before ', b.status)
FROM links AS l
JOIN events AS a ON a.event_id = l.earlier
JOIN events AS b ON b.event_id = l.later
-- an absence that is announced has begun to have effects
WHERE a.status = 'announced' AND a.polarity = 'positive' AND b.status IN ('occurred', 'ongoing', 'not_done')
