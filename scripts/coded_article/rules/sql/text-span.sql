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
