-- a predicate joins the tables that it fits
-- why: the sentence that the relation makes would be nonsense, such as an event that echoes a recommendation
-- remedy: correct the predicate or one end
-- points at: the relation, at its predicate
-- reads: relations, record_rows
-- bad:
--   relations
--     relation_id | subject_id | predicate | object_id
--     rel-001     | evt-001    | echoes    | stm-001
--   record_rows
--     table_name | record_id
--     events     | evt-001
--     statements | stm-001
--   found: rel-001 predicate
-- good:
--   relations
--     relation_id | subject_id | predicate  | object_id
--     rel-001     | stm-002    | echoes     | stm-001
--     rel-002     | stm-001    | criticises | evt-001
--   record_rows
--     table_name | record_id
--     events     | evt-001
--     statements | stm-001
--     statements | stm-002
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
