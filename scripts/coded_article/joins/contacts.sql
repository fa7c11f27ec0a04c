-- In which order was whom to be contacted, and in which order were they?
-- For each piece of advice whose parts are steps: the steps, what else is to come before one of them, the contacts that
-- the article reports (the conduct that the steps criticise and all that follows it), and whom it reports no contact with.
-- parent_id: recommendations.recommendation_id
-- side: Which of the two orders: advised (a step), before (other advice, to come before the step in this place),
-- side: reported (a contact), or missing (a step with people of whose contact the article reports nothing).
-- place (integer): Place in its order, from 1. Contacts in one place have no order among them; missing for the missing.
-- record_id: Id of the recommendation or of the event.
-- contact: Words of the record: action or label.
-- who: Names of those to be contacted, or in contact, joined by "; "; of the missing, those of whom nothing is reported.
-- without: Names of those left out of the contact, joined by "; ".
-- status: events.status
-- followed: recommendations.followed
WITH RECURSIVE steps AS (
    SELECT r.recommendation_id, coalesce(r.parent_id, '') AS parent_id,
        row_number() OVER (PARTITION BY r.parent_id ORDER BY r.step, r.recommendation_id) AS place,
        count(*) OVER (PARTITION BY r.parent_id) AS siblings
    FROM recommendations AS r WHERE r.step IS NOT NULL
), advised AS (
    SELECT recommendation_id, parent_id, place FROM steps WHERE siblings > 1
), owned AS (
    -- whose advice a record is: a recommendation its own, the event that it calls for too
    SELECT recommendation_id AS record_id, recommendation_id FROM recommendations
    UNION
    SELECT object_id, min(subject_id) FROM relations WHERE predicate = 'calls_for' GROUP BY object_id
), before AS (
    SELECT DISTINCT earlier.recommendation_id, a.parent_id, a.place
    FROM relations AS r
    JOIN owned AS earlier ON earlier.record_id = r.subject_id
    JOIN owned AS later ON later.record_id = r.object_id
    JOIN advised AS a ON a.recommendation_id = later.recommendation_id
    WHERE r.predicate = 'precedes' AND NOT EXISTS (
        SELECT 1 FROM advised AS b
        WHERE b.recommendation_id = earlier.recommendation_id AND b.parent_id = a.parent_id
    )
), happened AS (
    SELECT event_id FROM events WHERE status NOT IN ('not_done', 'counterfactual')
), chained AS (
    SELECT a.parent_id, h.event_id, 1 AS place
    FROM advised AS a
    JOIN owned AS o ON o.recommendation_id = a.recommendation_id
    JOIN relations AS r ON r.subject_id = o.record_id AND r.predicate IN ('criticises', 'alternative_to')
    JOIN happened AS h ON h.event_id = r.object_id
    UNION
    SELECT c.parent_id, h.event_id, c.place + 1
    FROM chained AS c
    JOIN relations AS r ON r.subject_id = c.event_id AND r.predicate = 'precedes'
    JOIN happened AS h ON h.event_id = r.object_id
    WHERE c.place < (SELECT count(*) FROM events)
), reported AS (
    SELECT parent_id, event_id, max(place) AS place FROM chained GROUP BY parent_id, event_id
), callers AS (
    SELECT DISTINCT a.parent_id, i.actor_id
    FROM advised AS a JOIN involvements AS i ON i.record_id = a.recommendation_id AND i.role = 'initiator'
), meant AS (
    SELECT DISTINCT a.parent_id, a.recommendation_id AS record_id, i.actor_id
    FROM advised AS a JOIN involvements AS i ON i.record_id = a.recommendation_id
    WHERE i.role IN ('addressee', 'target', 'participant')
    UNION
    SELECT r.parent_id, r.event_id, i.actor_id
    FROM reported AS r JOIN involvements AS i ON i.record_id = r.event_id
    LEFT JOIN callers AS c ON c.parent_id = r.parent_id AND c.actor_id = i.actor_id
    WHERE i.role IN ('addressee', 'target', 'participant') AND c.actor_id IS NULL
), excluded AS (
    SELECT DISTINCT r.parent_id, r.event_id AS record_id, i.actor_id
    FROM reported AS r
    JOIN events AS e ON e.event_id = r.event_id OR e.part_of_id = r.event_id
    JOIN involvements AS i ON i.record_id = e.event_id AND i.role = 'excluded'
), absent AS (
    SELECT m.parent_id, m.record_id, m.actor_id
    FROM meant AS m JOIN advised AS a ON a.recommendation_id = m.record_id AND a.parent_id = m.parent_id
    WHERE NOT EXISTS (
        SELECT 1 FROM meant AS n JOIN reported AS r ON r.event_id = n.record_id AND r.parent_id = n.parent_id
        WHERE n.parent_id = m.parent_id AND n.actor_id = m.actor_id
    )
), named AS (
    SELECT DISTINCT kind, parent_id, record_id,
        group_concat(name, '; ') OVER (
            PARTITION BY kind, parent_id, record_id ORDER BY actor_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS names
    FROM (
        SELECT 'with' AS kind, m.parent_id, m.record_id, a.actor_id, a.name
        FROM meant AS m JOIN actors AS a ON a.actor_id = m.actor_id
        UNION ALL
        SELECT 'without', x.parent_id, x.record_id, a.actor_id, a.name
        FROM excluded AS x JOIN actors AS a ON a.actor_id = x.actor_id
        UNION ALL
        SELECT 'missing', n.parent_id, n.record_id, a.actor_id, a.name
        FROM absent AS n JOIN actors AS a ON a.actor_id = n.actor_id
    ) AS listed
), sides AS (
    SELECT parent_id, 'advised' AS side, 1 AS number, place, recommendation_id AS record_id, 'with' AS kind FROM advised
    UNION ALL
    SELECT parent_id, 'before', 2, place, recommendation_id, '' FROM before
    UNION ALL
    SELECT parent_id, 'reported', 3, place, event_id, 'with' FROM reported
    UNION ALL
    SELECT DISTINCT parent_id, 'missing', 4, NULL, record_id, 'missing' FROM absent
)
SELECT nullif(s.parent_id, '') AS parent_id, s.side, s.place, s.record_id, coalesce(r.action, e.label) AS contact,
    w.names AS who, o.names AS "without", e.status, r.followed
FROM sides AS s
LEFT JOIN recommendations AS r ON r.recommendation_id = s.record_id
LEFT JOIN events AS e ON e.event_id = s.record_id
LEFT JOIN named AS w ON w.kind = s.kind AND w.parent_id = s.parent_id AND w.record_id = s.record_id
LEFT JOIN named AS o
    ON o.kind = 'without' AND s.side = 'reported' AND o.parent_id = s.parent_id AND o.record_id = s.record_id
ORDER BY s.parent_id, s.number, coalesce(s.place, 999), s.record_id
