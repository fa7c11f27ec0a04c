WITH allowed (predicate, subject_table, object_table) AS (
    VALUES
        ('announces', 'events', 'events'),
        ('criticises', 'recommendations', 'events'),
        ('criticises', 'statements', 'events'),
        ('criticises', 'statements', 'statements'),
        ('responds_to', 'events', 'events'),
        ('responds_to', 'statements', 'statements'),
        ('calls_for', 'recommendations', 'events'),
        ('causes', 'events', 'events'),
        ('precedes', 'events', 'events'),
        ('precedes', 'recommendations', 'recommendations'),
        ('contradicts', 'statements', 'statements'),
        ('contradicts', 'events', 'events'),
        ('echoes', 'statements', 'statements'),
        ('alternative_to', 'events', 'events')
)
SELECT 'relations', r.line, 'predicate', r.relation_id,
    concat(s.table_name, ' ', r.predicate, ' ', o.table_name)
FROM relations AS r
JOIN record_rows AS s ON s.record_id = r.subject_id
JOIN record_rows AS o ON o.record_id = r.object_id
LEFT JOIN allowed AS a
    ON a.predicate = r.predicate AND a.subject_table = s.table_name AND a.object_table = o.table_name
WHERE a.predicate IS NULL
