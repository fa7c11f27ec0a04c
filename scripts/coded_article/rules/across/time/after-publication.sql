-- what the article tells as done, going on, left undone or said does not begin after it was published
-- why: no article can tell of a time that it did not see; a date like this is a slip, often of the year
-- remedy: correct the date; what is to come is `announced`
-- points at: the record, at its date
-- reads: events, statements, record_sources, sources
-- bad:
--   events
--     event_id | status    | date_earliest | date_edtf
--     evt-001  | occurred  | 2026-02-12    | 2026-02-12
--     evt-002  | announced | 2026-02-12    | 2026-02-12
--   statements
--     statement_id | date_earliest | date_edtf
--     stm-001      | 2025-02-24    | 2025-02-24
--   record_sources
--     record_id | source_id
--     evt-001   | src-001
--     evt-002   | src-001
--     stm-001   | src-001
--   sources
--     source_id | published_latest
--     src-001   | 2025-02-23
--   found: evt-001 date_edtf
--   found: stm-001 date_edtf
-- good:
--   events
--     event_id | status    | date_earliest | date_edtf
--     evt-001  | occurred  | 2025-02-23    | 2025-02-23
--     evt-002  | announced | 2026-02-12    | 2026-02-12
--   statements
--     statement_id | date_earliest | date_edtf
--     stm-001      | 2025-02-23    | 2025-02-23
--   record_sources
--     record_id | source_id
--     evt-001   | src-001
--     evt-002   | src-001
--     stm-001   | src-001
--   sources
--     source_id | published_latest
--     src-001   | 2025-02-23
SELECT 'events', e.line, 'date_edtf', e.event_id, coalesce(e.date_edtf, '')
FROM events AS e
JOIN record_sources AS r ON r.record_id = e.event_id
JOIN sources AS o ON o.source_id = r.source_id
WHERE e.date_earliest IS NOT NULL
    AND e.status IN ('occurred', 'ongoing', 'reported', 'not_done', 'counterfactual')
GROUP BY e.line, e.event_id, e.date_edtf, e.date_earliest
HAVING e.date_earliest > max(o.published_latest)
UNION ALL
SELECT 'statements', s.line, 'date_edtf', s.statement_id, coalesce(s.date_edtf, '')
FROM statements AS s
JOIN record_sources AS r ON r.record_id = s.statement_id
JOIN sources AS o ON o.source_id = r.source_id
WHERE s.date_earliest IS NOT NULL
GROUP BY s.line, s.statement_id, s.date_edtf, s.date_earliest
HAVING s.date_earliest > max(o.published_latest)
