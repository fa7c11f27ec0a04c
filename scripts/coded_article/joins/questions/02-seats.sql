-- Whose voice is for Ukraine's place at the table, and whose is against it?
-- For it are the advice that gives it one, and what supports that advice, unless a party to what the author advises
-- against says it.
WITH ukraine AS (
    SELECT a.actor_id
    FROM actors AS a
    LEFT JOIN actors AS p ON p.actor_id = a.parent_id
    WHERE 'Ukraine' IN (a.name, p.name)
), advice AS (
    SELECT DISTINCT r.recommendation_id, r.action
    FROM recommendations AS r
    JOIN involvements AS i ON i.record_id = r.recommendation_id
    JOIN ukraine AS u ON u.actor_id = i.actor_id
    WHERE r.topic = 'seats_at_the_table'
)
SELECT 'for' AS side, w.name AS voice, a.recommendation_id AS record_id, a.action AS words
FROM advice AS a
JOIN evidence AS e ON e.record_id = a.recommendation_id
JOIN passages AS p ON p.passage_id = e.passage_id
JOIN sources AS o ON o.source_id = p.source_id
JOIN actors AS w ON w.actor_id = o.author_id
UNION
SELECT 'for', w.name, s.statement_id, s.proposition
FROM advice AS a
JOIN relations AS r ON r.object_id = a.recommendation_id AND r.predicate = 'supports'
JOIN statements AS s ON s.statement_id = r.subject_id AND s.topic = 'seats_at_the_table'
JOIN actors AS w ON w.actor_id = s.speaker_id
LEFT JOIN involvements AS i
    ON i.record_id = a.recommendation_id AND i.role = 'participant' AND i.actor_id IN (w.actor_id, w.parent_id)
WHERE i.record_id IS NULL
UNION
SELECT 'against', w.name, s.statement_id, s.proposition
FROM statements AS s
JOIN ukraine AS u ON u.actor_id = s.target_id
JOIN actors AS w ON w.actor_id = s.speaker_id
WHERE s.topic = 'seats_at_the_table' AND s.valence = 'negative'
ORDER BY side DESC, voice, record_id;
