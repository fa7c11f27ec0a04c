-- every third event of an article may be the speech act of a statement, which then has its date and its initiator
WITH voiced AS (
    SELECT *, chance(i, 12, 60) AS attributed, CASE WHEN attributed AND chance(i, 13, 75) THEN act END AS event_id,
        CASE WHEN NOT attributed THEN 0 WHEN event_id IS NOT NULL THEN initiator ELSE 1 + draw(i, 80, na - 1) END AS speaker,
        -- what echoes another is of its topic
        echoes AND s % 2 = 1 AS echo,
        CASE WHEN event_id IS NOT NULL THEN g ELSE 100000000000 + i END AS x,
        CASE WHEN attributed THEN date_unit(x) END AS unit, past_day(b, 3 * s, x) AS day, date_basis(unit, x) AS date_basis,
        CASE WHEN NOT echoes AND chance(i, 93, 32) THEN nullif(draw(i, 94, na), speaker) END AS target
    FROM (
        SELECT *, b * 100 + s AS i, s // 2 < nl AND predicate(b, s // 2) = 'echoes' AS echoes
        FROM (SELECT *, unnest(range(ns_)) AS s FROM articles)
    )
    LEFT JOIN (
        SELECT g, event_id AS act, initiator
        FROM events
        WHERE polarity = 'positive' AND status IN ('occurred', 'ongoing', 'reported')
    ) ON g = b * 100 + 3 * s
)
SELECT id(ns, 'stm', j * 30 + s + 1) AS statement_id, id(ns, 'act', j * 20 + 1 + speaker) AS speaker_id,
    CASE WHEN attributed THEN 'attributed' ELSE 'author' END AS voice,
    CASE WHEN attributed THEN one_of(['indirect', 'indirect', 'indirect', 'mixed', 'direct'], i, 81) ELSE 'own_voice' END AS quotation_type,
    CASE WHEN attributed THEN code(getvariable('claim_type'), i, 82)
         ELSE one_of(['evaluative', 'factual', 'causal', 'factual', 'predictive', 'normative'], i, 83) END AS claim_type,
    CASE WHEN attributed THEN one_of(getvariable('cues'), i, 14) END AS cue,
    CASE WHEN quotation_type IN ('mixed', 'direct') THEN phrase(i, 84) END AS quoted_words,
    numbered(i, 85, s + 1) || '.' AS proposition,
    code(getvariable('topic'), CASE WHEN echo THEN i - 1 ELSE i END, 92) AS topic,
    id(ns, 'act', j * 20 + 1 + target) AS target_id,
    CASE WHEN target IS NOT NULL THEN one_of(['negative', 'negative', 'positive'], i, 95) END AS valence,
    event_id,
    date_words(date_basis, unit, day, x) AS date_text, edtf(unit, day, x) AS date_edtf, earliest(unit, day) AS date_earliest,
    latest(unit, day) AS date_latest, unit AS date_precision, date_basis,
    remark(i, 96) AS note, j * 30 + s AS nth, ns, b, j, s, i, na, nq, ns_, attributed, speaker, target
FROM voiced
