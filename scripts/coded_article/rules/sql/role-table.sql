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
