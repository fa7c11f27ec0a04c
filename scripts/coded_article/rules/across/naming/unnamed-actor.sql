-- if the evidence of a record does not mention one of its actors, the note explains why it is meant
-- why: nobody could see from the evidence why that actor has a part in it
-- remedy: anchor words that name the actor, or the pronoun that stands for it, or say in the note why it is meant
-- severity: warning
-- since: 1.1
-- points at: the involvement, at its actor, or the statement, at its speaker or target
-- reads: involvements, statements, events, recommendations, evidence, named_actors
-- bad:
--   involvements
--     record_id | actor_id | basis
--     evt-001   | act-001  | implied
--     rec-001   | act-001  | implied
--     stm-001   | act-004  | implied
--   statements
--     statement_id | voice      | speaker_id | target_id | note
--     stm-001      | attributed | act-002    | act-003   |
--   events
--     event_id | note
--     evt-001  |
--   recommendations
--     recommendation_id | note
--     rec-001           |
--   evidence
--     record_id | part
--     stm-001   | content
--   named_actors
--     record_id | actor_id
--     evt-001   | act-002
--   found: evt-001 actor_id
--   found: rec-001 actor_id
--   found: stm-001 actor_id
--   found: stm-001 speaker_id
--   found: stm-001 target_id
-- good:
--   involvements
--     record_id | actor_id | basis
--     evt-001   | act-001  | implied
--     rec-001   | act-001  | stated
--   statements
--     statement_id | voice      | speaker_id | target_id | note
--     stm-001      | author     | act-009    |           |
--     stm-002      | attributed | act-002    | act-003   |
--     stm-003      | attributed | act-002    | act-004   | Moscow, by the sentence before.
--     stm-004      | attributed | act-002    |           |
--   events
--     event_id | note
--     evt-001  | Who called is not said.
--   recommendations
--     recommendation_id | note
--     rec-001           |
--   evidence
--     record_id | part
--     stm-002   | content
--     stm-004   | source
--   named_actors
--     record_id | actor_id
--     stm-002   | act-002
--     stm-002   | act-003
WITH meant AS (
    SELECT 'involvements' AS table_name, line, 'actor_id' AS column_name, record_id, actor_id
    FROM involvements
    WHERE basis = 'implied'
    UNION ALL
    SELECT 'statements', s.line, 'speaker_id', s.statement_id, s.speaker_id
    FROM statements AS s
    WHERE s.voice = 'attributed' AND s.note IS NULL
        AND s.statement_id NOT IN (SELECT record_id FROM evidence WHERE part = 'source' AND record_id IS NOT NULL)
    UNION ALL
    SELECT 'statements', line, 'target_id', statement_id, target_id
    FROM statements
    WHERE target_id IS NOT NULL AND note IS NULL
),
unnamed AS (
    SELECT m.table_name, m.line, m.column_name, m.record_id, m.actor_id
    FROM meant AS m
    LEFT JOIN named_actors AS n ON n.record_id = m.record_id AND n.actor_id = m.actor_id
    WHERE n.actor_id IS NULL
)
SELECT table_name, line, column_name, record_id, actor_id
FROM unnamed
WHERE record_id NOT IN (SELECT statement_id FROM statements WHERE note IS NOT NULL)
    AND record_id NOT IN (SELECT event_id FROM events WHERE note IS NOT NULL)
    AND record_id NOT IN (SELECT recommendation_id FROM recommendations WHERE note IS NOT NULL)
