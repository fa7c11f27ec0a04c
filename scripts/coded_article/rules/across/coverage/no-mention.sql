-- every actor but the author of a source is mentioned
-- why: a reader could not find where the article speaks of the actor
-- remedy: anchor a mention with `coded-article anchor`, or retire the actor
-- points at: the actor, at its id
-- reads: actors, mentions, sources
-- bad:
--   actors
--     actor_id | name
--     act-001  | Ada Finch
--     act-002  | Newtown
--   mentions
--     actor_id
--   sources
--     author_id
--     act-001
--   found: act-002 actor_id
-- good:
--   actors
--     actor_id | name
--     act-001  | Ada Finch
--     act-002  | Newtown
--   mentions
--     actor_id
--     act-002
--   sources
--     author_id
--     act-001
SELECT 'actors', a.line, 'actor_id', a.actor_id, a.name
FROM actors AS a
LEFT JOIN mentions AS m ON m.actor_id = a.actor_id
WHERE m.actor_id IS NULL AND a.actor_id NOT IN (SELECT author_id FROM sources WHERE author_id IS NOT NULL)
