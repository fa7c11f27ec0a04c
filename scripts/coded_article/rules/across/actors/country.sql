-- a country code is one of ISO 3166-1 alpha-3, or XKX for Kosovo
-- why: maps and counts by country would lose the actor
-- remedy: write the code of the country, such as USA, or empty the cell
-- points at: the actor, at its country
-- reads: actors, country_codes
-- bad:
--   actors
--     actor_id | country_code
--     act-001  | ZZZ
--   country_codes
--     country_code
--     USA
--   found: act-001 country_code
-- good:
--   actors
--     actor_id | country_code
--     act-001  | USA
--     act-002  |
--   country_codes
--     country_code
--     USA
SELECT 'actors', a.line, 'country_code', a.actor_id, a.country_code
FROM actors AS a
LEFT JOIN country_codes AS c ON c.country_code = a.country_code
WHERE a.country_code IS NOT NULL AND c.country_code IS NULL
