-- the steps of advice, and the relations with an order in time between pieces of advice or the acts that they call
--   for, agree on one order
-- why: a reader who follows the steps would do first what the relations have come last
-- remedy: renumber the steps, or exchange the ends of the relation that gives the other order
-- points at: each step or relation of the circle: the step that comes later, or the object of the relation
-- keeps: circles
-- reads: recommendations, relations, code_facts
-- bad:
--   recommendations
--     recommendation_id | parent_id | step
--     rec-001           |           |
--     rec-002           | rec-001   | 1
--     rec-003           | rec-001   | 2
--     rec-004           | rec-001   |
--   relations
--     relation_id | subject_id | predicate | object_id
--     rel-001     | rec-002    | calls_for | evt-002
--     rel-002     | rec-003    | calls_for | evt-003
--     rel-003     | evt-003    | precedes  | evt-002
--     rel-004     | rec-004    | precedes  | rec-002
--   code_facts
--     vocabulary | code     | fact
--     predicate  | precedes | before
--   found: rec-003 step
--   found: rel-003 object_id
-- good:
--   recommendations
--     recommendation_id | parent_id | step
--     rec-001           |           |
--     rec-002           | rec-001   | 1
--     rec-003           | rec-001   | 2
--     rec-004           | rec-001   |
--   relations
--     relation_id | subject_id | predicate | object_id
--     rel-001     | rec-002    | calls_for | evt-002
--     rel-002     | rec-003    | calls_for | evt-003
--     rel-003     | evt-002    | precedes  | evt-003
--     rel-004     | rec-004    | precedes  | rec-002
--   code_facts
--     vocabulary | code     | fact
--     predicate  | precedes | before
WITH siblings AS (
    SELECT line, recommendation_id, step, parent_id,
        lag(recommendation_id) OVER (PARTITION BY parent_id ORDER BY step, line) AS earlier
    FROM recommendations
    WHERE step IS NOT NULL AND parent_id IS NOT NULL
),
-- the advice that calls for an event stands for it
stands AS (
    SELECT DISTINCT object_id AS event_id, subject_id AS record_id FROM relations WHERE predicate = 'calls_for'
    UNION ALL
    SELECT recommendation_id, recommendation_id FROM recommendations
),
ordered AS (
    SELECT DISTINCT r.line, r.relation_id, f.fact, a.record_id AS subject, b.record_id AS object
    FROM relations AS r
    JOIN code_facts AS f ON f.vocabulary = 'predicate' AND f.code = r.predicate AND f.fact IN ('before', 'after')
    JOIN stands AS a ON a.event_id = r.subject_id
    JOIN stands AS b ON b.event_id = r.object_id
    WHERE a.record_id <> b.record_id
)
SELECT 'recommendations' AS table_name, line, 'step' AS column_name, recommendation_id, CAST(step AS VARCHAR) AS value,
    earlier, recommendation_id AS later
FROM siblings
WHERE earlier IS NOT NULL
UNION ALL
SELECT 'relations', line, 'object_id', relation_id, concat(subject, ' ', fact, ' ', object),
    CASE WHEN fact = 'before' THEN subject ELSE object END, CASE WHEN fact = 'before' THEN object ELSE subject END
FROM ordered
