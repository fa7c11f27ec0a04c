-- no two actors of one package are the same by their Wikidata id, or as the state of one country
-- why: what one actor does would be counted for two, each with half of it
-- remedy: merge the two, or correct the id, the type or the country
-- points at: the later actor, at its id or its country
-- reads: actors
-- bad:
--   actors
--     actor_id | actor_type | country_code | wikidata_id
--     act-001  | state      | FRA          | Q142
--     act-002  | state      | FRA          |
--     act-003  | person     |              | Q142
--   found: act-002 country_code
--   found: act-003 wikidata_id
-- good:
--   actors
--     actor_id  | actor_type | country_code | wikidata_id
--     act-001   | state      | FRA          | Q142
--     act-002   | government | FRA          |
--     a:act-001 | state      | FRA          | Q142
WITH named AS (
    SELECT substr(actor_id, 1, instr(actor_id, ':')) AS namespace, wikidata_id, min(line) AS line
    FROM actors
    WHERE wikidata_id IS NOT NULL
    GROUP BY substr(actor_id, 1, instr(actor_id, ':')), wikidata_id
    HAVING count(*) > 1
),
states AS (
    SELECT substr(actor_id, 1, instr(actor_id, ':')) AS namespace, country_code, min(line) AS line
    FROM actors
    WHERE actor_type = 'state' AND country_code IS NOT NULL
    GROUP BY substr(actor_id, 1, instr(actor_id, ':')), country_code
    HAVING count(*) > 1
)
SELECT 'actors', a.line, 'wikidata_id', a.actor_id, a.wikidata_id
FROM actors AS a
JOIN named AS n
    ON n.wikidata_id = a.wikidata_id AND n.namespace = substr(a.actor_id, 1, instr(a.actor_id, ':')) AND n.line < a.line
UNION ALL
SELECT 'actors', a.line, 'country_code', a.actor_id, a.country_code
FROM actors AS a
JOIN states AS s
    ON s.country_code = a.country_code AND s.namespace = substr(a.actor_id, 1, instr(a.actor_id, ':'))
        AND s.line < a.line
WHERE a.actor_type = 'state'
