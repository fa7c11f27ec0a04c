-- an actor belongs to or acts for one of a kind that it can belong to, as the codebook has it in a table
-- why: a state that belongs to a person, or a government to its officials, turns every count by parent round
-- remedy: correct the parent, or the type of one of the two
-- points at: the actor, at its parent
-- reads: actors
-- bad:
--   actors
--     actor_id | parent_id | actor_type
--     act-001  |           | person
--     act-002  | act-001   | state
--   found: act-002 parent_id
-- good:
--   actors
--     actor_id | parent_id | actor_type
--     act-001  | act-002   | person
--     act-002  |           | state
--     act-003  | act-004   | population
--     act-004  |           | municipality
SELECT 'actors', c.line, 'parent_id', c.actor_id, concat(c.actor_type, ' of ', p.actor_type)
FROM actors AS c
JOIN actors AS p ON p.actor_id = c.parent_id
WHERE c.actor_id <> p.actor_id AND (
    p.actor_type = 'person'
    OR (p.actor_type IN ('officials', 'population') AND c.actor_type NOT IN ('person', 'officials', 'population'))
    OR (c.actor_type = 'population' AND p.actor_type IN ('officials', 'government', 'public_body'))
    OR (
        c.actor_type IN ('state', 'intergovernmental_body')
        AND p.actor_type IN ('government', 'public_body', 'research_organisation')
    )
    OR (c.actor_type = 'intergovernmental_body' AND p.actor_type = 'state')
    OR (c.actor_type = 'government' AND p.actor_type IN ('public_body', 'research_organisation'))
)
