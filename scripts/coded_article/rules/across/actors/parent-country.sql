-- an actor and what it belongs to are of one country, where both have one
-- why: counts by country and counts by parent would put the actor in two places
-- remedy: correct a country or the parent; of a body of several states the country is empty
-- points at: the actor, at its country
-- reads: actors
-- bad:
--   actors
--     actor_id | parent_id | country_code
--     act-001  |           | USA
--     act-002  | act-001   | RUS
--   found: act-002 country_code
-- good:
--   actors
--     actor_id | parent_id | country_code
--     act-001  |           | USA
--     act-002  | act-001   | USA
--     act-003  | act-001   |
SELECT 'actors', c.line, 'country_code', c.actor_id, concat(c.country_code, ' in ', p.country_code)
FROM actors AS c
JOIN actors AS p ON p.actor_id = c.parent_id
WHERE c.country_code <> p.country_code
