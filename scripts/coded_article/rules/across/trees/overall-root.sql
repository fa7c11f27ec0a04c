-- the root of a source's advice is its overall advice
-- why: the tree begins with what all the rest serves; under one principle it could not hold the others
-- remedy: give the root the principle `overall`, or a parent
-- points at: the root, at its principle
-- reads: recommendations, record_sources
-- bad:
--   recommendations
--     recommendation_id | parent_id | principle
--     rec-001           |           | leverage
--   record_sources
--     record_id | source_id
--     rec-001   | src-001
--   found: rec-001 principle
-- good:
--   recommendations
--     recommendation_id | parent_id | principle
--     rec-001           |           | overall
--     rec-002           | rec-001   | leverage
--     rec-003           |           | leverage
--   record_sources
--     record_id | source_id
--     rec-001   | src-001
--     rec-002   | src-001
--     rec-003   | src-001
WITH roots AS (
    SELECT r.line, r.recommendation_id, r.principle,
        row_number() OVER (PARTITION BY s.source_id ORDER BY r.line) AS place
    FROM recommendations AS r
    JOIN record_sources AS s ON s.record_id = r.recommendation_id
    WHERE r.parent_id IS NULL
)
-- `tree-root` reports a second root
SELECT DISTINCT 'recommendations', line, 'principle', recommendation_id, principle
FROM roots
WHERE place = 1 AND principle <> 'overall'
