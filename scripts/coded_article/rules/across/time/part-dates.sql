-- the dates of a part are within the dates of its whole, unless its own words date it less exactly
-- why: a timeline would show the part at a time when its whole was not going on
-- remedy: correct the date of the part or of the whole, or the whole that is named
-- points at: the part, at its date
-- reads: events
-- bad:
--   events
--     event_id | part_of_id | date_earliest | date_latest | date_edtf
--     evt-001  |            | 2025-02-14    | 2025-02-14  | 2025-02-14
--     evt-002  | evt-001    | 2025-02-15    | 2025-02-15  | 2025-02-15
--   found: evt-002 date_edtf
-- good:
--   events
--     event_id | part_of_id | date_earliest | date_latest | date_edtf
--     evt-001  |            | 2025-02-14    | 2025-02-16  | 2025-02-14/2025-02-16
--     evt-002  | evt-001    | 2025-02-15    | 2025-02-15  | 2025-02-15
--     evt-003  | evt-001    | 2025-02-01    | 2025-02-28  | 2025-02
--     evt-004  | evt-001    |               |             |
SELECT 'events', p.line, 'date_edtf', p.event_id, coalesce(p.date_edtf, '')
FROM events AS p
JOIN events AS w ON w.event_id = p.part_of_id
WHERE NOT (p.date_earliest >= w.date_earliest AND p.date_latest <= w.date_latest)
    AND NOT (p.date_earliest <= w.date_earliest AND p.date_latest >= w.date_latest)
