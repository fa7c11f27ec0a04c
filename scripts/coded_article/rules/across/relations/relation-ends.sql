-- a predicate joins the tables that it fits
-- why: the sentence that the relation makes would be nonsense, such as an event that echoes a recommendation
-- remedy: correct the predicate or one end; of a code of your own, correct what it fits in data/codes.csv
-- points at: the relation, at its predicate
-- reads: relations, record_rows, code_fits
-- bad:
--   relations
--     relation_id | subject_id | predicate | object_id
--     rel-001     | evt-001    | echoes    | stm-001
--     rel-002     | stm-001    | mocks     | evt-001
--   record_rows
--     table_name | record_id
--     events     | evt-001
--     statements | stm-001
--   code_fits
--     vocabulary | code   | subject    | object
--     predicate  | echoes | statements | statements
--     predicate  | mocks  | statements | statements
--     predicate  | mocks  | events     | statements
--     role       | mocks  | statements | events
--   found: rel-001 predicate
--   found: rel-002 predicate
-- good:
--   relations
--     relation_id | subject_id | predicate  | object_id
--     rel-001     | stm-002    | echoes     | stm-001
--     rel-002     | stm-001    | criticises | evt-001
--     rel-003     | evt-001    | resembles  | stm-001
--   record_rows
--     table_name | record_id
--     events     | evt-001
--     statements | stm-001
--     statements | stm-002
--   code_fits
--     vocabulary | code       | subject         | object
--     predicate  | criticises | recommendations | events
--     predicate  | criticises | statements      | events
--     predicate  | echoes     | statements      | statements
WITH limited AS (SELECT DISTINCT code FROM code_fits WHERE vocabulary = 'predicate')
SELECT 'relations', r.line, 'predicate', r.relation_id,
    concat(s.table_name, ' ', r.predicate, ' ', o.table_name)
FROM relations AS r
JOIN limited AS l ON l.code = r.predicate
JOIN record_rows AS s ON s.record_id = r.subject_id
JOIN record_rows AS o ON o.record_id = r.object_id
LEFT JOIN code_fits AS f
    ON f.vocabulary = 'predicate' AND f.code = r.predicate AND f.subject = s.table_name AND f.object = o.table_name
WHERE f.code IS NULL
