-- the words that attribute or date a record, or name its speaker, are in a passage that has its content
-- why: words of another sentence say nothing of this record
-- remedy: anchor them where the record has its content, or anchor content there too
-- points at: the evidence, at its passage
-- reads: evidence
-- bad:
--   evidence
--     evidence_id | record_id | passage_id | part
--     evd-001     | stm-001   | psg-001    | content
--     evd-002     | stm-001   | psg-002    | cue
--   found: evd-002 passage_id
-- good:
--   evidence
--     evidence_id | record_id | passage_id | part
--     evd-001     | stm-001   | psg-001    | whole
--     evd-002     | stm-001   | psg-001    | cue
SELECT 'evidence', a.line, 'passage_id', a.evidence_id, a.passage_id
FROM evidence AS a
LEFT JOIN evidence AS b
    ON b.record_id = a.record_id AND b.passage_id = a.passage_id AND b.part IN ('whole', 'content')
WHERE a.part IN ('cue', 'date', 'source') AND b.record_id IS NULL
    AND EXISTS (SELECT 1 FROM evidence AS e WHERE e.record_id = a.record_id AND e.part IN ('whole', 'content'))
