-- no two outside checks compare one cell with one page
-- why: the page would be counted as two witnesses
-- remedy: join the two
-- points at: the later check, at its address
-- reads: external_checks
-- bad:
--   external_checks
--     check_id | record_id | field     | source_url
--     chk-001  | evt-001   | date_edtf | https://a.org
--     chk-002  | evt-001   | date_edtf | https://a.org
--   found: chk-002 source_url
-- good:
--   external_checks
--     check_id | record_id | field     | source_url
--     chk-001  | evt-001   | date_edtf | https://a.org
--     chk-002  | evt-001   | date_edtf | https://b.org
--     chk-003  | evt-001   | place     | https://a.org
WITH numbered AS (
    SELECT *, row_number() OVER (PARTITION BY record_id, field, source_url ORDER BY line) AS place
    FROM external_checks
)
SELECT 'external_checks', line, 'source_url', check_id, source_url
FROM numbered
WHERE place > 1
