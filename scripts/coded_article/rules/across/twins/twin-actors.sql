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
WITH numbered AS (
    SELECT line, actor_id, actor_type, country_code, wikidata_id,
        row_number() OVER (
            PARTITION BY substr(actor_id, 1, instr(actor_id, ':')), wikidata_id ORDER BY line
        ) AS of_id,
        row_number() OVER (
            PARTITION BY substr(actor_id, 1, instr(actor_id, ':')), actor_type, country_code ORDER BY line
        ) AS of_country
    FROM actors
)
SELECT 'actors', line, 'wikidata_id', actor_id, wikidata_id
FROM numbered
WHERE wikidata_id IS NOT NULL AND of_id > 1
UNION ALL
SELECT 'actors', line, 'country_code', actor_id, country_code
FROM numbered
WHERE country_code IS NOT NULL AND actor_type = 'state' AND of_country > 1
