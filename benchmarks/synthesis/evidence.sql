-- the content of every record, the cue of attributed statements, the date words of what is dated
WITH spans AS (
    SELECT ns, j, b, e % np AS p, 1 AS kind, j * 100 + e AS n, 'evt' AS prefix, g AS i,
        CASE WHEN chance(g, 140, 10) THEN 'whole' ELSE 'content' END AS part, NULL AS said
    FROM event_rows
    UNION ALL
    SELECT ns, j, b, e % np, 1, j * 100 + e, 'evt', g, 'date', date_words(unit, day) FROM dated_events WHERE unit IS NOT NULL
    UNION ALL
    SELECT ns, j, b, (s * 7 + 3) % np, 3, j * 30 + s, 'stm', i, 'content', NULL FROM voiced_statements
    UNION ALL
    SELECT ns, j, b, (s * 7 + 3) % np, 3, j * 30 + s, 'stm', i, 'cue', cue FROM voiced_statements WHERE attributed
    UNION ALL
    SELECT ns, j, b, (s * 7 + 3) % np, 3, j * 30 + s, 'stm', i, 'date', date_words(unit, day) FROM voiced_statements WHERE unit IS NOT NULL
    UNION ALL
    SELECT ns, j, b, draw(i, 141, np), 2, j * 5 + r, 'rec', i, 'whole', NULL FROM recommendation_rows
),
numbered AS (
    SELECT *, row_number() OVER (PARTITION BY ns ORDER BY kind, n, part) AS nth FROM spans
)
SELECT id(ns, 'evd', nth) AS evidence_id, id(ns, prefix, n + 1) AS record_id, id(ns, 'psg', j * 60 + p + 1) AS passage_id, part,
    CASE WHEN part = 'whole' THEN 0 ELSE draw(i, 142 + kind, 20) END AS start,
    CASE WHEN part = 'whole' THEN passage_end(b, p) - passage_start(b, p) WHEN said IS NOT NULL THEN start + length(said)
        ELSE start + 20 + draw(i, 146 + kind, 30) END AS "end",
    CASE WHEN part = 'whole' THEN passage_hash(b, p) WHEN said IS NOT NULL THEN sha256(said)
        ELSE digest('content', nth * 1000003 + b) END AS sha256,
    nth, ns
FROM numbered
