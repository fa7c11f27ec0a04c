SELECT v.record_id, v.part, v.passage_id, p.section, p.paragraph, p."start" + v."start" AS "first",
    p."start" + v."end" AS "last"
FROM evidence AS v JOIN passages AS p ON p.passage_id = v.passage_id
ORDER BY v.record_id, "first", "last", v.evidence_id
