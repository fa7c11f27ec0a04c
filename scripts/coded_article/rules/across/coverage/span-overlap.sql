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
WITH
-- the content of most records is one span
several AS (
    SELECT record_id FROM evidence WHERE part IN ('whole', 'content') GROUP BY record_id HAVING count(*) > 1
),
contents AS (
    SELECT e.line, e.evidence_id, e.record_id, e.passage_id, e.part, e.start, e."end"
    FROM evidence AS e
    JOIN several AS s ON s.record_id = e.record_id
    WHERE e.part IN ('whole', 'content')
)
SELECT DISTINCT 'evidence', b.line, 'start', b.evidence_id, concat('also in ', a.evidence_id)
FROM contents AS a
JOIN contents AS b
    ON b.record_id = a.record_id AND b.passage_id = a.passage_id AND b.line > a.line
        AND b.start < a."end" AND a.start < b."end"
-- the same span twice is reported as such
WHERE NOT (a.start = b.start AND a."end" = b."end" AND a.part = b.part)
