-- advice for the past is worded for the past, or not worded
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
CASE modality
    WHEN 'should_have' THEN coalesce(temporality = 'retrospective', FALSE)
    WHEN 'unworded' THEN TRUE
    ELSE coalesce(temporality <> 'retrospective', TRUE)
END
