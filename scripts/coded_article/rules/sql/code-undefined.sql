WITH undefined AS (
    SELECT DISTINCT u.vocabulary, u.code
    FROM used_codes AS u
    LEFT JOIN codes AS c ON c.vocabulary = u.vocabulary AND c.code = u.code
    WHERE c.code IS NULL
)
SELECT u.table_name, u.line, u.column_name, u.row_id, u.code
FROM code_uses AS u
JOIN undefined AS n ON n.vocabulary = u.vocabulary AND n.code = u.code
