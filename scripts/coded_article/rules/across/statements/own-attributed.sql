-- what is attributed to somebody else is not spoken by the author of the source
-- why: the author's own claims would be counted as reports, or the words of another as the author's
-- remedy: correct the speaker or the voice; keep both if the author quotes an earlier text of his or her own
-- severity: warning
-- points at: the statement, at its speaker
-- reads: statements, record_sources, sources
-- bad:
--   statements
--     statement_id | voice      | speaker_id
--     stm-001      | attributed | act-001
--   record_sources
--     record_id | source_id
--     stm-001   | src-001
--   sources
--     source_id | author_id
--     src-001   | act-001
--   found: stm-001 speaker_id
-- good:
--   statements
--     statement_id | voice      | speaker_id
--     stm-001      | attributed | act-002
--     stm-002      | author     | act-001
--   record_sources
--     record_id | source_id
--     stm-001   | src-001
--     stm-002   | src-001
--   sources
--     source_id | author_id
--     src-001   | act-001
SELECT DISTINCT 'statements', s.line, 'speaker_id', s.statement_id, s.speaker_id
FROM statements AS s
JOIN record_sources AS r ON r.record_id = s.statement_id
JOIN sources AS o ON o.source_id = r.source_id
WHERE s.voice = 'attributed' AND s.speaker_id = o.author_id
