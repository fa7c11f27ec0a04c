SELECT id(ns, 'chk', j * 2 + c + 1) AS check_id, id(ns, 'evt', j * 100 + e + 1) AS record_id, 'event_type' AS field,
    event_type(b * 100 + e) AS coded_value, capital(phrase(b * 2 + c, 160)) AS external_value,
    one_of(['agrees', 'agrees', 'refines', 'differs'], b * 2 + c, 161) AS agreement, capital(phrase(b * 2 + c, 162)) AS source_title,
    concat('https://example.org/', ns, '/', j + 1, '/', c + 1) AS source_url, note(b * 2 + c, 163) AS note, j * 2 + c AS nth, ns
FROM (SELECT *, draw(b * 2 + c, 164, n) AS e FROM (SELECT *, unnest(range(2)) AS c FROM articles))
