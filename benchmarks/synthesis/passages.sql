SELECT id(ns, 'psg', j * 60 + p + 1) AS passage_id, id(ns, 'src', j + 1) AS source_id, p + 1 AS ordinal,
    p // 15 AS section, p // 4 + 1 AS paragraph,
    CASE WHEN p % 15 = 7 THEN 'heading' WHEN p = nq THEN 'credit' WHEN p > 30 AND p = np - 2 THEN 'author_note'
         ELSE 'body' END AS kind,
    passage_start(b, p) AS start, passage_end(b, p) AS "end",
    passage_end(b, p) // 6 - words_before(b, p) AS words, passage_hash(b, p) AS sha256, j * 60 + p AS nth, ns
FROM (SELECT *, unnest(range(np)) AS p FROM articles)
