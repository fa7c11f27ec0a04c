-- evidence and involvements are of events, statements and recommendations
-- why: an actor is not said or done: where the article names one is in the mentions, and joins by record
--   would mix the two
-- remedy: point at an event, statement or recommendation
-- points at: the row, at the column that names the actor
-- reads: record_uses, actors
-- bad:
--   record_uses
--     table_name   | column_name | row_id  | record_id
--     evidence     | record_id   | evd-001 | act-001
--     involvements | record_id   | act-001 | act-001
--   actors
--     actor_id
--     act-001
--   found: evd-001 record_id
--   found: act-001 record_id
-- good:
--   record_uses
--     table_name      | column_name | row_id  | record_id
--     evidence        | record_id   | evd-001 | evt-001
--     external_checks | record_id   | chk-001 | act-001
--   actors
--     actor_id
--     act-001
SELECT u.table_name, u.line, u.column_name, u.row_id, u.record_id
FROM record_uses AS u
JOIN actors AS a ON a.actor_id = u.record_id
WHERE u.table_name IN ('evidence', 'involvements')
