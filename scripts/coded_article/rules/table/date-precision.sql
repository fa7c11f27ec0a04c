-- the precision is that of the EDTF date
-- why: whoever selects dates by their precision would take a month for a day, or miss the row
-- remedy: write day, month, year or interval as the EDTF date has it
-- points at: date_precision
-- reads: date_edtf, date_precision
-- bad:
--   events
--     date_edtf  | date_precision
--     2025-02    | day
--     2025-02-12 |
--                | day
-- good:
--   events
--     date_edtf             | date_precision
--     2025-02               | month
--     2025-02-15/2025-02-16 | interval
--                           |
CASE
    WHEN date_edtf_unit IS NULL THEN date_edtf IS NOT NULL OR date_precision IS NULL
    ELSE coalesce(date_precision = date_edtf_unit, FALSE)
END
