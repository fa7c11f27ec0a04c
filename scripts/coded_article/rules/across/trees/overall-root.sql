-- the root of a source's advice is its overall advice
-- why: the tree begins with what all the rest serves; under one principle it could not hold the others
-- remedy: give the root the principle `overall`, or a parent
-- points at: the root, at its principle
-- reads: recommendations
-- bad:
--   recommendations
--     recommendation_id | parent_id | principle
--     rec-001           |           | leverage
--   found: rec-001 principle
-- good:
--   recommendations
--     recommendation_id | parent_id | principle
--     rec-001           |           | overall
--     rec-002           | rec-001   | leverage
SELECT 'recommendations', line, 'principle', recommendation_id, principle
FROM recommendations
WHERE parent_id IS NULL AND principle <> 'overall'
