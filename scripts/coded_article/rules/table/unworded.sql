-- advice is implied if, and only if, no word of the article advises
-- why: implied advice would be counted as worded, or the other way round
-- remedy: choose the modality that the words have, `unworded` if there are none, or correct the explicitness
-- points at: modality
-- reads: modality, explicitness
-- bad:
--   recommendations
--     modality | explicitness
--     unworded | explicit
--     should   | implied
-- good:
--   recommendations
--     modality | explicitness
--     unworded | implied
--     should   | explicit
NOT coalesce(modality = 'unworded' AND explicitness = 'explicit', FALSE)
    AND NOT coalesce(modality <> 'unworded' AND explicitness = 'implied', FALSE)
