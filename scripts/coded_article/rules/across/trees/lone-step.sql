-- a step has another before or after it
-- why: a lone step orders nothing; a sibling has likely lost its number
-- remedy: number the siblings, or empty the step
-- severity: warning
-- points at: the recommendation, at its step
-- reads: recommendations
-- bad:
--   recommendations
--     recommendation_id | parent_id | step
--     rec-002           | rec-001   | 1
--     rec-003           | rec-001   |
--   found: rec-002 step
-- good:
--   recommendations
--     recommendation_id | parent_id | step
--     rec-002           | rec-001   | 1
--     rec-003           | rec-001   | 2
WITH counted AS (
    SELECT line, recommendation_id, step, count(*) OVER (PARTITION BY parent_id) AS steps
    FROM recommendations
    WHERE step IS NOT NULL AND parent_id IS NOT NULL
)
SELECT 'recommendations', line, 'step', recommendation_id, CAST(step AS VARCHAR)
FROM counted
WHERE steps = 1
