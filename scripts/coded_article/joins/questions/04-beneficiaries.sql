-- Whom is the advice to benefit?
-- Of advice to leave something undone: whom would the act have benefited?
SELECT a.name AS who, CASE r.polarity WHEN 'do' THEN 'gains' ELSE 'is not to gain' END AS how, r.recommendation_id,
    r.action AS advice, i.basis
FROM involvements AS i
JOIN recommendations AS r ON r.recommendation_id = i.record_id
JOIN actors AS a ON a.actor_id = i.actor_id
WHERE i.role = 'beneficiary'
ORDER BY how, who, r.recommendation_id;
