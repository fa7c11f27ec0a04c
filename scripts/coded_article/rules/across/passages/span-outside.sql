-- a span is inside its passage
-- why: the span marks words that are not in the passage, so nobody can look them up
-- remedy: anchor the quote again with `coded-article anchor`
-- points at: the evidence or mention, at its end
-- reads: evidence, mentions, passages
-- bad:
--   evidence
--     evidence_id | passage_id | end
--     evd-001     | psg-001    | 41
--   mentions
--     mention_id | passage_id | end
--     men-001    | psg-001    | 99
--   passages
--     passage_id | start | end
--     psg-001    | 100   | 140
--   found: evd-001 end
--   found: men-001 end
-- good:
--   evidence
--     evidence_id | passage_id | end
--     evd-001     | psg-001    | 40
--   mentions
--     mention_id | passage_id | end
--     men-001    | psg-001    | 7
--   passages
--     passage_id | start | end
--     psg-001    | 100   | 140
WITH spans AS (
    SELECT 'evidence' AS table_name, line, evidence_id AS row_id, passage_id, "end" FROM evidence
    UNION ALL
    SELECT 'mentions', line, mention_id, passage_id, "end" FROM mentions
)
SELECT s.table_name, s.line, 'end', s.row_id, CAST(s."end" AS VARCHAR)
FROM spans AS s
JOIN passages AS p ON p.passage_id = s.passage_id
WHERE s."end" > p."end" - p.start
