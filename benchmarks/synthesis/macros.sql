-- what is drawn for a row depends on its number, a salt for the purpose, and the seed, and on nothing else
CREATE MACRO lot(ns, nth, salt, n) AS
    (hash(ns, CAST(nth AS BIGINT), CAST(salt AS BIGINT), CAST(getvariable('seed') AS BIGINT)) >> 1)::BIGINT % n;
CREATE MACRO draw(i, salt, n) AS
    (hash(CAST(i AS BIGINT), CAST(salt AS BIGINT), CAST(getvariable('seed') AS BIGINT)) >> 1)::BIGINT % n;
CREATE MACRO chance(i, salt, percent) AS draw(i, salt, 100) < percent;
CREATE MACRO one_of(list, i, salt) AS list[1 + draw(i, salt, len(list))];
-- the first codes of a list are drawn most often
CREATE MACRO code(list, i, salt) AS list[1 + draw(i, salt, 1000) * draw(i, salt, 1000) * len(list) // 1000000];
-- no number, no id
CREATE MACRO id(ns, prefix, n) AS ns || ':' || prefix || '-' || format('{:03d}', CAST(n AS BIGINT));
CREATE MACRO capital(t) AS upper(t[1]) || t[2:];
CREATE MACRO phrase(i, salt) AS one_of(getvariable('phrases'), i, salt);
CREATE MACRO sentence(i, salt) AS capital(concat_ws(' ', phrase(i, salt), phrase(i, salt + 1),
    CASE WHEN chance(i, salt + 2, 50) THEN phrase(i, salt + 3) END,
    CASE WHEN chance(i, salt + 4, 20) THEN phrase(i, salt + 5) END));
CREATE MACRO remark(i, salt) AS sentence(i, salt + 1) || '.';
CREATE MACRO note(i, salt) AS CASE WHEN chance(i, salt, 6) THEN remark(i, salt) END;
-- what is in no other row of its package or, if the number is of an article, of its article
CREATE MACRO numbered(i, salt, number) AS concat(sentence(i, salt), ' ', number);
CREATE MACRO digest(what, i) AS sha256(concat(what, ' ', i, ' ', getvariable('seed')));

-- the table ``articles`` has a row for each article at hand: its number b and its number j in its package, the
-- namespace ns, and how many events n, passages np (nq without the credit line), actors na, statements ns_,
-- recommendations nr, mentions nm and relations nl it has; its package has ``events`` in all.
-- p counts the passages from 0; a passage is 80 to 198 characters long
CREATE MACRO published(b) AS DATE '1990-03-01' + CAST(draw(b, 1, 12000) AS INTEGER);
CREATE MACRO passage_end(b, p) AS 140 * (p + 1) + draw(b * 100 + p, 2, 60);
CREATE MACRO passage_start(b, p) AS CASE WHEN p = 0 THEN 0 ELSE passage_end(b, p - 1) + 1 END;
CREATE MACRO passage_hash(b, p) AS digest('passage', b * 100 + p);
CREATE MACRO words_before(b, p) AS CASE WHEN p = 0 THEN 0 ELSE passage_end(b, p - 1) // 6 END;

-- actors: the first of an article is its author; all names differ, and the first of a package that are states have one
-- country each, until there are no more
CREATE MACRO name_number(i) AS i % len(getvariable('names')) * 7919 % len(getvariable('names'));
CREATE MACRO actor_name(i) AS concat_ws(' ', getvariable('names')[1 + name_number(i)],
    CASE WHEN i >= len(getvariable('names')) THEN getvariable('families')[1 + i // len(getvariable('names'))] END);
CREATE MACRO actor_type(i, a) AS CASE WHEN a = 0 THEN 'person' ELSE code(getvariable('actor_type'), i, 40) END;
CREATE MACRO country(i, nth, kind) AS CASE WHEN kind = 'intergovernmental_body' OR NOT chance(i, 43, 60) THEN NULL
    WHEN kind = 'state' THEN getvariable('countries')[1 + nth] ELSE one_of(getvariable('countries'), i, 44) END;
CREATE MACRO belongs(kind, whole) AS CASE whole WHEN 'person' THEN false WHEN 'officials' THEN kind IN ('person', 'officials')
    WHEN 'population' THEN kind IN ('person', 'officials', 'population') WHEN 'state' THEN kind <> 'intergovernmental_body'
    WHEN 'government' THEN kind NOT IN ('state', 'intergovernmental_body', 'population')
    WHEN 'public_body' THEN kind NOT IN ('state', 'intergovernmental_body', 'population', 'government')
    WHEN 'research_organisation' THEN kind NOT IN ('state', 'intergovernmental_body', 'government') ELSE true END;

-- relations: l counts them in an article; the first end of one is among the first three events of its stretch of six,
-- which are told as past and are dated before the last three
CREATE MACRO predicate(b, l) AS CASE l % 5 WHEN 2 THEN one_of(['echoes', 'supports'], b * 15 + l, 130) WHEN 3 THEN 'calls_for'
    WHEN 4 THEN one_of(['criticises', 'criticises', 'carries_out', 'alternative_to'], b * 15 + l, 130)
    ELSE code(['causes', 'announces', 'responds_to', 'precedes', 'contradicts'], b * 15 + l, 130) END;
CREATE MACRO first_end(b, l) AS draw(b * 15 + l, 132, 3);
CREATE MACRO last_end(b, l) AS 3 + draw(b * 15 + l, 133, 3);
CREATE MACRO early(e) AS e % 6 < 3;

-- advice: r counts it in an article; each piece calls for one event at most
CREATE MACRO caller(nr, l) AS nr - 1 - l // 5;
CREATE MACRO advised(b, r) AS one_of(['do', 'do', 'do_not'], b * 5 + r, 108);

-- events: what takes place is no part of what did not, or is still to come
CREATE MACRO part_of(status, whole) AS CASE
    WHEN status = 'counterfactual' OR whole IN ('occurred', 'ongoing', 'reported') THEN true
    WHEN whole = 'announced' THEN status IN ('announced', 'reported')
    WHEN whole IN ('not_done', 'counterfactual') THEN status = 'not_done' END;

-- dates: x counts whatever may be dated; a statement that its event tells has the event's date
CREATE MACRO date_unit(x) AS CASE WHEN NOT chance(x, 5, 35) THEN NULL WHEN chance(x, 6, 60) THEN 'day'
    WHEN chance(x, 7, 50) THEN 'interval' WHEN chance(x, 8, 60) THEN 'month' ELSE 'year' END;
CREATE MACRO past_day(b, e, x) AS published(b) - CAST(1 + draw(x, 9, 30) + CASE WHEN early(e) THEN 30 ELSE 0 END AS INTEGER);
CREATE MACRO earliest(unit, day) AS CASE unit WHEN 'day' THEN day WHEN 'interval' THEN day - 6
    WHEN 'month' THEN make_date(year(day), month(day), 1) WHEN 'year' THEN make_date(year(day), 1, 1) END;
CREATE MACRO latest(unit, day) AS CASE unit WHEN 'month' THEN last_day(day) WHEN 'year' THEN make_date(year(day), 12, 31)
    ELSE CASE WHEN unit IS NOT NULL THEN day END END;
CREATE MACRO edtf(unit, day, x) AS CASE unit WHEN 'day' THEN strftime(day, '%Y-%m-%d')
    WHEN 'interval' THEN strftime(day - 6, '%Y-%m-%d') || '/' || strftime(day, '%Y-%m-%d')
    WHEN 'month' THEN strftime(day, '%Y-%m') || CASE WHEN chance(x, 10, 20) THEN '~' ELSE '' END
    WHEN 'year' THEN strftime(day, '%Y') || CASE WHEN chance(x, 10, 20) THEN '?' ELSE '' END END;
-- a year is never inferred where the words give it
CREATE MACRO date_basis(unit, x) AS CASE WHEN unit IS NULL THEN 'none' WHEN unit = 'year' THEN one_of(['stated', 'stated', 'relative'], x, 11)
    ELSE one_of(['stated', 'year_inferred', 'year_inferred', 'relative'], x, 11) END;
CREATE MACRO date_words(basis, unit, day, x) AS CASE WHEN basis = 'relative' 
        THEN one_of(['some time before', 'a little later', 'on the eve of the talks'], x, 15)
    WHEN unit = 'year' THEN strftime(day, 'in the course of %Y')
    ELSE CASE unit WHEN 'day' THEN strftime(day, 'on %-d %B') WHEN 'interval' THEN strftime(day - 6, 'in the week that began on %-d %B')
        WHEN 'month' THEN strftime(day, 'in %B') END || CASE WHEN basis = 'stated' THEN strftime(earliest(unit, day), ' %Y') ELSE '' END END;

-- passages: the one of the k-th of n records, which share none
CREATE MACRO spread(k, n, nq) AS k * nq // n;

