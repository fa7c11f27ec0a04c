SELECT 'codes', c.line, 'example', c.vocabulary, c.example
FROM codes AS c
LEFT JOIN code_uses AS u ON u.vocabulary = c.vocabulary AND u.code = c.code AND u.row_id = c.example
WHERE c.example IS NOT NULL AND u.code IS NULL
