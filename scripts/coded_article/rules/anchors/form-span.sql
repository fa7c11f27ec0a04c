-- the form of a mention is as long as its span
-- why: the form in the table would not be what the article has at that place
-- remedy: correct the form, or anchor it again
-- points at: the mention, at its form
-- reads: mentions
-- bad:
--   mentions
--     mention_id | form       | start | end
--     men-001    | the bridge | 4     | 10
--   found: men-001 form
-- good:
--   mentions
--     mention_id | form   | start | end
--     men-001    | bridge | 4     | 10
SELECT 'mentions', line, 'form', mention_id, form
FROM mentions
WHERE start >= 0 AND start < "end" AND length(form) <> "end" - start
