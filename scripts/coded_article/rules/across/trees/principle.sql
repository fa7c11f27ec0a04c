-- a recommendation has the principle of its parent, unless the parent is overall
-- why: counts by principle would put the part under another heading than its whole
-- remedy: correct the principle or the parent
-- points at: the recommendation, at its principle
-- reads: recommendations
-- bad:
--   recommendations
--     recommendation_id | parent_id | principle
--     rec-001           |           | overall
--     rec-002           | rec-001   | leverage
--     rec-003           | rec-002   | patience
--   found: rec-003 principle
-- good:
--   recommendations
--     recommendation_id | parent_id | principle
--     rec-001           |           | overall
--     rec-002           | rec-001   | leverage
--     rec-003           | rec-002   | leverage
SELECT 'recommendations', c.line, 'principle', c.recommendation_id, c.principle
FROM recommendations AS c
JOIN recommendations AS p ON p.recommendation_id = c.parent_id
WHERE p.principle <> 'overall' AND c.principle <> p.principle
