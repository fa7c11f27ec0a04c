-- a credit line is no evidence, and mentions nobody
-- why: who made a picture or when a page was saved is not what the article says
-- remedy: anchor words of the article, or correct the kind of the passage
-- points at: the evidence or the mention, at its passage
-- reads: evidence, mentions, passages
-- bad:
--   evidence
--     evidence_id | passage_id
--     evd-001     | psg-002
--   mentions
--     mention_id | passage_id
--     men-001    | psg-002
--   passages
--     passage_id | kind
--     psg-001    | body
--     psg-002    | credit
--   found: evd-001 passage_id
--   found: men-001 passage_id
-- good:
--   evidence
--     evidence_id | passage_id
--     evd-001     | psg-001
--   mentions
--     mention_id | passage_id
--     men-001    | psg-001
--   passages
--     passage_id | kind
--     psg-001    | body
--     psg-002    | credit
SELECT 'evidence', e.line, 'passage_id', e.evidence_id, e.passage_id
FROM evidence AS e
JOIN passages AS p ON p.passage_id = e.passage_id
WHERE p.kind = 'credit'
UNION ALL
SELECT 'mentions', m.line, 'passage_id', m.mention_id, m.passage_id
FROM mentions AS m
JOIN passages AS p ON p.passage_id = m.passage_id
WHERE p.kind = 'credit'
