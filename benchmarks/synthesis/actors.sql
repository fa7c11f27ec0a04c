-- whoever an actor belongs to is of a kind to which it can, and of no other country
WITH drawn AS (
    SELECT *, b * 20 + a AS i, actor_type(i, a) AS kind, country(i, j * 20 + a, kind) AS home,
        1 + draw(i, 42, greatest(1, a - 1)) AS above, actor_type(b * 20 + above, above) AS kind_above
    FROM (SELECT *, unnest(range(na)) AS a FROM articles)
)
SELECT id(ns, 'act', j * 20 + a + 1) AS actor_id, actor_name(i) AS name, kind AS actor_type,
    CASE WHEN a > 2 AND chance(i, 41, 60) AND belongs(kind, kind_above)
        AND coalesce(home = country(b * 20 + above, j * 20 + above, kind_above), true)
        THEN id(ns, 'act', j * 20 + above + 1) END AS parent_id,
    home AS country_code,
    CASE WHEN kind = 'person' AND chance(i, 46, 50) THEN capital(phrase(i, 47)) END AS office,
    -- twelve worlds of packages that know the same actors
    CASE WHEN a > 0 AND chance(i, 48, 30)
        THEN concat('Q', 9000000000 + draw(b - j, 49, 12) * 20000000 + j * 20 + a) END AS wikidata_id,
    note(i, 50) AS note, j * 20 + a AS nth, ns
FROM drawn
