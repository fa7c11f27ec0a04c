SELECT 'codes', min(c.line), 'vocabulary', c.vocabulary, c.vocabulary
FROM codes AS c
LEFT JOIN schema_codes AS s ON s.vocabulary = c.vocabulary
WHERE s.vocabulary IS NULL
GROUP BY c.vocabulary
