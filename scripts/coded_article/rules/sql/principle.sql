SELECT 'recommendations', c.line, 'principle', c.recommendation_id, c.principle
FROM recommendations AS c
JOIN recommendations AS p ON p.recommendation_id = c.parent_id
WHERE p.principle <> 'overall' AND c.principle <> p.principle
