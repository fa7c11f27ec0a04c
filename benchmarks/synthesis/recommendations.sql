-- a tree of two branches: the parent of r is (r - 1) // 2
SELECT id(ns, 'rec', j * 5 + r + 1) AS recommendation_id,
    CASE WHEN r > 0 THEN id(ns, 'rec', j * 5 + 1 + (r - 1) // 2) END AS parent_id,
    CASE WHEN r = 0 THEN 'overall'
         ELSE one_of(['premature_concessions', 'inclusion', 'sequencing', 'leverage'], b * 5 + CASE WHEN r < 3 THEN r ELSE (r - 1) // 2 END, 100)
    END AS principle,
    sentence(i, 101) AS action, one_of(['do', 'do', 'do_not'], i, 108) AS polarity,
    code(getvariable('modality'), i, 109) AS modality, code(getvariable('temporality'), i, 110) AS temporality,
    code(getvariable('explicitness'), i, 111) AS explicitness,
    CASE WHEN r > 0 AND chance(b * 5 + (r - 1) // 2, 112, 60) THEN (r - 1) % 2 + 1 END AS step,
    code(getvariable('followed'), i, 113) AS followed,
    CASE WHEN followed <> 'not_addressed' THEN code(getvariable('basis'), i, 114) END AS followed_basis,
    code(getvariable('topic'), i, 115) AS topic, 'No ground. ' || remark(i, 116) AS note, j * 5 + r AS nth, ns
FROM recommendation_rows
