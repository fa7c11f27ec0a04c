-- whether advice was followed agrees with what it criticises, calls for or is carried out by, or else with its parts
-- why: the row would say that the advice was followed, and the events that it was not
-- remedy: run `coded-article build`, which works it out of the relations; if it is wrong then, correct these
-- since: 1.1
-- points at: the recommendation, at its outcome
-- reads: recommendations, advice_links
-- bad:
--   recommendations
--     recommendation_id | followed
--     rec-001           | yes
--   advice_links
--     recommendation_id | followed
--     rec-001           | no
--   found: rec-001 followed
-- good:
--   recommendations
--     recommendation_id | followed
--     rec-001           | no
--   advice_links
--     recommendation_id | followed
--     rec-001           | no
SELECT 'recommendations', r.line, 'followed', r.recommendation_id, concat(r.followed, ' for ', l.followed)
FROM recommendations AS r
JOIN advice_links AS l ON l.recommendation_id = r.recommendation_id
WHERE r.followed <> l.followed
