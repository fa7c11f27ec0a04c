-- a coded value is a value of its variable: a code, an actor, yes or no, or `empty`
-- why: reliability would count a slip as a disagreement of the coders
-- remedy: correct the value or the variable
-- points at: the coding, at its value
-- reads: codings, units, coded_columns, codes, actors
-- bad:
--   codings
--     unit_id | variable      | value
--     unt-001 | status        | maybe
--     unt-001 | carries_event | sure
--     unt-002 | target        | act-999
--     unt-001 | valence       | positive
--   units
--     unit_id | level
--     unt-001 | event
--     unt-002 | statement
--   coded_columns
--     table_name | column_name | vocabulary
--     events     | status      | status
--     statements | valence     | valence
--   codes
--     vocabulary | code
--     status     | occurred
--     valence    | positive
--   actors
--     actor_id
--     act-001
--   found: unt-001 value
--   found: unt-001 value
--   found: unt-002 value
--   found: unt-001 value
-- good:
--   codings
--     unit_id | variable | value
--     unt-001 | status   | occurred
--     unt-001 | found    | yes
--     unt-002 | target   | act-001
--     unt-002 | valence  | empty
--     unt-002 | loudness | very
--   units
--     unit_id | level
--     unt-001 | event
--     unt-002 | statement
--   coded_columns
--     table_name | column_name | vocabulary
--     events     | status      | status
--     statements | valence     | valence
--   codes
--     vocabulary | code
--     status     | occurred
--     valence    | positive
--   actors
--     actor_id
--     act-001
WITH named AS (SELECT DISTINCT column_name FROM coded_columns)
SELECT 'codings', k.line, 'value', k.unit_id, concat(k.variable, ' ', k.value)
FROM codings AS k
JOIN units AS u ON u.unit_id = k.unit_id
LEFT JOIN named AS n ON n.column_name = k.variable
LEFT JOIN coded_columns AS v ON v.table_name = concat(u.level, 's') AND v.column_name = k.variable
LEFT JOIN codes AS c ON c.vocabulary = v.vocabulary AND c.code = k.value
LEFT JOIN actors AS a ON a.actor_id = concat(substr(k.unit_id, 1, instr(k.unit_id, ':')), k.value)
WHERE CASE
    WHEN k.variable = 'found' OR k.variable LIKE 'carries_%' THEN k.value NOT IN ('yes', 'no')
    WHEN k.variable = 'target' THEN k.value <> 'empty' AND a.actor_id IS NULL
    WHEN n.column_name IS NOT NULL THEN v.vocabulary IS NULL OR (k.value <> 'empty' AND c.code IS NULL)
    ELSE FALSE
END
