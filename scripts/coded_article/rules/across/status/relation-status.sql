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
    SELECT r.line, r.relation_id, r.predicate, 'subject' AS side, e.status, e.polarity
    FROM relations AS r
    JOIN events AS e ON e.event_id = r.subject_id
    UNION ALL
    SELECT r.line, r.relation_id, r.predicate, 'object', e.status, e.polarity
    FROM relations AS r
    JOIN events AS e ON e.event_id = r.object_id
)
SELECT 'relations', line, concat(side, '_id'), relation_id, concat(status, ' as ', side, ' of ', predicate)
FROM ends
WHERE CASE
    WHEN predicate = 'calls_for' OR (predicate = 'alternative_to' AND side = 'subject')
        THEN status IN ('occurred', 'ongoing', 'announced', 'reported', 'not_done')
    -- who announces something, or carries it out, has done something
    WHEN side = 'subject' AND predicate IN ('announces', 'carries_out')
        THEN status IN ('announced', 'not_done', 'counterfactual') OR polarity = 'negative'
    WHEN side = 'subject' AND predicate = 'responds_to' THEN status IN ('counterfactual', 'not_done')
    WHEN predicate IN ('alternative_to', 'criticises', 'announces', 'causes', 'responds_to')
        THEN status = 'counterfactual'
    ELSE FALSE
END
