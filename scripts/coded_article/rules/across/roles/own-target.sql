-- nobody speaks for or against himself
-- why: speaker and target are easily exchanged; who praises or blames himself is rare
-- remedy: correct the speaker or the target; keep both if the article says so
-- severity: warning
-- points at: the statement, at its target
-- reads: statements
-- bad:
--   statements
--     statement_id | speaker_id | target_id
--     stm-001      | act-001    | act-001
--   found: stm-001 target_id
-- good:
--   statements
--     statement_id | speaker_id | target_id
--     stm-001      | act-001    | act-002
--     stm-002      | act-001    |
SELECT 'statements', line, 'target_id', statement_id, target_id
FROM statements
WHERE target_id = speaker_id
