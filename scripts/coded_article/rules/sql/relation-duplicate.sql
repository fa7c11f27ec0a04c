SELECT 'relations', b.line, 'predicate', b.relation_id, concat(b.subject_id, ' ', b.predicate, ' ', b.object_id)
FROM relations AS a
JOIN relations AS b
    ON a.subject_id = b.subject_id AND a.predicate = b.predicate AND a.object_id = b.object_id AND a.line < b.line
