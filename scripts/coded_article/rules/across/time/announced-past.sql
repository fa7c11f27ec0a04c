-- what the article tells as still to come does not end before the article was published
-- why: what is past when the article appears is no longer to come; the date or the status is a slip
-- remedy: correct the date or the status; keep both if the article itself speaks of a day gone by as to come
-- severity: warning
-- points at: the event, at its date
-- reads: events, record_sources, sources
-- bad:
--   events
--     event_id | status    | date_latest | date_edtf
--     evt-001  | announced | 2025-01-12  | 2025-01-12
--   record_sources
--     record_id | source_id
--     evt-001   | src-001
--   sources
--     source_id | published_earliest
--     src-001   | 2025-02-17
--   found: evt-001 date_edtf
-- good:
--   events
--     event_id | status    | date_latest | date_edtf
--     evt-001  | announced | 2025-02-18  | 2025-02-18
--     evt-002  | occurred  | 2025-01-12  | 2025-01-12
--   record_sources
--     record_id | source_id
--     evt-001   | src-001
--     evt-002   | src-001
--   sources
--     source_id | published_earliest
--     src-001   | 2025-02-17
SELECT 'events', e.line, 'date_edtf', e.event_id, coalesce(e.date_edtf, '')
FROM events AS e
JOIN record_sources AS r ON r.record_id = e.event_id
JOIN sources AS o ON o.source_id = r.source_id
WHERE e.status = 'announced' AND e.date_latest IS NOT NULL
GROUP BY e.line, e.event_id, e.date_edtf, e.date_latest
HAVING e.date_latest < min(o.published_earliest)
