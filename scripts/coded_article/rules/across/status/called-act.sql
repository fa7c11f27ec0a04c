-- advice calls for an act that is as it advises: done or left undone, in the past, and by the one who is to act
-- why: the event that would have carried the advice out would be another act, or somebody else's
-- remedy: correct the polarity, the temporality or the initiator of one of the two, or the event that is called for
-- points at: the relation, at its object
-- reads: relations, recommendations, events, involvements
-- bad:
--   relations
--     relation_id | subject_id | predicate | object_id
--     rel-001     | rec-001    | calls_for | evt-001
--     rel-002     | rec-002    | calls_for | evt-002
--     rel-003     | rec-003    | calls_for | evt-003
--   recommendations
--     recommendation_id | polarity | temporality
--     rec-001           | do_not   | retrospective
--     rec-002           | do       | prospective
--     rec-003           | do       | retrospective
--   events
--     event_id | polarity
--     evt-001  | positive
--     evt-002  | positive
--     evt-003  | positive
--   involvements
--     record_id | actor_id | role
--     rec-003   | act-001  | initiator
--     evt-003   | act-002  | initiator
--   found: rel-001 object_id
--   found: rel-002 object_id
--   found: rel-003 object_id
-- good:
--   relations
--     relation_id | subject_id | predicate  | object_id
--     rel-001     | rec-001    | calls_for  | evt-001
--     rel-002     | rec-002    | criticises | evt-002
--     rel-003     | rec-003    | calls_for  | evt-003
--   recommendations
--     recommendation_id | polarity | temporality
--     rec-001           | do_not   | retrospective
--     rec-002           | do       | prospective
--     rec-003           | do       | retrospective
--   events
--     event_id | polarity
--     evt-001  | negative
--     evt-002  | positive
--     evt-003  | positive
--   involvements
--     record_id | actor_id | role
--     rec-003   | act-001  | initiator
--     rec-003   | act-002  | initiator
--     evt-003   | act-002  | initiator
WITH calls AS (
    SELECT x.line, x.relation_id, x.subject_id, x.object_id, r.polarity, r.temporality, e.polarity AS act
    FROM relations AS x
    JOIN recommendations AS r ON r.recommendation_id = x.subject_id
    JOIN events AS e ON e.event_id = x.object_id
    WHERE x.predicate = 'calls_for'
),
who AS (
    SELECT c.relation_id, max(CASE WHEN b.actor_id = a.actor_id THEN 1 ELSE 0 END) AS same
    FROM calls AS c
    JOIN involvements AS a ON a.record_id = c.subject_id AND a.role = 'initiator'
    JOIN involvements AS b ON b.record_id = c.object_id AND b.role = 'initiator'
    GROUP BY c.relation_id
)
SELECT 'relations', c.line, 'object_id', c.relation_id, concat(c.subject_id, ' calls_for ', c.object_id)
FROM calls AS c
LEFT JOIN who AS w ON w.relation_id = c.relation_id
WHERE (c.polarity = 'do' AND c.act = 'negative') OR (c.polarity = 'do_not' AND c.act = 'positive')
    OR c.temporality = 'prospective' OR w.same = 0
