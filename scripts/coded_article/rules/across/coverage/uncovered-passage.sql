-- every sentence of the body and of the author's note has a record
-- why: a reader would take the silence of the tables for silence of the article
-- remedy: code the sentence
-- points at: the passage, at its id
-- reads: uncovered
-- bad:
--   uncovered
--     passage_id | kind | released
--     psg-002    | body | true
--   found: psg-002 passage_id
-- good:
--   uncovered
--     passage_id | kind | released
--     psg-002    | body | false
SELECT 'passages', line, 'passage_id', passage_id, kind
FROM uncovered
WHERE released
