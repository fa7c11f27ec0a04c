-- what the article announces does not end before its publication
-- why: what is past when the article appears is no longer to come; the date or the status is a slip
-- remedy: correct the date or the status; keep both if the article itself announces something for a day that had passed
-- severity: warning
-- points at: the event, at its date
-- reads: dated
-- bad:
--   dated
--     table_name | record_id | status    | date_edtf  | date_latest | published_earliest
--     events     | evt-001   | announced | 2025-01-12 | 2025-01-12  | 2025-02-17
--   found: evt-001 date_edtf
-- good:
--   dated
--     table_name | record_id | status    | date_edtf  | date_latest | published_earliest
--     events     | evt-001   | announced | 2025-02-18 | 2025-02-18  | 2025-02-17
--     events     | evt-002   | occurred  | 2025-01-12 | 2025-01-12  | 2025-02-17
SELECT table_name, line, 'date_edtf', record_id, coalesce(date_edtf, '')
FROM dated
WHERE status = 'announced'
GROUP BY table_name, line, record_id, date_edtf, date_latest
HAVING date_latest < min(published_earliest)
