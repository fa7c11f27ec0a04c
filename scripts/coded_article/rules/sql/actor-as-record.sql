SELECT u.table_name, u.line, u.column_name, u.row_id, u.record_id
FROM record_uses AS u
JOIN actors AS a ON a.actor_id = u.record_id
WHERE u.table_name IN ('evidence', 'involvements')
