WITH dated AS (
    SELECT 'events' AS table_name, line, event_id AS record_id, date_text FROM events
    UNION ALL
    SELECT 'statements', line, statement_id, date_text FROM statements
)
SELECT d.table_name, d.line, 'date_text', d.record_id, coalesce(d.date_text, '')
FROM dated AS d
LEFT JOIN evidence AS e ON e.record_id = d.record_id AND e.part = 'date'
WHERE (d.date_text IS NULL) <> (e.record_id IS NULL)
UNION ALL
SELECT 'evidence', e.line, 'part', e.evidence_id, e.part
FROM evidence AS e
JOIN record_rows AS x ON x.record_id = e.record_id
LEFT JOIN dated AS d ON d.record_id = e.record_id
WHERE e.part = 'date' AND d.record_id IS NULL
