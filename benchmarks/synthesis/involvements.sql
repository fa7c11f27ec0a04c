-- of an event, its initiator, another actor if its type needs one and perhaps if not, and perhaps one spoken to
WITH acting AS (
    SELECT e.*, n.role AS needed, 1 + (e.initiator + draw(e.g, 121, e.na - 2)) % (e.na - 1) AS other, draw(e.g, 124, e.na) AS third
    FROM events AS e
    LEFT JOIN needs AS n ON n.event_type = e.event_type
),
taking AS (
    SELECT ns, j, 1 AS kind, nth AS n, event_id AS record_id, unnest([
        {a: initiator, role: 'initiator'},
        CASE WHEN needed IS NOT NULL OR chance(g, 120, 30) THEN
            {a: other, role: coalesce(needed, one_of(['participant', 'target', 'affected', 'excluded'], g, 122))} END,
        CASE WHEN chance(g, 123, 17) AND third NOT IN (initiator, other) THEN {a: third, role: one_of(['addressee', 'beneficiary'], g, 125)} END
    ]) AS part
    FROM acting
    UNION ALL
    -- whoever should have done what the advice calls for
    SELECT r.ns, r.j, 2, r.nth, r.recommendation_id, {a: coalesce(e.initiator, draw(r.i, 126, r.na)), role: 'initiator'}
    FROM recommendations AS r
    LEFT JOIN events AS e ON e.g = r.called
    UNION ALL
    SELECT ns, j, 3, nth, statement_id, {a: draw(i, 127, na), role: one_of(['addressee', 'addressee', 'affected', 'co_speaker'], i, 128)}
    FROM statements
    WHERE attributed AND chance(i, 129, 66) AND draw(i, 127, na) NOT IN (speaker, coalesce(target, -1))
), involved AS (
    SELECT record_id, id(ns, 'act', j * 20 + part.a + 1) AS actor_id, part.role AS role,
        row_number() OVER (PARTITION BY ns ORDER BY kind, n, part.a, part.role) AS nth, ns
    FROM taking
    WHERE part IS NOT NULL
)
SELECT i.*, CASE WHEN n.actor_id IS NULL THEN 'implied' ELSE 'stated' END AS basis
FROM involved AS i
LEFT JOIN named_actors AS n ON n.record_id = i.record_id AND n.actor_id = i.actor_id
