-- On what kinds of grounds does each author advise and claim?
SELECT a.name AS author, g.conclusion_kind AS conclusion,
    CASE g.ground_kind WHEN 'claim' THEN t.claim_type || ' claim' WHEN 'statement' THEN 'what another says' ELSE 'event' END
        AS ground,
    count(*) AS times, sum(CASE g.basis WHEN 'stated' THEN 1 ELSE 0 END) AS stated
FROM grounds AS g
JOIN passages AS p ON p.passage_id = g.passage_id
JOIN sources AS s ON s.source_id = p.source_id
JOIN actors AS a ON a.actor_id = s.author_id
LEFT JOIN statements AS t ON t.statement_id = g.ground_id
GROUP BY 1, 2, 3
ORDER BY author, conclusion DESC, times DESC, ground;
