-- what is drawn for a row depends on its number, a salt for the purpose, and the seed, and on nothing else
CREATE MACRO lot(ns, nth, salt, n) AS
    (hash(ns, CAST(nth AS BIGINT), CAST(salt AS BIGINT), CAST(getvariable('seed') AS BIGINT)) >> 1)::BIGINT % n;
CREATE MACRO draw(i, salt, n) AS
    (hash(CAST(i AS BIGINT), CAST(salt AS BIGINT), CAST(getvariable('seed') AS BIGINT)) >> 1)::BIGINT % n;
CREATE MACRO chance(i, salt, percent) AS draw(i, salt, 100) < percent;
CREATE MACRO one_of(list, i, salt) AS list[1 + draw(i, salt, len(list))];
-- the first codes of a list are drawn most often
CREATE MACRO code(list, i, salt) AS list[1 + draw(i, salt, 1000) * draw(i, salt, 1000) * len(list) // 1000000];
CREATE MACRO id(ns, prefix, n) AS concat(ns, ':', prefix, '-', format('{:03d}', CAST(n AS BIGINT)));
CREATE MACRO capital(t) AS upper(t[1]) || t[2:];
CREATE MACRO phrase(i, salt) AS one_of(getvariable('phrases'), i, salt);
CREATE MACRO sentence(i, salt) AS capital(concat_ws(' ', phrase(i, salt), phrase(i, salt + 1),
    CASE WHEN chance(i, salt + 2, 50) THEN phrase(i, salt + 3) END,
    CASE WHEN chance(i, salt + 4, 20) THEN phrase(i, salt + 5) END));
-- of what involves actors whom its evidence does not mention
CREATE MACRO remark(i, salt) AS sentence(i, salt + 1) || '.';
CREATE MACRO note(i, salt) AS CASE WHEN chance(i, salt, 6) THEN remark(i, salt) END;
CREATE MACRO digest(what, i) AS sha256(concat(what, ' ', i, ' ', getvariable('seed')));

-- articles: b counts them, and p their passages from 0; a passage is 80 to 198 characters long
CREATE MACRO published(b) AS DATE '1990-03-01' + CAST(draw(b, 1, 12000) AS INTEGER);
CREATE MACRO passage_end(b, p) AS 140 * (p + 1) + draw(b * 100 + p, 2, 60);
CREATE MACRO passage_start(b, p) AS CASE WHEN p = 0 THEN 0 ELSE passage_end(b, p - 1) + 1 END;
CREATE MACRO passage_hash(b, p) AS digest('passage', b * 100 + p);
CREATE MACRO words_before(b, p) AS CASE WHEN p = 0 THEN 0 ELSE passage_end(b, p - 1) // 6 END;

-- actors: the first of an article is its author; all names differ
CREATE MACRO initiator(b, g, na) AS 1 + draw(g, 3, na - 1);
CREATE MACRO name_number(i) AS i % len(getvariable('names')) * 7919 % len(getvariable('names'));
CREATE MACRO actor_name(i) AS concat_ws(' ', getvariable('names')[1 + name_number(i)],
    CASE WHEN i >= len(getvariable('names')) THEN getvariable('families')[1 + i // len(getvariable('names'))] END);

-- events: g counts them over the corpus
CREATE MACRO event_type(g) AS code(getvariable('event_type'), g, 4);

-- dates: x counts whatever may be dated; a statement that its event tells has the event's date
CREATE MACRO date_unit(x) AS CASE WHEN NOT chance(x, 5, 35) THEN NULL WHEN chance(x, 6, 60) THEN 'day'
    WHEN chance(x, 7, 50) THEN 'interval' WHEN chance(x, 8, 60) THEN 'month' ELSE 'year' END;
CREATE MACRO day_of(b, x) AS published(b) - CAST(1 + draw(x, 9, 60) AS INTEGER);
CREATE MACRO earliest(unit, day) AS CASE unit WHEN 'day' THEN day WHEN 'interval' THEN day - 6
    WHEN 'month' THEN make_date(year(day), month(day), 1) WHEN 'year' THEN make_date(year(day), 1, 1) END;
CREATE MACRO latest(unit, day) AS CASE unit WHEN 'month' THEN last_day(day) WHEN 'year' THEN make_date(year(day), 12, 31)
    ELSE CASE WHEN unit IS NOT NULL THEN day END END;
CREATE MACRO edtf(unit, day, x) AS CASE unit WHEN 'day' THEN strftime(day, '%Y-%m-%d')
    WHEN 'interval' THEN strftime(day - 6, '%Y-%m-%d') || '/' || strftime(day, '%Y-%m-%d')
    WHEN 'month' THEN strftime(day, '%Y-%m') || CASE WHEN chance(x, 10, 20) THEN '~' ELSE '' END
    WHEN 'year' THEN strftime(day, '%Y') || CASE WHEN chance(x, 10, 20) THEN '?' ELSE '' END END;
CREATE MACRO date_words(unit, day) AS CASE unit WHEN 'day' THEN strftime(day, 'on %-d %B')
    WHEN 'interval' THEN strftime(day - 6, 'in the week that began on %-d %B')
    WHEN 'month' THEN strftime(day, 'in %B') WHEN 'year' THEN strftime(day, 'in the course of %Y') END;
CREATE MACRO date_basis(unit, x) AS CASE WHEN unit IS NULL THEN 'none'
    ELSE one_of(['stated', 'year_inferred', 'year_inferred', 'relative'], x, 11) END;

-- the rows of the articles at hand, of which ``articles`` has one row each: its number b and its number j in its
-- package, the namespace ns, and how many events n, passages np, actors na, statements ns_, recommendations nr,
-- mentions nm and relations nl it has; its package has ``events`` in all
CREATE VIEW event_rows AS SELECT *, b * 100 + e AS g FROM (SELECT *, unnest(range(n)) AS e FROM articles);
CREATE VIEW dated_events AS SELECT *, date_unit(g) AS unit, day_of(b, g) AS day FROM event_rows;
CREATE VIEW statement_rows AS SELECT *, b * 100 + s AS i FROM (SELECT *, unnest(range(ns_)) AS s FROM articles);
CREATE VIEW voiced_statements AS SELECT *, chance(i, 12, 60) AS attributed,
    attributed AND chance(i, 13, 50) AS reported, 3 * s AS e, b * 100 + e AS g,
    CASE WHEN reported THEN g ELSE 100000000000 + i END AS x,
    CASE WHEN attributed THEN date_unit(x) END AS unit, day_of(b, x) AS day,
    CASE WHEN attributed THEN one_of(getvariable('cues'), i, 14) END AS cue
    FROM statement_rows;
CREATE VIEW recommendation_rows AS SELECT *, b * 5 + r AS i FROM (SELECT *, unnest(range(nr)) AS r FROM articles);
CREATE VIEW actor_rows AS SELECT *, b * 20 + a AS i FROM (SELECT *, unnest(range(na)) AS a FROM articles);
