SELECT id(ns, 'evt', j * 100 + e + 1) AS event_id, sentence(g, 60) AS label, event_type(g) AS event_type,
    code(getvariable('status'), g, 67) AS status,
    CASE WHEN status = 'not_done' OR chance(g, 68, 12) THEN 'negative' ELSE 'positive' END AS polarity,
    CASE WHEN e > 0 AND chance(g, 69, 8) THEN id(ns, 'evt', j * 100 + 1 + draw(g, 70, e)) END AS part_of_id,
    date_words(unit, day) AS date_text, edtf(unit, day, g) AS date_edtf, earliest(unit, day) AS date_earliest,
    latest(unit, day) AS date_latest, unit AS date_precision, date_basis(unit, g) AS date_basis,
    CASE WHEN chance(g, 71, 30) THEN capital(phrase(g, 72)) END AS place,
    remark(g, 73) AS note, j * 100 + e AS nth, ns
FROM dated_events
