-- Who was to act and did not?
SELECT a.name AS who, e.event_id, e.label AS act, e.status, i.basis
FROM events AS e
JOIN involvements AS i ON i.record_id = e.event_id AND i.role = 'initiator'
JOIN actors AS a ON a.actor_id = i.actor_id
WHERE e.status = 'not_done' OR (e.status = 'counterfactual' AND e.polarity = 'positive')
ORDER BY who, e.event_id;
