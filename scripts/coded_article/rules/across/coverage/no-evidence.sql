-- every event, statement and recommendation has evidence for its content
-- why: a reader could not check the record, because nothing shows which words it is based on
-- remedy: anchor the words that it rests on with `coded-article anchor`
-- points at: the record, at its id
-- reads: record_rows, evidence
-- bad:
--   record_rows
--     table_name | key_column | record_id
--     actors     | actor_id   | act-001
--     events     | event_id   | evt-001
--     events     | event_id   | evt-002
--   evidence
--     record_id | part
--     evt-002   | date
--   found: evt-001 event_id
--   found: evt-002 event_id
-- good:
--   record_rows
--     table_name | key_column | record_id
--     actors     | actor_id   | act-001
--     events     | event_id   | evt-001
--     events     | event_id   | evt-002
--   evidence
--     record_id | part
--     evt-001   | content
--     evt-002   | whole
SELECT x.table_name, x.line, x.key_column, x.record_id, ''
FROM record_rows AS x
LEFT JOIN evidence AS e ON e.record_id = x.record_id AND e.part IN ('whole', 'content')
WHERE x.table_name <> 'actors' AND e.record_id IS NULL
