-- what the article reports as done, ongoing, left undone or said does not begin after its publication
-- why: no article can tell of a time that it did not see; a date like this is a slip, often of the year
-- remedy: correct the date; what is to come is `announced`
-- points at: the record, at its date
-- reads: dated
-- bad:
--   dated
--     table_name | record_id | status    | date_edtf  | date_earliest | published_latest
--     events     | evt-001   | occurred  | 2026-02-12 | 2026-02-12    | 2025-02-23
--     events     | evt-002   | announced | 2026-02-12 | 2026-02-12    | 2025-02-23
--     statements | stm-001   |           | 2025-02-24 | 2025-02-24    | 2025-02-23
--   found: evt-001 date_edtf
--   found: stm-001 date_edtf
-- good:
--   dated
--     table_name | record_id | status    | date_edtf  | date_earliest | published_latest
--     events     | evt-001   | occurred  | 2025-02-23 | 2025-02-23    | 2025-02-23
--     events     | evt-002   | announced | 2026-02-12 | 2026-02-12    | 2025-02-23
--     statements | stm-001   |           | 2025-02-23 | 2025-02-23    | 2025-02-23
SELECT table_name, line, 'date_edtf', record_id, coalesce(date_edtf, '')
FROM dated
WHERE table_name = 'statements' OR status IN ('occurred', 'ongoing', 'reported', 'not_done', 'counterfactual')
GROUP BY table_name, line, record_id, date_edtf, date_earliest
HAVING date_earliest > max(published_latest)
