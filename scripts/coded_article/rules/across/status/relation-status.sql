-- the ends of a relation have a status that its predicate allows, as the codebook has it in a table
-- why: the sentence that the relation makes would contradict what the two rows say, such as an act to come that
--   announces one gone by
-- remedy: correct the status, or exchange or correct the ends of the relation
-- points at: the relation, at the end that does not fit
-- reads: relations, events
-- bad:
--   relations
--     relation_id | subject_id | predicate      | object_id
--     rel-001     | rec-001    | calls_for      | evt-001
--     rel-002     | evt-002    | announces      | evt-001
--     rel-003     | evt-001    | alternative_to | evt-003
--     rel-004     | evt-003    | causes         | evt-001
--   events
--     event_id | status         | polarity
--     evt-001  | occurred       | positive
--     evt-002  | announced      | positive
--     evt-003  | counterfactual | positive
--   found: rel-001 object_id
--   found: rel-002 subject_id
--   found: rel-003 subject_id
--   found: rel-003 object_id
--   found: rel-004 subject_id
-- good:
--   relations
--     relation_id | subject_id | predicate      | object_id
--     rel-001     | rec-001    | calls_for      | evt-003
--     rel-002     | evt-001    | announces      | evt-002
--     rel-003     | evt-003    | alternative_to | evt-001
--     rel-004     | evt-003    | precedes       | evt-001
--     rel-005     | stm-001    | criticises     | stm-002
--   events
--     event_id | status         | polarity
--     evt-001  | occurred       | positive
--     evt-002  | announced      | positive
--     evt-003  | counterfactual | positive
WITH ends AS (
    SELECT line, relation_id, predicate, 'subject' AS side, subject_id AS event_id FROM relations
    UNION ALL
    SELECT line, relation_id, predicate, 'object', object_id FROM relations
)
SELECT 'relations', r.line, concat(r.side, '_id'), r.relation_id,
    concat(e.status, ' as ', r.side, ' of ', r.predicate)
FROM ends AS r
JOIN events AS e ON e.event_id = r.event_id
WHERE CASE
    WHEN r.predicate = 'calls_for' OR (r.predicate = 'alternative_to' AND r.side = 'subject')
        THEN e.status IN ('occurred', 'ongoing', 'announced', 'reported', 'not_done')
    -- who announces something, or carries it out, has done something
    WHEN r.side = 'subject' AND r.predicate IN ('announces', 'carries_out')
        THEN e.status IN ('announced', 'not_done', 'counterfactual') OR e.polarity = 'negative'
    WHEN r.side = 'subject' AND r.predicate = 'responds_to' THEN e.status IN ('counterfactual', 'not_done')
    WHEN r.predicate IN ('alternative_to', 'criticises', 'announces', 'causes', 'responds_to')
        THEN e.status = 'counterfactual'
    ELSE FALSE
END
