-- What was recommended, and what was done?
-- The tree of advice from the top, parents before children: a row for each recommendation and conduct that it criticises.
-- Then, without advice, the conduct that statements alone criticise.
-- recommendation_id: recommendations.recommendation_id
-- depth (integer): Place in the tree of advice: 0 for the root, 1 for its children.
-- principle: recommendations.principle
-- step: recommendations.step
-- action: recommendations.action
-- polarity: recommendations.polarity
-- temporality: recommendations.temporality
-- explicitness: recommendations.explicitness
-- followed: recommendations.followed
-- followed_basis: recommendations.followed_basis
-- conduct_id: events.event_id
-- conduct_basis: relations.basis
-- conduct: Label of the event that the advice criticises; missing where it criticises none.
-- conduct_status: events.status
-- conduct_polarity: events.polarity
-- criticism: What statements say against that conduct: their propositions, joined by "; ".
-- called_for_id: events.event_id
-- called_for: Label of the event that would have carried the advice out.
-- grounds: Why the author advises it: propositions and labels, joined by "; ".
WITH RECURSIVE tree AS (
    SELECT recommendation_id, 0 AS depth, printf('%09d', coalesce(step, 999999999)) || recommendation_id AS place
    FROM recommendations WHERE parent_id IS NULL
    UNION ALL
    SELECT r.recommendation_id, tree.depth + 1,
        tree.place || '/' || printf('%09d', coalesce(r.step, 999999999)) || r.recommendation_id
    FROM recommendations AS r JOIN tree ON r.parent_id = tree.recommendation_id
), grounded AS (
    SELECT DISTINCT r.object_id,
        group_concat(coalesce(s.proposition, e.label), '; ') OVER (
            PARTITION BY r.object_id ORDER BY r.relation_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS grounds
    FROM relations AS r
    LEFT JOIN statements AS s ON s.statement_id = r.subject_id
    LEFT JOIN events AS e ON e.event_id = r.subject_id
    WHERE r.predicate = 'supports'
), criticised AS (
    SELECT DISTINCT r.object_id,
        group_concat(s.proposition, '; ') OVER (
            PARTITION BY r.object_id ORDER BY r.relation_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS criticism,
        max(r.basis) OVER (PARTITION BY r.object_id) AS basis -- stated, where one of them is
    FROM relations AS r JOIN statements AS s ON s.statement_id = r.subject_id
    WHERE r.predicate = 'criticises'
), related AS (
    SELECT r.relation_id, r.subject_id, r.predicate, r.basis, e.event_id, e.label, e.status, e.polarity
    FROM relations AS r JOIN events AS e ON e.event_id = r.object_id
)
SELECT recommendation_id, depth, principle, step, action, polarity, temporality, explicitness, followed,
    followed_basis, conduct_id, conduct_basis, conduct, conduct_status, conduct_polarity, criticism, called_for_id,
    called_for, grounds
FROM (
    SELECT r.recommendation_id, tree.depth, r.principle, r.step, r.action, r.polarity, r.temporality, r.explicitness,
        r.followed, r.followed_basis, conduct.event_id AS conduct_id, conduct.basis AS conduct_basis,
        conduct.label AS conduct, conduct.status AS conduct_status, conduct.polarity AS conduct_polarity,
        criticised.criticism, called_for.event_id AS called_for_id, called_for.label AS called_for, grounded.grounds,
        tree.place, conduct.relation_id AS first_link, called_for.relation_id AS second_link
    FROM tree
    JOIN recommendations AS r ON r.recommendation_id = tree.recommendation_id
    LEFT JOIN grounded ON grounded.object_id = r.recommendation_id
    LEFT JOIN related AS conduct ON conduct.subject_id = r.recommendation_id AND conduct.predicate = 'criticises'
    LEFT JOIN criticised ON criticised.object_id = conduct.event_id
    LEFT JOIN related AS called_for
        ON called_for.subject_id = r.recommendation_id AND called_for.predicate = 'calls_for'
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, e.event_id, criticised.basis, e.label, e.status,
        e.polarity, criticised.criticism, NULL, NULL, NULL, NULL, e.event_id, NULL
    FROM criticised JOIN events AS e ON e.event_id = criticised.object_id
    WHERE NOT EXISTS (
        SELECT 1 FROM related AS r JOIN recommendations AS a ON a.recommendation_id = r.subject_id
        WHERE r.predicate = 'criticises' AND r.event_id = e.event_id
    )
) AS lined_up
ORDER BY place NULLS LAST, first_link, second_link
