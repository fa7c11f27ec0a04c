-- the author's own claims are spoken by the author of the source
-- why: the author's claims would be counted as somebody else's
-- remedy: correct the speaker or the voice
-- points at: the statement, at its speaker
-- reads: statements, evidence, passages, sources
-- bad:
--   statements
--     statement_id | voice  | speaker_id
--     stm-001      | author | act-002
--   evidence
--     record_id | passage_id
--     stm-001   | psg-001
--   passages
--     passage_id | source_id
--     psg-001    | src-001
--   sources
--     source_id | author_id
--     src-001   | act-001
--   found: stm-001 speaker_id
-- good:
--   statements
--     statement_id | voice      | speaker_id
--     stm-001      | author     | act-001
--     stm-002      | attributed | act-002
--   evidence
--     record_id | passage_id
--     stm-001   | psg-001
--     stm-002   | psg-001
--   passages
--     passage_id | source_id
--     psg-001    | src-001
--   sources
--     source_id | author_id
--     src-001   | act-001
SELECT DISTINCT 'statements', s.line, 'speaker_id', s.statement_id, s.speaker_id
FROM statements AS s
JOIN evidence AS e ON e.record_id = s.statement_id
JOIN passages AS p ON p.passage_id = e.passage_id
JOIN sources AS o ON o.source_id = p.source_id
WHERE s.voice = 'author' AND s.speaker_id <> o.author_id
