-- each begins in a stretch of six events of its own, so that no two are the same and none runs in a circle
WITH related AS (
    SELECT *, b * 15 + l AS i, CASE WHEN l % 5 = 4 THEN 'criticises' WHEN l % 7 = 3 THEN 'echoes'
        ELSE code(['causes', 'announces', 'responds_to', 'precedes', 'alternative_to', 'contradicts'], b * 15 + l, 130) END AS predicate
    FROM (SELECT *, unnest(range(nl)) AS l FROM articles)
)
SELECT id(ns, 'rel', j * 15 + l + 1) AS relation_id,
    CASE predicate WHEN 'criticises' THEN id(ns, 'rec', j * 5 + 1 + draw(i, 131, nr)) WHEN 'echoes' THEN id(ns, 'stm', j * 30 + 2 * l + 2)
        ELSE id(ns, 'evt', j * 100 + l * 6 + 1 + draw(i, 132, 3)) END AS subject_id,
    predicate,
    CASE predicate WHEN 'echoes' THEN id(ns, 'stm', j * 30 + 2 * l + 1)
        ELSE id(ns, 'evt', j * 100 + l * 6 + 4 + draw(i, 133, 3)) END AS object_id,
    'implied' AS basis, id(ns, 'psg', j * 60 + 1 + draw(i, 135, np)) AS passage_id,
    note(i, 136) AS note, NULL AS cue, j * 15 + l AS nth, ns
FROM related
