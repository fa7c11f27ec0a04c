SELECT 'codes', c.line, 'broader', c.vocabulary, c.broader
FROM codes AS c
LEFT JOIN codes AS b ON b.vocabulary = c.vocabulary AND b.code = c.broader
WHERE c.broader IS NOT NULL AND b.code IS NULL
