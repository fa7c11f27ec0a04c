-- advice has a ground, or its parent or a child has one, or else its note begins with "No ground"
-- why: nobody could tell advice without a reason from advice whose reason was not coded
-- remedy: add a relation that supports it, or begin its note with "No ground", and say why; take that out where it has one
-- severity: warning
-- since: 1.1
-- points at: the recommendation, at its id
-- reads: recommendations, relations
-- bad:
--   recommendations
--     recommendation_id | parent_id | note
--     rec-001           |           |
--     rec-002           | rec-001   | By the heading. No ground.
--     rec-003           |           | No ground is given.
--   relations
--     relation_id | subject_id | predicate  | object_id
--     rel-001     | stm-001    | criticises | rec-001
--     rel-002     | stm-001    | supports   | rec-003
--   found: rec-001 recommendation_id
--   found: rec-002 recommendation_id
--   found: rec-003 recommendation_id
-- good:
--   recommendations
--     recommendation_id | parent_id | note
--     rec-001           |           |
--     rec-002           | rec-001   |
--     rec-003           | rec-002   |
--     rec-004           | rec-001   | No ground: a heading.
--   relations
--     relation_id | subject_id | predicate | object_id
--     rel-001     | stm-001    | supports  | rec-002
WITH grounded AS (SELECT DISTINCT object_id AS record_id FROM relations WHERE predicate = 'supports'),
said AS (
    SELECT line, recommendation_id, parent_id, instr(coalesce(note, ''), 'No ground') = 1 AS that_there_is_none
    FROM recommendations
)
SELECT 'recommendations', r.line, 'recommendation_id', r.recommendation_id, ''
FROM said AS r
LEFT JOIN grounded AS own ON own.record_id = r.recommendation_id
LEFT JOIN grounded AS above ON above.record_id = r.parent_id
WHERE (r.that_there_is_none AND own.record_id IS NOT NULL)
    OR (
        NOT r.that_there_is_none
        AND own.record_id IS NULL
        AND above.record_id IS NULL
        AND r.recommendation_id NOT IN (
            SELECT c.parent_id
            FROM recommendations AS c
            JOIN grounded AS g ON g.record_id = c.recommendation_id
            WHERE c.parent_id IS NOT NULL
        )
    )
