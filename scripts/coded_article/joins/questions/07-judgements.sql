-- What share of the author's claims about each actor is evaluative and negative?
WITH about AS (
    SELECT statement_id, target_id AS actor_id, 1 AS aimed FROM statements WHERE target_id IS NOT NULL
    UNION
    SELECT record_id, actor_id, role = 'target' FROM involvements
), judged AS (
    SELECT b.actor_id, s.statement_id,
        max(CASE WHEN b.aimed = 1 AND s.claim_type = 'evaluative' AND s.valence = 'negative' THEN 1 ELSE 0 END) AS against
    FROM about AS b
    JOIN statements AS s ON s.statement_id = b.statement_id
    WHERE s.voice = 'author'
    GROUP BY b.actor_id, s.statement_id
)
SELECT a.name AS actor, count(*) AS claims, sum(j.against) AS evaluative_and_negative,
    CAST(round(100.0 * sum(j.against) / count(*)) AS INTEGER) AS per_cent
FROM judged AS j
JOIN actors AS a ON a.actor_id = j.actor_id
GROUP BY a.name
ORDER BY claims DESC, evaluative_and_negative DESC, actor;
