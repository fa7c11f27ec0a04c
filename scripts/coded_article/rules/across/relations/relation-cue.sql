-- a relation is stated if, and only if, it has a cue
-- why: whoever doubts that the article says it can look for the word; without one it is the coder's reading
-- remedy: write the word that states the relation into the cue, or make it implied and empty the cue
-- since: 1.1
-- points at: the relation, at its cue
-- reads: relations
-- bad:
--   relations
--     relation_id | basis   | cue
--     rel-001     | stated  |
--     rel-002     | implied | should have
--   found: rel-001 cue
--   found: rel-002 cue
-- good:
--   relations
--     relation_id | basis   | cue
--     rel-001     | stated  | should have
--     rel-002     | implied |
SELECT 'relations', r.line, 'cue', r.relation_id, coalesce(r.cue, '')
FROM relations AS r
WHERE (r.basis = 'stated') <> (r.cue IS NOT NULL)
