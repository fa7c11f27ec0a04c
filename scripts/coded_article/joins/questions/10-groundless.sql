-- Which claims of the author have no ground?
-- A plain matter of fact needs none.
SELECT s.statement_id, s.claim_type, s.proposition
FROM statements AS s
LEFT JOIN grounds AS g ON g.conclusion_id = s.statement_id
WHERE s.voice = 'author' AND s.claim_type <> 'factual' AND g.conclusion_id IS NULL
ORDER BY s.statement_id;
