-- Which blamed acts are by whom?
SELECT a.name AS who, e.event_id, CASE e.polarity WHEN 'negative' THEN 'not done: ' ELSE '' END || e.label AS act,
    count(DISTINCT r.subject_id) AS faulted_by
FROM relations AS r
JOIN events AS e ON e.event_id = r.object_id
LEFT JOIN involvements AS i ON i.record_id = e.event_id AND i.role = 'initiator'
LEFT JOIN actors AS a ON a.actor_id = i.actor_id
WHERE r.predicate = 'criticises'
GROUP BY a.name, e.event_id, e.polarity, e.label
ORDER BY faulted_by DESC, e.event_id, who;
