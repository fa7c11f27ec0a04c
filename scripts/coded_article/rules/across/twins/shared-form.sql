-- no name or seat of power stands for two actors in one package
-- why: one of the two mentions was likely given to the wrong actor, which is then talked about too often
-- remedy: correct the actor of the mention; keep both if the article uses one name for two
-- severity: warning
-- points at: the mention, at its actor
-- reads: mentions
-- bad:
--   mentions
--     mention_id | actor_id | form  | form_type
--     men-001    | act-001  | Finch | name
--     men-002    | act-001  | Finch | name
--     men-003    | act-002  | Finch | name
--   found: men-003 actor_id
-- good:
--   mentions
--     mention_id | actor_id  | form      | form_type
--     men-001    | act-001   | Finch     | name
--     men-002    | act-001   | the mayor | description
--     men-003    | act-002   | the mayor | description
--     a:men-001  | a:act-001 | Finch     | name
WITH
-- few words stand for two actors, even of several packages
shared AS (
    SELECT lower(form) AS word
    FROM mentions
    WHERE form_type IN ('name', 'metonym')
    GROUP BY lower(form)
    HAVING min(actor_id) < max(actor_id)
),
uses AS (
    SELECT substr(m.actor_id, 1, instr(m.actor_id, ':')) AS namespace, s.word, m.actor_id, count(*) AS n,
        min(m.line) AS line
    FROM mentions AS m
    JOIN shared AS s ON s.word = lower(m.form)
    WHERE m.form_type IN ('name', 'metonym')
    GROUP BY substr(m.actor_id, 1, instr(m.actor_id, ':')), s.word, m.actor_id
),
-- the actor that has the form most often, or first, keeps it
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY namespace, word ORDER BY n DESC, line) AS place FROM uses
)
SELECT 'mentions', m.line, 'actor_id', m.mention_id, concat(m.form, ' for ', m.actor_id)
FROM ranked AS r
JOIN mentions AS m ON m.actor_id = r.actor_id AND lower(m.form) = r.word AND m.form_type IN ('name', 'metonym')
WHERE r.place > 1
