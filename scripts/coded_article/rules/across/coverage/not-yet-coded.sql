-- every sentence has a record by the time that the package is released and dated (`created` in
--   datapackage.json)
-- why: a release must be complete: what is still to be coded is easily forgotten
-- remedy: code the sentence; `coded-article todo` lists what is left
-- severity: warning
-- points at: the passage, at its id
-- reads: uncovered
-- bad:
--   uncovered
--     passage_id | kind | released
--     psg-002    | body | false
--   found: psg-002 passage_id
-- good:
--   uncovered
--     passage_id | kind | released
--     psg-002    | body | true
SELECT 'passages', line, 'passage_id', passage_id, kind
FROM uncovered
WHERE NOT released
