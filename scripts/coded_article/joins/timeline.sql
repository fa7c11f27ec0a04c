-- Who did what, and when?
-- All events: the dated in time, then the undated in the article's order. Filter `status` for what took place.
-- event_id: events.event_id
-- date_earliest: events.date_earliest
-- date_latest: events.date_latest
-- date_edtf: events.date_edtf
-- label: events.label
-- participants: Those who take part, each with the role, initiators first, joined by "; ".
-- status: events.status
-- polarity: events.polarity
-- event_type: events.event_type
-- part_of_id: events.part_of_id
-- date_text: events.date_text
-- date_precision: events.date_precision
-- date_basis: events.date_basis
-- place: events.place
-- note: events.note
-- ordinal (integer): Number of the first passage that the event rests on, counted from 1 in the article's order.
WITH taking_part AS (
    SELECT DISTINCT i.record_id,
        group_concat(a.name || ' (' || i.role || ')', '; ') OVER (
            PARTITION BY i.record_id
            ORDER BY CASE i.role WHEN 'initiator' THEN 0 ELSE 1 END, i.actor_id, i.role
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS participants
    FROM involvements AS i JOIN actors AS a ON a.actor_id = i.actor_id
), placed AS (
    SELECT v.record_id, min(p.ordinal) AS ordinal
    FROM evidence AS v JOIN passages AS p ON p.passage_id = v.passage_id
    GROUP BY v.record_id
)
SELECT e.event_id, e.date_earliest, e.date_latest, e.date_edtf, e.label, t.participants, e.status, e.polarity,
    e.event_type, e.part_of_id, e.date_text, e.date_precision, e.date_basis, e.place, e.note, placed.ordinal
FROM events AS e
LEFT JOIN taking_part AS t ON t.record_id = e.event_id
LEFT JOIN placed ON placed.record_id = e.event_id
ORDER BY e.date_earliest NULLS LAST, e.date_latest NULLS LAST, placed.ordinal NULLS LAST, e.event_id
