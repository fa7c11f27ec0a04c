-- advice on the past is worded for the past, or not at all
-- why: what should have been done can no longer be done, and what can still be done is not worded as missed
-- remedy: correct the modality or the temporality
-- points at: temporality
-- reads: modality, temporality
-- bad:
--   recommendations
--     modality    | temporality
--     should_have | prospective
--     imperative  | retrospective
-- good:
--   recommendations
--     modality    | temporality
--     should_have | retrospective
--     unworded    | retrospective
--     unworded    | prospective
--     should      | prospective
NOT coalesce(modality = 'should_have' AND temporality = 'prospective', FALSE)
    AND NOT coalesce(modality NOT IN ('should_have', 'unworded') AND temporality = 'retrospective', FALSE)
