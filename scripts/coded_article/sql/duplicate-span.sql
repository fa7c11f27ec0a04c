WITH spans AS (
    SELECT 'evidence' AS table_name, line, evidence_id AS row_id, record_id AS about, part AS kind,
        passage_id, start, "end"
    FROM evidence
    UNION ALL
    SELECT 'mentions', line, mention_id, actor_id, '', passage_id, start, "end" FROM mentions
)
SELECT b.table_name, b.line, 'start', b.row_id, concat(b.passage_id, ' ', b.start, '-', b."end")
FROM spans AS a
JOIN spans AS b
    ON a.table_name = b.table_name AND a.about = b.about AND a.kind = b.kind
    AND a.passage_id = b.passage_id AND a.start = b.start AND a."end" = b."end" AND a.line < b.line
