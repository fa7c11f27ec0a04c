-- a unit names what its level says: a passage, a record of that table, a record and an actor, or two records
-- why: nobody could find what the coders judged
-- remedy: correct the level or what the unit names
-- points at: the unit, at its level
-- reads: units, record_rows
-- bad:
--   units
--     unit_id | level       | record_id | other_id
--     unt-001 | event       | stm-001   |
--     unt-002 | passage     | evt-001   |
--     unt-003 | involvement | evt-001   |
--   record_rows
--     record_id | table_name
--     evt-001   | events
--     stm-001   | statements
--   found: unt-001 level
--   found: unt-002 level
--   found: unt-003 level
-- good:
--   units
--     unit_id | level       | record_id | other_id
--     unt-001 | event       | evt-001   |
--     unt-002 | passage     |           |
--     unt-003 | involvement | evt-001   | act-001
--     unt-004 | statement   |           |
--     unt-005 | relation    | evt-001   | stm-001
--   record_rows
--     record_id | table_name
--     evt-001   | events
--     stm-001   | statements
--     act-001   | actors
SELECT 'units', u.line, 'level', u.unit_id, u.level
FROM units AS u
LEFT JOIN record_rows AS r ON r.record_id = u.record_id
LEFT JOIN record_rows AS o ON o.record_id = u.other_id
WHERE CASE
    WHEN u.level = 'passage' THEN u.record_id IS NOT NULL OR u.other_id IS NOT NULL
    -- a record that only others found has no id
    WHEN u.level IN ('event', 'statement', 'recommendation')
        THEN r.table_name <> concat(u.level, 's') OR u.other_id IS NOT NULL
    WHEN u.level = 'involvement' THEN r.table_name = 'actors' OR u.other_id IS NULL OR o.table_name <> 'actors'
    WHEN u.level = 'relation' THEN u.record_id IS NULL OR u.other_id IS NULL OR r.table_name = 'actors'
    WHEN u.level = 'mention' THEN o.table_name <> 'actors' OR u.record_id IS NOT NULL
    ELSE FALSE
END
