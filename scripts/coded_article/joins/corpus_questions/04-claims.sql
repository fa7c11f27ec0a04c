-- How do each author's own claims spread over the types of claim?
WITH every AS (
    SELECT a.name AS author, t.claim_type, count(*) AS claims
    FROM statements AS t
    JOIN actors AS a ON a.actor_id = t.speaker_id
    WHERE t.voice = 'author'
    GROUP BY a.name, t.claim_type
)
SELECT e.author, e.claim_type, e.claims,
    CAST(round(100.0 * e.claims / (SELECT sum(o.claims) FROM every AS o WHERE o.author = e.author)) AS INTEGER) AS per_cent
FROM every AS e
ORDER BY e.author, e.claims DESC, e.claim_type;
