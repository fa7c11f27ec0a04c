-- no two records of one package say the same in the same words
-- why: one act, claim or piece of advice under two ids counts twice, and its links are spread over both
-- remedy: merge the two: move the evidence to the one, and drop or retire the other; or word what differs
-- points at: the later record, at its words
-- reads: events, statements, recommendations
-- bad:
--   events
--     event_id | label
--     evt-001  | Call to the mayor
--     evt-002  | Call to the mayor
--   statements
--     statement_id | speaker_id | proposition
--     stm-001      | act-001    | It rains.
--     stm-002      | act-001    | It rains.
--   recommendations
--     recommendation_id | action
--     rec-001           | Wait
--     rec-002           | Wait
--   found: evt-002 label
--   found: stm-002 proposition
--   found: rec-002 action
-- good:
--   events
--     event_id  | label
--     evt-001   | Call to the mayor
--     evt-002   | Second call
--     a:evt-001 | Call to the mayor
--   statements
--     statement_id | speaker_id | proposition
--     stm-001      | act-001    | It rains.
--     stm-002      | act-002    | It rains.
--   recommendations
--     recommendation_id | action
--     rec-001           | Wait
WITH worded AS (
    SELECT 'events' AS table_name, line, 'label' AS column_name, event_id AS record_id, label AS words, '' AS speaker
    FROM events
    UNION ALL
    SELECT 'statements', line, 'proposition', statement_id, proposition, speaker_id FROM statements
    UNION ALL
    SELECT 'recommendations', line, 'action', recommendation_id, action, '' FROM recommendations
),
-- most words are there once
repeated AS (SELECT words FROM worded GROUP BY words HAVING count(*) > 1),
numbered AS (
    SELECT w.*, row_number() OVER (
            PARTITION BY w.table_name, substr(w.record_id, 1, instr(w.record_id, ':')), w.speaker, w.words
            ORDER BY w.line
        ) AS place
    FROM worded AS w
    JOIN repeated AS r ON r.words = w.words
)
SELECT table_name, line, column_name, record_id, words
FROM numbered
WHERE place > 1
