-- what comes before another, as relations with an order in time have it, does not also come after it
-- why: no order of the records would fit, so no timeline could be drawn
-- remedy: correct the relation
-- points at: each relation of the circle, at its object
-- keeps: circles
-- reads: relations, record_rows, code_facts
-- bad:
--   relations
--     relation_id | subject_id | predicate   | object_id
--     rel-001     | evt-001    | precedes    | evt-002
--     rel-002     | evt-003    | responds_to | evt-002
--     rel-003     | evt-003    | causes      | evt-001
--     rel-004     | evt-001    | precedes    | evt-004
--   record_rows
--     table_name | record_id
--     events     | evt-001
--     events     | evt-002
--     events     | evt-003
--     events     | evt-004
--   code_facts
--     vocabulary | code        | fact
--     predicate  | causes      | before
--     predicate  | precedes    | before
--     predicate  | responds_to | after
--   found: rel-001 object_id
--   found: rel-002 object_id
--   found: rel-003 object_id
-- good:
--   relations
--     relation_id | subject_id | predicate   | object_id
--     rel-001     | evt-001    | precedes    | evt-002
--     rel-002     | evt-003    | responds_to | evt-002
--     rel-003     | evt-003    | announces   | evt-001
--     rel-004     | stm-001    | precedes    | evt-001
--     rel-005     | evt-002    | precedes    | stm-001
--   record_rows
--     table_name | record_id
--     events     | evt-001
--     events     | evt-002
--     events     | evt-003
--     statements | stm-001
--   code_facts
--     vocabulary | code        | fact
--     predicate  | precedes    | before
--     predicate  | responds_to | after
SELECT DISTINCT 'relations', r.line, 'object_id', r.relation_id, r.object_id,
    CASE WHEN f.fact = 'before' THEN r.subject_id ELSE r.object_id END,
    CASE WHEN f.fact = 'before' THEN r.object_id ELSE r.subject_id END
FROM relations AS r
JOIN code_facts AS f ON f.vocabulary = 'predicate' AND f.code = r.predicate AND f.fact IN ('before', 'after')
-- the time of a statement is when it was made: between kinds of record an order says less;
-- the order of advice is the matter of `order-agrees`
JOIN record_rows AS s ON s.record_id = r.subject_id
JOIN record_rows AS o ON o.record_id = r.object_id AND o.table_name = s.table_name
WHERE r.subject_id <> r.object_id AND s.table_name <> 'recommendations'
