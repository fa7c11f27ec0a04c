-- a statement has evidence of the part `cue` if, and only if, it has a cue
-- why: a reader could not find the cue in the article, or would find one for a statement that has none
-- remedy: anchor the cue, or empty it
-- points at: the statement, at its cue, or the evidence of something else, at its part
-- reads: statements, evidence, record_rows
-- bad:
--   statements
--     statement_id | cue
--     stm-001      | said
--     stm-002      |
--   evidence
--     evidence_id | record_id | part
--     evd-001     | stm-002   | cue
--     evd-002     | evt-001   | cue
--   record_rows
--     record_id
--     stm-001
--     stm-002
--     evt-001
--   found: stm-001 cue
--   found: stm-002 cue
--   found: evd-002 part
-- good:
--   statements
--     statement_id | cue
--     stm-001      | said
--     stm-002      |
--   evidence
--     evidence_id | record_id | part
--     evd-001     | stm-001   | cue
--     evd-002     | stm-002   | content
--   record_rows
--     record_id
--     stm-001
--     stm-002
SELECT 'statements', s.line, 'cue', s.statement_id, coalesce(s.cue, '')
FROM statements AS s
LEFT JOIN evidence AS e ON e.record_id = s.statement_id AND e.part = 'cue'
WHERE (s.cue IS NULL) <> (e.record_id IS NULL)
UNION ALL
SELECT 'evidence', e.line, 'part', e.evidence_id, e.part
FROM evidence AS e
JOIN record_rows AS x ON x.record_id = e.record_id
LEFT JOIN statements AS s ON s.statement_id = e.record_id
WHERE e.part = 'cue' AND s.statement_id IS NULL
