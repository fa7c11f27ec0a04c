-- evidence of a whole passage spans it and has its hash
-- why: the words that the evidence marks are not the passage that it stands for, so it cannot be verified
-- remedy: anchor the passage again with `coded-article anchor`
-- points at: the evidence, at its end or its hash
-- reads: evidence, passages
-- bad:
--   evidence
--     evidence_id | passage_id | part    | start | end | sha256
--     evd-001     | psg-001    | whole   | 0     | 39  | 5f16...
--     evd-002     | psg-001    | content | 0     | 40  | 0000...
--   passages
--     passage_id | start | end | sha256
--     psg-001    | 100   | 140 | 5f16...
--   found: evd-001 end
--   found: evd-002 sha256
-- good:
--   evidence
--     evidence_id | passage_id | part    | start | end | sha256
--     evd-001     | psg-001    | whole   | 0     | 40  | 5f16...
--     evd-002     | psg-001    | content | 0     | 12  | 0000...
--   passages
--     passage_id | start | end | sha256
--     psg-001    | 100   | 140 | 5f16...
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
