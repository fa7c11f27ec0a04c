-- what data/codes.csv says of a code of the profile, for rules to know, is what the profile says
-- why: the rules go by the profile, and a reader of the table would expect others
-- remedy: run `coded-article upgrade`, or use a code of your own
-- points at: the code, at what it says
-- reads: code_said, profile_said
-- bad:
--   code_said
--     vocabulary | code     | column_name | value
--     predicate  | precedes | time_order  | after
--     event_type | request  | needs       |
--     predicate  | mocks    | time_order  | after
--   profile_said
--     vocabulary | code     | column_name | value
--     predicate  | precedes | time_order  | before
--     event_type | request  | needs       | addressee
--   found: predicate time_order
--   found: event_type needs
-- good:
--   code_said
--     vocabulary | code     | column_name | value
--     predicate  | precedes | time_order  | before
--     predicate  | mocks    | time_order  | after
--   profile_said
--     vocabulary | code     | column_name | value
--     predicate  | precedes | time_order  | before
SELECT 'codes', c.line, c.column_name, c.vocabulary, concat(c.code, ': ', coalesce(c.value, 'nothing'))
FROM code_said AS c
JOIN profile_said AS p ON p.vocabulary = c.vocabulary AND p.code = c.code AND p.column_name = c.column_name
WHERE coalesce(c.value, '') <> coalesce(p.value, '')
