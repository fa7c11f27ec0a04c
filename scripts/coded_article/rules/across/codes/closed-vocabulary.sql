-- a vocabulary that is closed has the codes of the profile and no others
-- why: rules and readers know each of its codes, and would pass over one that only this package has
-- remedy: use a code of the profile; a code of your own goes into an open vocabulary, such as topic or event_type
-- points at: the code, at its code
-- reads: codes, profile_codes
-- bad:
--   codes
--     vocabulary | code
--     voice      | author
--     voice      | whispered
--     topic      | bridge
--   profile_codes
--     vocabulary | code
--     voice      | author
--     voice      | attributed
--   found: voice code
-- good:
--   codes
--     vocabulary | code
--     voice      | author
--     topic      | bridge
--   profile_codes
--     vocabulary | code
--     voice      | author
--     voice      | attributed
SELECT 'codes', c.line, 'code', c.vocabulary, c.code
FROM codes AS c
JOIN (SELECT DISTINCT vocabulary FROM profile_codes) AS k ON k.vocabulary = c.vocabulary
LEFT JOIN profile_codes AS p ON p.vocabulary = c.vocabulary AND p.code = c.code
WHERE p.code IS NULL
