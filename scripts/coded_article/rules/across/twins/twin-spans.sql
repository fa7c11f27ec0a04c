-- no two records of one table have the same codes, the same actors and a span of content in common
-- why: this is likely one act, claim or piece of advice under two ids, which counts twice
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
--     statement_id | speaker_id | claim_type | topic | target_id
--   recommendations
--     recommendation_id | parent_id | polarity | modality | topic
--   evidence
--     record_id | passage_id | part    | start | end
--     evt-001   | psg-001    | content | 0     | 20
--     evt-002   | psg-001    | content | 0     | 20
--     evt-003   | psg-001    | content | 0     | 20
--   involvements
--     record_id | actor_id | role
--     evt-001   | act-001  | initiator
--     evt-002   | act-002  | initiator
--     evt-003   | act-001  | initiator
WITH coded AS (
    SELECT 'events' AS table_name, line, 'event_id' AS key_column, event_id AS record_id,
        concat_ws('|', event_type, status, polarity, coalesce(date_edtf, ''), coalesce(place, '')) AS codes
    FROM events
    UNION ALL
    SELECT 'statements', line, 'statement_id', statement_id,
        concat_ws('|', speaker_id, claim_type, topic, coalesce(target_id, ''))
    FROM statements
    UNION ALL
    SELECT 'recommendations', line, 'recommendation_id', recommendation_id,
        concat_ws('|', coalesce(parent_id, ''), polarity, modality, topic)
    FROM recommendations
),
spans AS (
    SELECT c.table_name, c.line, c.key_column, c.record_id, c.codes, e.passage_id, e.start, e."end"
    FROM coded AS c
    JOIN evidence AS e ON e.record_id = c.record_id
    WHERE e.part IN ('whole', 'content')
),
pairs AS (
    SELECT DISTINCT b.table_name, b.line, b.key_column, a.record_id AS one, b.record_id AS other
    FROM spans AS a
    JOIN spans AS b
        ON b.passage_id = a.passage_id AND b.start = a.start AND b."end" = a."end" AND b.table_name = a.table_name
            AND b.codes = a.codes AND b.line > a.line
)
SELECT DISTINCT p.table_name, p.line, p.key_column, p.other, concat('as ', p.one)
FROM pairs AS p
WHERE NOT EXISTS (
    SELECT 1 FROM involvements AS i
    LEFT JOIN involvements AS j ON j.record_id = p.other AND j.actor_id = i.actor_id AND j.role = i.role
    WHERE i.record_id = p.one AND j.record_id IS NULL
) AND NOT EXISTS (
    SELECT 1 FROM involvements AS i
    LEFT JOIN involvements AS j ON j.record_id = p.one AND j.actor_id = i.actor_id AND j.role = i.role
    WHERE i.record_id = p.other AND j.record_id IS NULL
)
