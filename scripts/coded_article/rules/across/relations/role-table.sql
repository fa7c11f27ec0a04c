-- a role fits the table of its record
-- why: a role that the record cannot have, such as a co-speaker of an event, cannot be interpreted
-- remedy: correct the role or the record
-- points at: the involvement, at its role
-- reads: involvements, record_rows
-- bad:
--   involvements
--     record_id | role
--     evt-001   | co_speaker
--     stm-001   | excluded
--   record_rows
--     table_name | record_id
--     events     | evt-001
--     statements | stm-001
--   found: evt-001 role
--   found: stm-001 role
-- good:
--   involvements
--     record_id | role
--     evt-001   | excluded
--     stm-001   | co_speaker
--   record_rows
--     table_name | record_id
--     events     | evt-001
--     statements | stm-001
WITH allowed (role, table_name) AS (
    VALUES
        ('initiator', 'events'), ('initiator', 'recommendations'),
        ('participant', 'events'), ('participant', 'recommendations'),
        ('addressee', 'events'), ('addressee', 'statements'), ('addressee', 'recommendations'),
        ('co_speaker', 'statements'),
        ('target', 'events'), ('target', 'recommendations'),
        ('beneficiary', 'events'), ('beneficiary', 'statements'), ('beneficiary', 'recommendations'),
        ('affected', 'events'), ('affected', 'statements'), ('affected', 'recommendations'),
        ('excluded', 'events')
)
SELECT 'involvements', i.line, 'role', i.record_id, concat(i.role, ' of ', x.table_name)
FROM involvements AS i
JOIN record_rows AS x ON x.record_id = i.record_id AND x.table_name <> 'actors'
LEFT JOIN allowed AS a ON a.role = i.role AND a.table_name = x.table_name
WHERE a.role IS NULL
