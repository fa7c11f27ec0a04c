-- a tree of two branches: the parent of r is (r - 1) // 2; what came of it is worked out of the relations
WITH advice AS (
    SELECT *, b * 5 + r AS i, l < nl AND caller(nr, l) = r AS calls
    FROM (SELECT *, 5 * (nr - 1 - r) + 3 AS l FROM (SELECT *, unnest(range(nr)) AS r FROM articles))
)
SELECT id(ns, 'rec', j * 5 + r + 1) AS recommendation_id,
    CASE WHEN r > 0 THEN id(ns, 'rec', j * 5 + 1 + (r - 1) // 2) END AS parent_id,
    CASE WHEN r = 0 THEN 'overall'
         ELSE one_of(['premature_concessions', 'inclusion', 'sequencing', 'leverage'], b * 5 + CASE WHEN r < 3 THEN r ELSE (r - 1) // 2 END, 100)
    END AS principle,
    numbered(i, 101, j * 5 + r + 1) AS action, advised(b, r) AS polarity,
    CASE WHEN calls THEN one_of(['should_have', 'should_have', 'unworded'], i, 109)
        ELSE code(getvariable('modality'), i, 109) END AS modality,
    CASE WHEN calls THEN 'retrospective' ELSE 'prospective' END AS temporality,
    CASE WHEN modality = 'unworded' THEN 'implied' ELSE 'explicit' END AS explicitness,
    CASE WHEN r > 0 AND chance(b * 5 + (r - 1) // 2, 112, 60) THEN (r - 1) % 2 + 1 END AS step,
    'not_addressed' AS followed, CAST(NULL AS VARCHAR) AS followed_basis,
    code(getvariable('topic'), i, 115) AS topic,
    CASE WHEN recommendation_id IN (SELECT object_id FROM relations WHERE predicate = 'supports') THEN '' ELSE 'No ground. ' END
        || remark(i, 116) AS note, j * 5 + r AS nth, ns, b, j, r, i, na, nq, nr,
    CASE WHEN calls THEN b * 100 + l * 6 + last_end(b, l) END AS called
FROM advice
