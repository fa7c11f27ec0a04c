-- the recommendations of a source have one root
-- why: the advice of one source would fall apart into several trees, and no sum over the tree would be of all
--   of it
-- remedy: give the recommendation a parent
-- points at: the later root, at its parent
-- reads: recommendations, evidence, passages
-- bad:
--   recommendations
--     recommendation_id | parent_id
--     rec-001           |
--     rec-002           |
--   evidence
--     record_id | passage_id
--     rec-001   | psg-001
--     rec-002   | psg-002
--   passages
--     passage_id | source_id
--     psg-001    | src-001
--     psg-002    | src-001
--   found: rec-002 parent_id
-- good:
--   recommendations
--     recommendation_id | parent_id
--     rec-001           |
--     rec-002           | rec-001
--   evidence
--     record_id | passage_id
--     rec-001   | psg-001
--     rec-002   | psg-002
--   passages
--     passage_id | source_id
--     psg-001    | src-001
--     psg-002    | src-001
WITH roots AS (
    SELECT DISTINCT r.line, r.recommendation_id, p.source_id
    FROM recommendations AS r
    JOIN evidence AS e ON e.record_id = r.recommendation_id
    JOIN passages AS p ON p.passage_id = e.passage_id
    WHERE r.parent_id IS NULL
),
numbered AS (
    SELECT *, row_number() OVER (PARTITION BY source_id ORDER BY line) AS n FROM roots
)
SELECT 'recommendations', line, 'parent_id', recommendation_id, ''
FROM numbered
WHERE n > 1
