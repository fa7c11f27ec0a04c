-- Where in the article does each record rest?
-- A row for each span of evidence.
-- record_id: evidence.record_id
-- label: Words of the record: label, proposition or action.
-- part: evidence.part
-- passage_id: evidence.passage_id
-- section: passages.section
-- paragraph: passages.paragraph
-- first (integer): Start of the span in the canonical text, in code points counted from 0.
-- last (integer): End of the span in the canonical text, exclusive, in code points counted from 0.
WITH worded AS (
    SELECT recommendation_id AS record_id, action AS words FROM recommendations
    UNION ALL
    SELECT statement_id, proposition FROM statements
    UNION ALL
    SELECT event_id, label FROM events
)
SELECT v.record_id, w.words AS label, v.part, v.passage_id, p.section, p.paragraph, p."start" + v."start" AS "first",
    p."start" + v."end" AS "last"
FROM evidence AS v JOIN passages AS p ON p.passage_id = v.passage_id
LEFT JOIN worded AS w ON w.record_id = v.record_id
ORDER BY v.record_id, "first", "last", v.evidence_id
