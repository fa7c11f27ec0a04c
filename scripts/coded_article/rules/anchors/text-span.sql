-- cues and date words have the length and the hash of their evidence
-- why: the cue or date words in the table would not be those that the span marks in the article
-- remedy: correct the words, or anchor them again
-- points at: the record, at its cue or date words
-- reads: events, statements, evidence
-- bad:
--   events
--     event_id | date_text
--     evt-001  | last Monday
--   statements
--     statement_id | date_text | cue
--     stm-001      |           | says
--   evidence
--     record_id | part | start | end | sha256
--     evt-001   | date | 12    | 20  | 0000
--     stm-001   | cue  | 0     | 4   | fb46c79b7eb7af175f493755b491afa9b25574a9230b8822c629f224a2df4e58
--   found: evt-001 date_text
--   found: stm-001 cue
-- good:
--   events
--     event_id | date_text
--     evt-001  |
--   statements
--     statement_id | date_text | cue
--     stm-001      |           | said
--   evidence
--     record_id | part | start | end | sha256
--     stm-001   | cue  | 0     | 4   | fb46c79b7eb7af175f493755b491afa9b25574a9230b8822c629f224a2df4e58
WITH texts AS (
    SELECT 'events' AS table_name, line, event_id AS record_id, 'date_text' AS column_name, 'date' AS part,
        date_text AS words
    FROM events
    UNION ALL
    SELECT 'statements', line, statement_id, 'date_text', 'date', date_text FROM statements
    UNION ALL
    SELECT 'statements', line, statement_id, 'cue', 'cue', cue FROM statements
)
SELECT t.table_name, t.line, t.column_name, t.record_id, t.words
FROM texts AS t
JOIN evidence AS e ON e.record_id = t.record_id AND e.part = t.part
WHERE e.start >= 0 AND e."end" >= 0 AND (length(t.words) <> e."end" - e.start OR sha256(t.words) <> e.sha256)
