SELECT id(ns, 'act', j * 20 + a + 1) AS actor_id, actor_name(i) AS name,
    CASE WHEN a = 0 THEN 'person' ELSE code(getvariable('actor_type'), i, 40) END AS actor_type,
    CASE WHEN a > 2 AND chance(i, 41, 25) THEN id(ns, 'act', j * 20 + 2 + draw(i, 42, a - 1)) END AS parent_id,
    CASE WHEN chance(i, 43, 60) THEN 'X' || chr(CAST(65 + draw(i, 44, 8) AS INTEGER)) || chr(CAST(65 + draw(i, 45, 26) AS INTEGER))
    END AS country_code,
    CASE WHEN actor_type = 'person' AND chance(i, 46, 50) THEN capital(phrase(i, 47)) END AS office,
    CASE WHEN a > 0 AND chance(i, 48, 30) THEN concat('Q', 9000000000 + draw(b, 49, 12) * 20 + a) END AS wikidata_id,
    note(i, 50) AS note, j * 20 + a AS nth, ns
FROM actor_rows
