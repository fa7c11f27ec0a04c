SELECT id(ns, 'stm', j * 30 + s + 1) AS statement_id,
    id(ns, 'act', j * 20 + 1 + CASE WHEN reported THEN initiator(b, g, na) WHEN attributed THEN 1 + draw(i, 80, na - 1) ELSE 0 END) AS speaker_id,
    CASE WHEN attributed THEN 'attributed' ELSE 'author' END AS voice,
    CASE WHEN attributed THEN one_of(['indirect', 'indirect', 'indirect', 'mixed', 'direct'], i, 81) ELSE 'own_voice' END AS quotation_type,
    CASE WHEN attributed THEN code(getvariable('claim_type'), i, 82)
         ELSE one_of(['evaluative', 'factual', 'causal', 'factual', 'predictive', 'normative'], i, 83) END AS claim_type,
    cue, CASE WHEN quotation_type IN ('mixed', 'direct') THEN phrase(i, 84) END AS quoted_words,
    sentence(i, 85) || '.' AS proposition, code(getvariable('topic'), i, 92) AS topic,
    CASE WHEN chance(i, 93, 30) THEN id(ns, 'act', j * 20 + 1 + draw(i, 94, na)) END AS target_id,
    CASE WHEN target_id IS NOT NULL THEN one_of(['negative', 'negative', 'positive'], i, 95) END AS valence,
    CASE WHEN reported THEN id(ns, 'evt', j * 100 + e + 1) END AS event_id,
    date_words(unit, day) AS date_text, edtf(unit, day, x) AS date_edtf, earliest(unit, day) AS date_earliest,
    latest(unit, day) AS date_latest, unit AS date_precision, date_basis(unit, x) AS date_basis,
    remark(i, 96) AS note, j * 30 + s AS nth, ns
FROM voiced_statements
