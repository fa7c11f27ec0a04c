SELECT id(ns, 'src', j + 1) AS source_id, 'op_ed' AS kind, sentence(b, 20) AS title, 'unverified' AS title_basis,
    id(ns, 'act', j * 20 + 1) AS author_id,
    CASE WHEN chance(b, 30, 80) THEN capital(phrase(b, 31)) END AS publisher,
    CASE WHEN publisher IS NULL THEN 'unknown' ELSE 'unverified' END AS publisher_basis,
    strftime(published(b), '%Y-%m-%d') AS published_edtf, published(b) AS published_earliest,
    published(b) AS published_latest, 'inferred' AS published_basis, 'en' AS language,
    concat('https://example.org/', ns, '/', j + 1) AS url, 'An invented article; there is no text.' AS rights,
    'ca-1' AS canonicalisation, passage_end(b, np - 1) AS characters, passage_end(b, np - 1) // 6 AS words,
    np AS passages, digest('source', b) AS sha256, j AS nth, ns
FROM articles
