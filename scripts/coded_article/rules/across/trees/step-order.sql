-- the steps of siblings run from 1 without gap or repetition
-- why: a reader could not see what to do first, or whether a step is missing
-- remedy: renumber the steps
-- points at: the first step that does not fit, and those after it that do not
-- reads: recommendations
-- bad:
--   recommendations
--     recommendation_id | parent_id | step
--     rec-001           |           |
--     rec-002           | rec-001   | 1
--     rec-003           | rec-001   | 3
--   found: rec-003 step
-- good:
--   recommendations
--     recommendation_id | parent_id | step
--     rec-001           |           |
--     rec-002           | rec-001   | 1
--     rec-003           | rec-001   | 2
--     rec-004           | rec-002   | 1
WITH ordered AS (
    SELECT *, row_number() OVER (
            PARTITION BY coalesce(parent_id, substr(recommendation_id, 1, instr(recommendation_id, ':')))
            ORDER BY step, line
        ) AS place
    FROM recommendations
    WHERE step IS NOT NULL
)
SELECT 'recommendations', line, 'step', recommendation_id, CAST(step AS VARCHAR)
FROM ordered
WHERE step <> place
