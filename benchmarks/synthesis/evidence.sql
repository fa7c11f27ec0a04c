-- the content of every record, the cue of attributed statements, the date words of what is dated
WITH spans AS (
    -- events of one passage begin at different places
    SELECT ns, j, b, e % nq AS p, 1 AS kind, j * 100 + e AS n, event_id AS record_id, g AS i, e // nq AS place,
        CASE WHEN e < nq AND chance(g, 140, 17) THEN 'whole' ELSE 'content' END AS part, NULL AS said
    FROM events
    UNION ALL
    SELECT ns, j, b, e % nq, 1, j * 100 + e, event_id, g, 0, 'date', date_text FROM events WHERE date_text IS NOT NULL
    UNION ALL
    SELECT ns, j, b, spread(s, ns_, nq), 3, j * 30 + s, statement_id, i, 0, 'content', NULL FROM statements
    UNION ALL
    SELECT ns, j, b, spread(s, ns_, nq), 3, j * 30 + s, statement_id, i, 0, 'cue', cue FROM statements WHERE cue IS NOT NULL
    UNION ALL
    SELECT ns, j, b, spread(s, ns_, nq), 3, j * 30 + s, statement_id, i, 0, 'date', date_text FROM statements WHERE date_text IS NOT NULL
    UNION ALL
    SELECT ns, j, b, spread(r, nr, nq), 2, j * 5 + r, recommendation_id, i, 0, 'whole', NULL FROM recommendations
),
numbered AS (
    SELECT *, row_number() OVER (PARTITION BY ns ORDER BY kind, n, part) AS nth FROM spans
)
SELECT id(ns, 'evd', nth) AS evidence_id, record_id, id(ns, 'psg', j * 60 + p + 1) AS passage_id, part,
    CASE WHEN part = 'whole' THEN 0 ELSE draw(i, 142 + kind, 6) * 3 + place END AS start,
    CASE WHEN part = 'whole' THEN passage_end(b, p) - passage_start(b, p) WHEN said IS NOT NULL THEN start + length(said)
        ELSE start + 20 + draw(i, 146 + kind, 30) END AS "end",
    CASE WHEN part = 'whole' THEN passage_hash(b, p) WHEN said IS NOT NULL THEN sha256(said)
        ELSE digest('content', nth * 1000003 + b) END AS sha256,
    nth, ns
FROM numbered
