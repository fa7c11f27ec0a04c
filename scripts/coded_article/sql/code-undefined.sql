SELECT u.table_name, u.line, u.column_name, u.row_id, u.code
FROM code_uses AS u
LEFT JOIN codes AS c ON c.vocabulary = u.vocabulary AND c.code = u.code
WHERE c.code IS NULL
