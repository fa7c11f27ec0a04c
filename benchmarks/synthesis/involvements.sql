-- of an event, its initiator, and perhaps another actor, and perhaps one spoken to
WITH taking AS (
    SELECT ns, j, 1 AS kind, j * 100 + e AS n, unnest([
        {a: initiator(b, g, na), role: 'initiator'},
        CASE WHEN chance(g, 120, 45) THEN
            {a: 1 + (initiator(b, g, na) + draw(g, 121, na - 2)) % (na - 1), role: one_of(['participant', 'target', 'affected', 'excluded'], g, 122)} END,
        CASE WHEN chance(g, 123, 15) THEN {a: draw(g, 124, na), role: one_of(['addressee', 'beneficiary'], g, 125)} END
    ]) AS part, 'evt' AS prefix
    FROM event_rows
    UNION ALL
    SELECT ns, j, 2, j * 5 + r, {a: draw(i, 126, na), role: 'initiator'}, 'rec' FROM recommendation_rows
    UNION ALL
    SELECT ns, j, 3, j * 30 + s, {a: draw(i, 127, na), role: one_of(['addressee', 'addressee', 'affected', 'co_speaker'], i, 128)}, 'stm'
    FROM voiced_statements
    WHERE attributed AND chance(i, 129, 60)
), involved AS (
    SELECT id(ns, prefix, n + 1) AS record_id, id(ns, 'act', j * 20 + part.a + 1) AS actor_id, part.role AS role,
        row_number() OVER (PARTITION BY ns ORDER BY kind, n, part.a, part.role) AS nth, ns
    FROM taking
    WHERE part IS NOT NULL
)
SELECT i.*, CASE WHEN n.actor_id IS NULL THEN 'implied' ELSE 'stated' END AS basis
FROM involved AS i
LEFT JOIN named_actors AS n ON n.record_id = i.record_id AND n.actor_id = i.actor_id
