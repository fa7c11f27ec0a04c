-- a year that is inferred from the publication is less than twelve months from it
-- why: who writes a day without its year means the one next to the day of writing
-- remedy: correct the year, or the basis of the date
-- points at: the record, at its date
-- reads: dated
-- bad:
--   dated
--     table_name | record_id | date_edtf  | date_earliest | date_latest | date_basis    | published_earliest | published_latest
--     events     | evt-001   | 2024-02-12 | 2024-02-12    | 2024-02-12  | year_inferred | 2025-02-17         | 2025-02-23
--     statements | stm-001   | 2026-02-12 | 2026-02-12    | 2026-02-12  | year_inferred | 2025-02-17         | 2025-02-23
--   found: evt-001 date_edtf
--   found: stm-001 date_edtf
-- good:
--   dated
--     table_name | record_id | date_edtf  | date_earliest | date_latest | date_basis    | published_earliest | published_latest
--     events     | evt-001   | 2025-02-12 | 2025-02-12    | 2025-02-12  | year_inferred | 2025-02-17         | 2025-02-23
--     events     | evt-002   | 2014       | 2014-01-01    | 2014-12-31  | stated        | 2025-02-17         | 2025-02-23
--     statements | stm-001   | 2024-12-12 | 2024-12-12    | 2024-12-12  | year_inferred | 2025-02-17         | 2025-02-23
WITH months AS (
    SELECT table_name, line, record_id, date_edtf,
        CAST(substr(CAST(date_earliest AS VARCHAR), 1, 4) AS INTEGER) * 12
            + CAST(substr(CAST(date_earliest AS VARCHAR), 6, 2) AS INTEGER) AS first,
        CAST(substr(CAST(date_latest AS VARCHAR), 1, 4) AS INTEGER) * 12
            + CAST(substr(CAST(date_latest AS VARCHAR), 6, 2) AS INTEGER) AS last,
        CAST(substr(CAST(published_earliest AS VARCHAR), 1, 4) AS INTEGER) * 12
            + CAST(substr(CAST(published_earliest AS VARCHAR), 6, 2) AS INTEGER) AS published_first,
        CAST(substr(CAST(published_latest AS VARCHAR), 1, 4) AS INTEGER) * 12
            + CAST(substr(CAST(published_latest AS VARCHAR), 6, 2) AS INTEGER) AS published_last
    FROM dated
    WHERE date_basis = 'year_inferred'
)
SELECT DISTINCT table_name, line, 'date_edtf', record_id, coalesce(date_edtf, '')
FROM months
WHERE published_first - last > 11 OR first - published_last > 11
