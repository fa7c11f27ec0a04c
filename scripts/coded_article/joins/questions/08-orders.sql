-- Which order was advised, and which does the article tell?
WITH labelled AS (
    SELECT recommendation_id AS record_id, action AS words, 'advised' AS which FROM recommendations
    UNION ALL
    SELECT event_id, label, CASE status WHEN 'counterfactual' THEN 'advised' ELSE 'told' END FROM events
)
SELECT 'advised' AS which, a.action AS earlier, b.action AS later, 'steps' AS basis
FROM recommendations AS a
JOIN recommendations AS b ON b.parent_id = a.parent_id AND CAST(b.step AS INTEGER) = CAST(a.step AS INTEGER) + 1
UNION ALL
SELECT CASE WHEN 'advised' IN (s.which, o.which) THEN 'advised' ELSE 'told' END, s.words, o.words, r.basis
FROM relations AS r
JOIN labelled AS s ON s.record_id = r.subject_id
JOIN labelled AS o ON o.record_id = r.object_id
WHERE r.predicate = 'precedes'
ORDER BY which, basis, earlier, later;
