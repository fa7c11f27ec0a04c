-- what precedes does not also follow
-- why: no order of the records would fit, so no timeline could be drawn
-- remedy: correct the relation
-- points at: each relation of the circle, at its object
-- reads: relations
-- bad:
--   relations
--     relation_id | subject_id | predicate | object_id
--     rel-001     | evt-001    | precedes  | evt-002
--     rel-002     | evt-002    | precedes  | evt-003
--     rel-003     | evt-003    | precedes  | evt-001
--     rel-004     | evt-001    | precedes  | evt-004
--   found: rel-001 object_id
--   found: rel-002 object_id
--   found: rel-003 object_id
-- good:
--   relations
--     relation_id | subject_id | predicate | object_id
--     rel-001     | evt-001    | precedes  | evt-002
--     rel-002     | evt-002    | precedes  | evt-003
--     rel-003     | evt-003    | causes    | evt-001
WITH RECURSIVE later AS (
    SELECT subject_id, object_id FROM relations WHERE predicate = 'precedes'
    UNION
    SELECT l.subject_id, r.object_id
    FROM later AS l
    JOIN relations AS r ON r.subject_id = l.object_id AND r.predicate = 'precedes'
)
SELECT 'relations', r.line, 'object_id', r.relation_id, r.object_id
FROM relations AS r
JOIN later AS l ON l.subject_id = r.object_id AND l.object_id = r.subject_id
WHERE r.predicate = 'precedes' AND r.subject_id <> r.object_id
