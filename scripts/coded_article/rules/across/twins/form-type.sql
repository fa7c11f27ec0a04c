-- a form of an actor has one type in a package, and what is a pronoun once is one everywhere
-- why: counts by type of mention would divide the same words
-- remedy: correct the type, or the actor; keep both if the words are used in two ways
-- severity: warning
-- points at: the mention, at its type
-- reads: mentions
-- bad:
--   mentions
--     mention_id | actor_id | form | form_type
--     men-001    | act-001  | he   | pronoun
--     men-002    | act-001  | he   | pronoun
--     men-003    | act-002  | he   | name
--   found: men-003 form_type
-- good:
--   mentions
--     mention_id | actor_id | form      | form_type
--     men-001    | act-001  | he        | pronoun
--     men-002    | act-002  | he        | pronoun
--     men-003    | act-001  | president | title
--     men-004    | act-002  | president | description
WITH uses AS (
    SELECT substr(actor_id, 1, instr(actor_id, ':')) AS namespace, word, actor_id, form_type, n, line
    FROM (
        SELECT lower(form) AS word, actor_id, form_type, count(*) AS n, min(line) AS line
        FROM mentions
        WHERE form_type IS NOT NULL
        GROUP BY lower(form), actor_id, form_type
    ) AS counted
),
-- the type that the form of an actor has most often, or first; few have several
own AS (
    SELECT u.namespace, u.word, u.actor_id, u.form_type,
        row_number() OVER (PARTITION BY u.word, u.actor_id ORDER BY u.n DESC, u.line) AS place
    FROM uses AS u
    JOIN (SELECT word, actor_id FROM uses GROUP BY word, actor_id HAVING count(*) > 1) AS s
        ON s.word = u.word AND s.actor_id = u.actor_id
),
pronouns AS (
    SELECT namespace, word, sum(CASE WHEN form_type = 'pronoun' THEN n ELSE -n END) AS more
    FROM uses
    WHERE word IN (SELECT word FROM uses WHERE form_type = 'pronoun')
    GROUP BY namespace, word
),
odd AS (
    SELECT word, actor_id, form_type FROM own WHERE place > 1
    UNION
    SELECT u.word, u.actor_id, u.form_type
    FROM uses AS u
    JOIN pronouns AS p ON p.namespace = u.namespace AND p.word = u.word
    WHERE (u.form_type = 'pronoun') <> (p.more >= 0)
)
SELECT 'mentions', m.line, 'form_type', m.mention_id, concat(m.form, ' as ', m.form_type)
FROM odd AS o
JOIN mentions AS m ON m.actor_id = o.actor_id AND lower(m.form) = o.word AND m.form_type = o.form_type
