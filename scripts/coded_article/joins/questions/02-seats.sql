-- Whose voice is for, and whose against, whom when it comes to a place at the table?
SELECT n.source AS voice, n.valence, n.target AS towards, s.statement_id, s.proposition
FROM network AS n
JOIN statements AS s ON s.statement_id = n.record_id
WHERE n.kind = 'evaluates' AND s.topic = 'seats_at_the_table'
ORDER BY n.target, n.valence DESC, n.source, s.statement_id;
