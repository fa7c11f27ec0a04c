-- no two spans of a record's content overlap
-- why: words that are given twice count twice, and the narrower span is usually one that should have been replaced
-- remedy: keep the wider span, or join the two
-- severity: warning
-- points at: the later span, at its start
-- reads: evidence
-- bad:
--   evidence
--     evidence_id | record_id | passage_id | part    | start | end
--     evd-001     | evt-001   | psg-001    | content | 0     | 20
--     evd-002     | evt-001   | psg-001    | content | 10    | 30
--   found: evd-002 start
-- good:
--   evidence
--     evidence_id | record_id | passage_id | part    | start | end
--     evd-001     | evt-001   | psg-001    | content | 0     | 20
--     evd-002     | evt-001   | psg-001    | content | 20    | 30
--     evd-003     | evt-001   | psg-001    | date    | 0     | 10
SELECT DISTINCT 'evidence', b.line, 'start', b.evidence_id, concat('also in ', a.evidence_id)
FROM evidence AS a
JOIN evidence AS b
    ON b.record_id = a.record_id AND b.passage_id = a.passage_id AND b.line > a.line
        AND b.start < a."end" AND a.start < b."end"
WHERE a.part IN ('whole', 'content') AND b.part IN ('whole', 'content')
    -- the same span twice is reported as such
    AND NOT (a.start = b.start AND a."end" = b."end" AND a.part = b.part)
