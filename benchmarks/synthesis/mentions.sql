-- the first mentions of an article are one of each actor
WITH mentioned AS (
    SELECT *, b * 60 + m AS i, CASE WHEN m < na THEN m ELSE 1 + draw(b * 60 + m, 150, na - 1) * draw(b * 60 + m, 151, na - 1) // (na - 1) END AS a,
        code(['name', 'description', 'title', 'metonym', 'adjective'], b * 60 + m, 152) AS form_type
    FROM (SELECT *, unnest(range(nm)) AS m FROM articles)
),
-- names and seats are of one actor alone
formed AS (
    SELECT *, CASE form_type WHEN 'name' THEN actor_name(b * 20 + a) WHEN 'metonym' THEN 'the seat of ' || actor_name(b * 20 + a)
            ELSE phrase(i, 154) END AS form
    FROM mentioned
)
SELECT id(ns, 'men', j * 60 + m + 1) AS mention_id, id(ns, 'act', j * 20 + a + 1) AS actor_id, id(ns, 'psg', j * 60 + m % nq + 1) AS passage_id,
    draw(i, 153, 15) AS start, start + length(form) AS "end",
    form, form_type, j * 60 + m AS nth, ns
FROM formed
