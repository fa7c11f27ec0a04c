SELECT 'actors', a.line, 'actor_id', a.actor_id, a.name
FROM actors AS a
LEFT JOIN mentions AS m ON m.actor_id = a.actor_id
WHERE m.actor_id IS NULL AND a.actor_id NOT IN (SELECT author_id FROM sources WHERE author_id IS NOT NULL)
