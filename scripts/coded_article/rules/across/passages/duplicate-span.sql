-- no span is given twice for the same thing
-- why: the same words would count twice wherever evidence or mentions are counted
-- remedy: delete the repetition
-- points at: the later row, at its start
-- reads: evidence, mentions
-- bad:
--   evidence
--     evidence_id | record_id | part    | passage_id | start | end
--     evd-001     | evt-001   | content | psg-001    | 0     | 12
--     evd-002     | evt-001   | content | psg-001    | 0     | 12
--   mentions
--     mention_id | actor_id | passage_id | start | end
--     men-001    | act-001  | psg-001    | 0     | 5
--     men-002    | act-001  | psg-001    | 0     | 5
--   found: evd-002 start
--   found: men-002 start
-- good:
--   evidence
--     evidence_id | record_id | part    | passage_id | start | end
--     evd-001     | evt-001   | content | psg-001    | 0     | 12
--     evd-002     | evt-002   | content | psg-001    | 0     | 12
--   mentions
--     mention_id | actor_id | passage_id | start | end
--     men-001    | act-001  | psg-001    | 0     | 5
--     men-002    | act-001  | psg-001    | 20    | 25
WITH repeated AS (
    SELECT 'evidence' AS table_name, record_id AS about, part AS kind, passage_id, start, "end", min(line) AS line
    FROM evidence
    GROUP BY record_id, part, passage_id, start, "end"
    HAVING count(*) > 1
    UNION ALL
    SELECT 'mentions', actor_id, '', passage_id, start, "end", min(line)
    FROM mentions
    GROUP BY actor_id, passage_id, start, "end"
    HAVING count(*) > 1
)
SELECT 'evidence', e.line, 'start', e.evidence_id, concat(e.passage_id, ' ', e.start, '-', e."end")
FROM evidence AS e
JOIN repeated AS r
    ON r.table_name = 'evidence' AND r.about = e.record_id AND r.kind = e.part AND r.passage_id = e.passage_id
    AND r.start = e.start AND r."end" = e."end" AND r.line < e.line
UNION ALL
SELECT 'mentions', m.line, 'start', m.mention_id, concat(m.passage_id, ' ', m.start, '-', m."end")
FROM mentions AS m
JOIN repeated AS r
    ON r.table_name = 'mentions' AND r.about = m.actor_id AND r.passage_id = m.passage_id
    AND r.start = m.start AND r."end" = m."end" AND r.line < m.line
