-- advice says who is to act: it has an initiator or a participant
-- why: a reader could not see whom the author advises
-- remedy: add the initiator; if the article does not name whom it advises, leave it so
-- severity: warning
-- points at: the recommendation, at its id
-- reads: recommendations, involvements
-- bad:
--   recommendations
--     recommendation_id
--     rec-001
--   involvements
--     record_id | role
--     rec-001   | beneficiary
--   found: rec-001 recommendation_id
-- good:
--   recommendations
--     recommendation_id
--     rec-001
--     rec-002
--   involvements
--     record_id | role
--     rec-001   | initiator
--     rec-002   | participant
SELECT 'recommendations', r.line, 'recommendation_id', r.recommendation_id, ''
FROM recommendations AS r
WHERE EXISTS (SELECT 1 FROM involvements AS i WHERE i.record_id = r.recommendation_id)
    AND NOT EXISTS (
        SELECT 1 FROM involvements AS i
        WHERE i.record_id = r.recommendation_id AND i.role IN ('initiator', 'participant')
    )
