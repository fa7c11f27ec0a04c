-- evidence of the part `source` belongs to an attributed statement
-- why: words that name a speaker mean nothing where nobody but the author speaks
-- remedy: correct the part, or the record
-- points at: the evidence, at its part
-- reads: evidence, record_rows, statements
-- bad:
--   evidence
--     evidence_id | record_id | part
--     evd-001     | evt-001   | source
--     evd-002     | stm-001   | source
--   record_rows
--     record_id
--     evt-001
--     stm-001
--   statements
--     statement_id | voice
--     stm-001      | author
--   found: evd-001 part
--   found: evd-002 part
-- good:
--   evidence
--     evidence_id | record_id | part
--     evd-001     | evt-001   | content
--     evd-002     | stm-001   | source
--   record_rows
--     record_id
--     evt-001
--     stm-001
--   statements
--     statement_id | voice
--     stm-001      | attributed
SELECT 'evidence', e.line, 'part', e.evidence_id, e.part
FROM evidence AS e
JOIN record_rows AS x ON x.record_id = e.record_id
LEFT JOIN statements AS s ON s.statement_id = e.record_id AND s.voice = 'attributed'
WHERE e.part = 'source' AND s.statement_id IS NULL
