WITH spans AS (
    SELECT 'evidence' AS table_name, line, evidence_id AS row_id, passage_id, "end" FROM evidence
    UNION ALL
    SELECT 'mentions', line, mention_id, passage_id, "end" FROM mentions
)
SELECT s.table_name, s.line, 'end', s.row_id, CAST(s."end" AS VARCHAR)
FROM spans AS s
JOIN passages AS p ON p.passage_id = s.passage_id
WHERE s."end" > p."end" - p.start
