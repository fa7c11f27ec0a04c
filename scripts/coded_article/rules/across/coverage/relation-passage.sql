-- a relation rests on a passage that is evidence of one of its ends
-- why: a reader who looks the passage up would find neither of the two records there
-- remedy: name the passage that ties the two together, or anchor an end there
-- points at: the relation, at its passage
-- reads: relations, evidence
-- bad:
--   relations
--     relation_id | subject_id | object_id | passage_id
--     rel-001     | evt-001    | evt-002   | psg-003
--   evidence
--     record_id | passage_id
--     evt-001   | psg-001
--     evt-002   | psg-002
--     evt-003   | psg-003
--   found: rel-001 passage_id
-- good:
--   relations
--     relation_id | subject_id | object_id | passage_id
--     rel-001     | evt-001    | evt-002   | psg-002
--   evidence
--     record_id | passage_id
--     evt-001   | psg-001
--     evt-002   | psg-002
SELECT 'relations', r.line, 'passage_id', r.relation_id, r.passage_id
FROM relations AS r
LEFT JOIN evidence AS s ON s.record_id = r.subject_id AND s.passage_id = r.passage_id
LEFT JOIN evidence AS o ON o.record_id = r.object_id AND o.passage_id = r.passage_id
WHERE s.record_id IS NULL AND o.record_id IS NULL
    -- ends without any evidence are reported as such
    AND EXISTS (SELECT 1 FROM evidence AS e WHERE e.record_id = r.subject_id)
    AND EXISTS (SELECT 1 FROM evidence AS e WHERE e.record_id = r.object_id)
