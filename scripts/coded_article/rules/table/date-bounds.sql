-- earliest and latest are the first and the last day that the EDTF date allows
-- why: timelines and date filters use the two days, and would contradict the date that the reader sees
-- remedy: correct the EDTF date or the two days
-- points at: {edtf}
-- reads: {edtf}, {earliest}, {latest}
-- with: edtf=date_edtf earliest=date_earliest latest=date_latest
-- with: edtf=published_edtf earliest=published_earliest latest=published_latest
-- bad:
--   events
--     date_edtf  | date_earliest | date_latest
--     2025-02-12 | 2025-02-12    | 2025-02-13
--     2025-02    |               |
--                | 2025-02-12    | 2025-02-12
-- good:
--   events
--     date_edtf  | date_earliest | date_latest
--     2025-02-12 | 2025-02-12    | 2025-02-12
--     2025-02    | 2025-02-01    | 2025-02-28
--                |               |
CASE
    -- a date that `edtf` reports has no days to compare with; `date-order` reports days in the wrong order
    WHEN {edtf}_first IS NULL THEN {edtf} IS NOT NULL OR ({earliest} IS NULL AND {latest} IS NULL)
    WHEN {earliest} IS NULL OR {latest} IS NULL THEN FALSE
    ELSE {earliest} > {latest} OR ({earliest} = {edtf}_first AND {latest} = {edtf}_last)
END
