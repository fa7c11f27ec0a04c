SELECT x.table_name, x.line, x.key_column, x.record_id, ''
FROM record_rows AS x
LEFT JOIN evidence AS e ON e.record_id = x.record_id AND e.part IN ('whole', 'content')
WHERE x.table_name <> 'actors' AND e.record_id IS NULL
