SELECT id(k.ns, 'chk', k.j * 2 + k.c + 1) AS check_id, e.event_id AS record_id, 'event_type' AS field, e.event_type AS coded_value,
    capital(phrase(k.b * 2 + k.c, 160)) AS external_value,
    one_of(['agrees', 'agrees', 'refines', 'differs'], k.b * 2 + k.c, 161) AS agreement, capital(phrase(k.b * 2 + k.c, 162)) AS source_title,
    concat('https://example.org/', k.ns, '/', k.j + 1, '/', k.c + 1) AS source_url, note(k.b * 2 + k.c, 163) AS note, k.j * 2 + k.c AS nth, k.ns
FROM (SELECT *, unnest(range(2)) AS c FROM articles) AS k
JOIN events AS e ON e.b = k.b AND e.e = draw(k.b * 2 + k.c, 164, k.n)
