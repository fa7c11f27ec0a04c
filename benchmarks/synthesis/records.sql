-- every record, and an event of each article that was retired
WITH registered AS (
    SELECT ns, 'act' AS prefix, 'actors' AS "table", nth AS n, NULL AS heir FROM actors
    UNION ALL
    SELECT ns, 'evt', 'events', nth, NULL FROM events
    UNION ALL
    SELECT ns, 'evt', 'events', events + j, j * 100 FROM articles
    UNION ALL
    SELECT ns, 'rec', 'recommendations', nth, NULL FROM recommendations
    UNION ALL
    SELECT ns, 'stm', 'statements', nth, NULL FROM statements
)
SELECT id(ns, prefix, n + 1) AS record_id, "table", CASE WHEN n % 10 = 0 OR heir IS NOT NULL THEN '0.9.0' ELSE '1.0.0' END AS added_in,
    CASE WHEN heir IS NOT NULL THEN '1.0.0' END AS retired_in, CASE WHEN heir IS NOT NULL THEN id(ns, 'evt', heir + 1) END AS replaced_by,
    row_number() OVER (PARTITION BY ns ORDER BY prefix, n) AS nth, ns
FROM registered
