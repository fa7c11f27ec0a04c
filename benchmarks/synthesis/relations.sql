-- each begins or ends in a stretch of six events of its own, so that no two are the same and none runs in a circle
WITH related AS (
    SELECT *, b * 15 + l AS i, predicate(b, l) AS predicate,
        l * 6 + first_end(b, l) AS first, l * 6 + last_end(b, l) AS last, draw(b * 15 + l, 131, nr) AS advice
    FROM (SELECT *, unnest(range(nl)) AS l FROM articles)
)
SELECT id(ns, 'rel', j * 15 + l + 1) AS relation_id,
    CASE WHEN predicate = 'calls_for' THEN id(ns, 'rec', j * 5 + 1 + caller(nr, l))
        WHEN predicate = 'criticises' THEN id(ns, 'rec', j * 5 + 1 + advice)
        WHEN predicate IN ('echoes', 'supports') THEN id(ns, 'stm', j * 30 + 2 * l + 2)
        -- to what the relation before it calls for
        WHEN predicate = 'alternative_to' THEN id(ns, 'evt', j * 100 + (l - 1) * 6 + last_end(b, l - 1) + 1)
        WHEN predicate = 'responds_to' THEN id(ns, 'evt', j * 100 + last + 1)
        ELSE id(ns, 'evt', j * 100 + first + 1) END AS subject_id,
    predicate,
    CASE WHEN predicate = 'echoes' THEN id(ns, 'stm', j * 30 + 2 * l + 1)
        WHEN predicate IN ('supports', 'carries_out') THEN id(ns, 'rec', j * 5 + 1 + advice)
        WHEN predicate = 'responds_to' THEN id(ns, 'evt', j * 100 + first + 1)
        ELSE id(ns, 'evt', j * 100 + last + 1) END AS object_id,
    'implied' AS basis,
    id(ns, 'psg', j * 60 + 1 + CASE WHEN predicate IN ('echoes', 'supports') THEN spread(2 * l + 1, ns_, nq)
        WHEN predicate = 'carries_out' THEN first % nq ELSE last % nq END) AS passage_id,
    note(i, 136) AS note, NULL AS cue, j * 15 + l AS nth, ns
FROM related
