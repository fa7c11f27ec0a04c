-- the basis of `followed` agrees with the links that it rests on
-- why: a reader could not tell what the article says from what only follows from it
-- remedy: run `coded-article build`, which works it out of the relations; if it is wrong then, correct these
-- since: 1.1
-- points at: the recommendation, at the basis of its outcome
-- reads: recommendations, advice_links
-- bad:
--   recommendations
--     recommendation_id | followed | followed_basis
--     rec-001           | no       | stated
--   advice_links
--     recommendation_id | followed | followed_basis
--     rec-001           | no       | implied
--   found: rec-001 followed_basis
-- good:
--   recommendations
--     recommendation_id | followed      | followed_basis
--     rec-001           | no            | stated
--     rec-002           | not_addressed |
--   advice_links
--     recommendation_id | followed      | followed_basis
--     rec-001           | no            | stated
--     rec-002           | not_addressed |
SELECT 'recommendations', r.line, 'followed_basis', r.recommendation_id,
    concat(coalesce(r.followed_basis, 'nothing'), ' for ', coalesce(l.followed_basis, 'nothing'))
FROM recommendations AS r
JOIN advice_links AS l ON l.recommendation_id = r.recommendation_id AND l.followed = r.followed
WHERE coalesce(r.followed_basis, '') <> coalesce(l.followed_basis, '')
