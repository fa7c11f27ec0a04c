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
