-- with what the other tables need: the numbers of the event, and its initiator
WITH related AS (
    SELECT *, CASE WHEN l < nl THEN predicate(b, l) END AS predicate,
        CASE e % 6 WHEN first_end(b, l) THEN 'first' WHEN last_end(b, l) THEN 'last' END AS slot
    FROM (SELECT *, b * 100 + e AS g, e // 6 AS l FROM (SELECT *, unnest(range(n)) AS e FROM articles))
),
told AS (
    SELECT *, CASE
            WHEN predicate = 'calls_for' AND slot = 'last' THEN 'counterfactual'
            WHEN predicate IN ('announces', 'carries_out') AND slot = 'first'
                THEN one_of(['occurred', 'occurred', 'ongoing', 'reported'], g, 67)
            WHEN predicate = 'responds_to' AND slot = 'last'
                THEN one_of(['occurred', 'announced', 'ongoing', 'reported'], g, 67)
            WHEN early(e) THEN code(getvariable('past'), g, 67)
            ELSE code(getvariable('told'), g, 67) END AS status
    FROM related
),
dated AS MATERIALIZED (
    SELECT *, date_unit(g) AS unit, date_basis(unit, g) AS date_basis,
        CASE WHEN status = 'announced' THEN published(b) + CAST(draw(g, 9, 60) AS INTEGER) ELSE past_day(b, e, g) END AS day,
        earliest(unit, day) AS date_earliest, latest(unit, day) AS date_latest
    FROM told
)
SELECT id(p.ns, 'evt', p.j * 100 + p.e + 1) AS event_id, numbered(p.g, 60, p.j * 100 + p.e + 1) AS label,
    CASE WHEN p.predicate = 'announces' AND p.slot = 'first' AND chance(p.g, 74, 60) THEN 'meeting_announcement'
        ELSE code(getvariable('act'), p.g, 4) END AS event_type,
    p.status,
    CASE WHEN p.status = 'counterfactual'
            THEN CASE advised(p.b, caller(p.nr, p.l)) WHEN 'do' THEN 'positive' ELSE 'negative' END
        WHEN p.status = 'not_done' THEN 'negative'
        WHEN p.status IN ('announced', 'reported') AND coalesce(p.predicate NOT IN ('announces', 'carries_out'), true)
            AND chance(p.g, 68, 25) THEN 'negative'
        ELSE 'positive' END AS polarity,
    CASE WHEN part_of(p.status, w.status)
        AND coalesce(p.date_earliest >= w.date_earliest AND p.date_latest <= w.date_latest, true)
        THEN id(w.ns, 'evt', w.j * 100 + w.e + 1) END AS part_of_id,
    date_words(p.date_basis, p.unit, p.day, p.g) AS date_text, edtf(p.unit, p.day, p.g) AS date_edtf, p.date_earliest,
    p.date_latest, p.unit AS date_precision, p.date_basis,
    CASE WHEN chance(p.g, 71, 30) THEN capital(phrase(p.g, 72)) END AS place,
    remark(p.g, 73) AS note, p.j * 100 + p.e AS nth, p.ns, p.b, p.j, p.e, p.g, p.na, p.nq,
    1 + draw(p.g, 3, p.na - 1) AS initiator
FROM dated AS p
LEFT JOIN dated AS w ON p.e > 0 AND chance(p.g, 69, 12) AND w.b = p.b AND w.e = draw(p.g, 70, greatest(p.e, 1))
