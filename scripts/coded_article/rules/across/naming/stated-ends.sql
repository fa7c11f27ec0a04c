-- a stated relation rests on a passage in which both of its ends have evidence, or one of their actors is mentioned
-- why: a word cannot tie what its sentence does not speak of
-- remedy: correct the passage, anchor the evidence or the mention that is missing, or make the relation implied
-- since: 1.1
-- points at: the relation, at the end that is not there
-- reads: relations, evidence, mentions, involvements, statements
-- bad:
--   relations
--     relation_id | subject_id | object_id | basis  | passage_id
--     rel-001     | rec-001    | evt-001   | stated | psg-001
--   evidence
--     record_id | passage_id
--     rec-001   | psg-001
--     evt-001   | psg-002
--   mentions
--     actor_id | passage_id
--     act-001  | psg-002
--     act-002  | psg-001
--   involvements
--     record_id | actor_id
--     evt-001   | act-001
--   statements
--     statement_id | speaker_id
--     stm-001      | act-002
--   found: rel-001 object_id
-- good:
--   relations
--     relation_id | subject_id | object_id | basis   | passage_id
--     rel-001     | rec-001    | evt-001   | stated  | psg-001
--     rel-002     | evt-002    | stm-001   | stated  | psg-002
--     rel-003     | evt-002    | evt-001   | implied | psg-003
--   evidence
--     record_id | passage_id
--     rec-001   | psg-001
--     evt-001   | psg-002
--     evt-002   | psg-002
--   mentions
--     actor_id | passage_id
--     act-001  | psg-001
--     act-002  | psg-002
--   involvements
--     record_id | actor_id
--     evt-001   | act-001
--   statements
--     statement_id | speaker_id
--     stm-001      | act-002
WITH ends AS (
    SELECT line, relation_id, passage_id, 'subject_id' AS column_name, subject_id AS record_id
    FROM relations
    WHERE basis = 'stated'
    UNION ALL
    SELECT line, relation_id, passage_id, 'object_id', object_id FROM relations WHERE basis = 'stated'
),
-- most ends have evidence there
without AS (
    SELECT e.line, e.relation_id, e.passage_id, e.column_name, e.record_id
    FROM ends AS e
    LEFT JOIN evidence AS v ON v.record_id = e.record_id AND v.passage_id = e.passage_id
    WHERE v.record_id IS NULL
)
SELECT 'relations', e.line, e.column_name, e.relation_id, e.record_id
FROM without AS e
WHERE NOT EXISTS (
    SELECT 1 FROM involvements AS i
    JOIN mentions AS m ON m.actor_id = i.actor_id
    WHERE i.record_id = e.record_id AND m.passage_id = e.passage_id
) AND NOT EXISTS (
    SELECT 1 FROM statements AS s
    JOIN mentions AS m ON m.actor_id = s.speaker_id
    WHERE s.statement_id = e.record_id AND m.passage_id = e.passage_id
)
