-- no two records of one table have the same codes and actors, if all the content of one is content of the other
-- why: this is likely one act, claim or piece of advice under two ids, which counts twice; in a series under one verb
--   each has words of its own, and shares the verb
-- remedy: merge the two, or anchor each by its own words
-- severity: warning
-- points at: the later record, at its id
-- reads: events, statements, recommendations, evidence, involvements
-- bad:
--   events
--     event_id | event_type | status   | polarity | date_edtf | place
--     evt-001  | request    | occurred | positive |           |
--     evt-002  | request    | occurred | positive |           |
--   statements
--     statement_id | speaker_id | claim_type | topic | target_id
--   recommendations
--     recommendation_id | parent_id | polarity | modality | topic
--   evidence
--     record_id | passage_id | part    | start | end
--     evt-001   | psg-001    | content | 0     | 20
--     evt-002   | psg-001    | content | 0     | 20
--   involvements
--     record_id | actor_id | role
--     evt-001   | act-001  | initiator
--     evt-002   | act-001  | initiator
--   found: evt-002 event_id
-- good:
--   events
--     event_id | event_type | status   | polarity | date_edtf | place
--     evt-001  | request    | occurred | positive |           |
--     evt-002  | request    | occurred | positive |           |
--     evt-003  | request    | not_done | negative |           |
--   statements
--     statement_id | speaker_id | claim_type | topic    | target_id
--     stm-001      | act-001    | causal     | learning |
--     stm-002      | act-001    | causal     | learning |
--   recommendations
--     recommendation_id | parent_id | polarity | modality | topic
--   evidence
--     record_id | passage_id | part    | start | end
--     evt-001   | psg-001    | content | 0     | 20
--     evt-002   | psg-001    | content | 0     | 20
--     evt-003   | psg-001    | content | 0     | 20
--     stm-001   | psg-002    | content | 0     | 20
--     stm-001   | psg-002    | content | 21    | 40
--     stm-002   | psg-002    | content | 0     | 20
--     stm-002   | psg-002    | content | 42    | 60
--   involvements
--     record_id | actor_id | role
--     evt-001   | act-001  | initiator
--     evt-002   | act-002  | initiator
--     evt-003   | act-001  | initiator
WITH
-- few spans are the content of two records
shared AS (
    SELECT passage_id, start, "end"
    FROM evidence
    WHERE part IN ('whole', 'content')
    GROUP BY passage_id, start, "end"
    HAVING count(*) > 1
),
spans AS (
    SELECT e.record_id, e.passage_id, e.start, e."end"
    FROM evidence AS e
    JOIN shared AS s ON s.passage_id = e.passage_id AND s.start = e.start AND s."end" = e."end"
    WHERE e.part IN ('whole', 'content')
),
coded AS (
    SELECT 'events' AS table_name, line, 'event_id' AS key_column, event_id AS record_id,
        concat_ws('|', event_type, status, polarity, coalesce(date_edtf, ''), coalesce(place, '')) AS codes
    FROM events
    WHERE event_id IN (SELECT record_id FROM spans)
    UNION ALL
    SELECT 'statements', line, 'statement_id', statement_id,
        concat_ws('|', speaker_id, claim_type, topic, coalesce(target_id, ''))
    FROM statements
    WHERE statement_id IN (SELECT record_id FROM spans)
    UNION ALL
    SELECT 'recommendations', line, 'recommendation_id', recommendation_id,
        concat_ws('|', coalesce(parent_id, ''), polarity, modality, topic)
    FROM recommendations
    WHERE recommendation_id IN (SELECT record_id FROM spans)
),
pairs AS (
    SELECT b.table_name, b.line, b.key_column, a.record_id AS one, b.record_id AS other, count(*) AS common
    FROM spans AS s
    JOIN spans AS t ON t.passage_id = s.passage_id AND t.start = s.start AND t."end" = s."end"
    JOIN coded AS a ON a.record_id = s.record_id
    JOIN coded AS b
        ON b.record_id = t.record_id AND b.table_name = a.table_name AND b.codes = a.codes AND b.line > a.line
    GROUP BY b.table_name, b.line, b.key_column, a.record_id, b.record_id
),
lengths AS (
    SELECT record_id, count(*) AS spans
    FROM evidence
    WHERE part IN ('whole', 'content') AND record_id IN (SELECT record_id FROM spans)
    GROUP BY record_id
)
SELECT DISTINCT p.table_name, p.line, p.key_column, p.other, concat('as ', p.one)
FROM pairs AS p
JOIN lengths AS m ON m.record_id = p.one
JOIN lengths AS n ON n.record_id = p.other
WHERE p.common IN (m.spans, n.spans) AND NOT EXISTS (
    SELECT 1 FROM involvements AS i
    LEFT JOIN involvements AS j ON j.record_id = p.other AND j.actor_id = i.actor_id AND j.role = i.role
    WHERE i.record_id = p.one AND j.record_id IS NULL
) AND NOT EXISTS (
    SELECT 1 FROM involvements AS i
    LEFT JOIN involvements AS j ON j.record_id = p.one AND j.actor_id = i.actor_id AND j.role = i.role
    WHERE i.record_id = p.other AND j.record_id IS NULL
)
