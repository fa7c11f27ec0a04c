WITH spans AS (
    SELECT e.line, e.evidence_id, e.start, e."end", e.sha256, p.sha256 AS passage_sha256,
        e.start = 0 AND e."end" = p."end" - p.start AS is_whole
    FROM evidence AS e
    JOIN passages AS p ON p.passage_id = e.passage_id
    WHERE e.start >= 0 AND e."end" >= 0 AND (e.part = 'whole' OR (e.start = 0 AND e."end" = p."end" - p.start))
)
SELECT 'evidence', line, CASE WHEN is_whole THEN 'sha256' ELSE 'end' END, evidence_id,
    CASE WHEN is_whole THEN sha256 ELSE concat(start, '-', "end") END
FROM spans
WHERE NOT is_whole OR sha256 <> passage_sha256
