-- of a source that is protected, no more than sixty characters are quoted
-- why: the tables are published freely and the article is not: more than short quotations would infringe its copyright
-- remedy: give the first or the last words of what is quoted; if anybody may repeat the text, say so at the beginning of `rights`
-- points at: the statement, at its quoted words
-- reads: statements, record_sources, free_sources
-- bad:
--   statements
--     statement_id | quoted_words
--     stm-001      | We will not pay for it, we will not insure it, and so we will not sail
--   record_sources
--     record_id | source_id
--     stm-001   | src-001
--   free_sources
--     source_id
--     src-002
--   found: stm-001 quoted_words
-- good:
--   statements
--     statement_id | quoted_words
--     stm-001      | We will not pay for it, we will not insure it, and so we will not sail
--     stm-002      | We will not pay
--   record_sources
--     record_id | source_id
--     stm-001   | src-002
--     stm-002   | src-001
--   free_sources
--     source_id
--     src-002
SELECT DISTINCT 'statements', s.line, 'quoted_words', s.statement_id, s.quoted_words
FROM statements AS s
JOIN record_sources AS r ON r.record_id = s.statement_id
LEFT JOIN free_sources AS f ON f.source_id = r.source_id
WHERE length(s.quoted_words) > 60 AND f.source_id IS NULL
