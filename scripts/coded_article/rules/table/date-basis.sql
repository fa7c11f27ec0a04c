-- a date is given if, and only if, its basis says so
-- why: a date without a basis, or a basis without a date, leaves open whether the article gives a date
-- remedy: fill all date columns, or empty them all and write the basis none
-- points at: date_basis
-- reads: date_basis, date_edtf, date_text
-- bad:
--   events
--     date_basis | date_edtf  | date_text
--     none       | 2025-02-12 | last Wednesday
--     stated     |            |
--     stated     | 2025-02-12 |
-- good:
--   events
--     date_basis | date_edtf  | date_text
--     none       |            |
--     stated     | 2025-02-12 | February 12
date_basis IS NULL
OR ((date_basis = 'none') = (date_edtf IS NULL) AND (date_edtf IS NULL) = (date_text IS NULL))
