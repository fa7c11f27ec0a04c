-- what comes before another, as relations with an order in time have it, does not begin after the other is over
-- why: the relation and the dates would give two orders, and a reader could not know which one is the article's
-- remedy: correct a date, or exchange or correct the ends of the relation
-- points at: the relation, at its object
-- reads: relations, code_facts, events, statements
-- bad:
--   relations
--     relation_id | subject_id | predicate   | object_id
--     rel-001     | evt-002    | precedes    | evt-001
--     rel-002     | evt-001    | responds_to | evt-002
--   code_facts
--     vocabulary | code        | fact
--     predicate  | precedes    | before
--     predicate  | responds_to | after
--   events
--     event_id | date_earliest | date_latest
--     evt-001  | 2025-02-12    | 2025-02-12
--     evt-002  | 2025-02-14    | 2025-02-14
--   statements
--     statement_id | date_earliest | date_latest
--   found: rel-001 object_id
--   found: rel-002 object_id
-- good:
--   relations
--     relation_id | subject_id | predicate   | object_id
--     rel-001     | evt-001    | precedes    | evt-002
--     rel-002     | evt-002    | responds_to | evt-003
--     rel-003     | evt-003    | precedes    | evt-001
--   code_facts
--     vocabulary | code        | fact
--     predicate  | precedes    | before
--     predicate  | responds_to | after
--   events
--     event_id | date_earliest | date_latest
--     evt-001  | 2025-02-12    | 2025-02-12
--     evt-002  | 2025-02-14    | 2025-02-14
--     evt-003  | 2025-02-10    | 2025-02-28
--   statements
--     statement_id | date_earliest | date_latest
WITH dated AS (
    SELECT event_id AS record_id, date_earliest, date_latest FROM events WHERE date_earliest IS NOT NULL
    UNION ALL
    SELECT statement_id, date_earliest, date_latest FROM statements WHERE date_earliest IS NOT NULL
),
-- each link once, the earlier end first
links AS (
    SELECT DISTINCT r.line, r.relation_id, r.subject_id, r.predicate, r.object_id,
        CASE WHEN f.fact = 'before' THEN r.subject_id ELSE r.object_id END AS earlier,
        CASE WHEN f.fact = 'before' THEN r.object_id ELSE r.subject_id END AS later
    FROM relations AS r
    JOIN code_facts AS f ON f.vocabulary = 'predicate' AND f.code = r.predicate AND f.fact IN ('before', 'after')
)
SELECT 'relations', l.line, 'object_id', l.relation_id, concat(l.subject_id, ' ', l.predicate, ' ', l.object_id)
FROM links AS l
JOIN dated AS a ON a.record_id = l.earlier
JOIN dated AS b ON b.record_id = l.later
WHERE a.date_earliest > b.date_latest
