-- by the time that the package is released, an event has the roles without which its type makes no sense
-- why: a request that nobody is asked, or a call of one party, is half coded, and half missing in every network
-- remedy: add the involvement, or choose another type; of a type of your own, correct what it needs in data/codes.csv
-- points at: the event, at its type
-- reads: events, code_needs, involvements, package
-- bad:
--   events
--     event_id  | event_type
--     a:evt-001 | request
--     a:evt-002 | phone_call
--   code_needs
--     vocabulary | code       | need                    | role      | least
--     event_type | request    | addressee               | addressee | 1
--     event_type | phone_call | initiator/participant:2 | initiator | 2
--     event_type | phone_call | initiator/participant:2 | addressee | 2
--   involvements
--     record_id | actor_id | role
--     a:evt-001 | act-001  | initiator
--     a:evt-002 | act-001  | initiator
--   package
--     namespace | released
--     a:        | true
--   found: a:evt-001 event_type
--   found: a:evt-002 event_type
-- good:
--   events
--     event_id  | event_type
--     a:evt-001 | request
--     a:evt-002 | phone_call
--     a:evt-003 | festival
--   code_needs
--     vocabulary | code       | need                    | role      | least
--     event_type | request    | addressee               | addressee | 1
--     event_type | phone_call | initiator/participant:2 | initiator | 2
--     event_type | phone_call | initiator/participant:2 | addressee | 2
--   involvements
--     record_id | actor_id | role
--     a:evt-001 | act-002  | addressee
--     a:evt-002 | act-001  | initiator
--     a:evt-002 | act-002  | addressee
--   package
--     namespace | released
--     a:        | true
WITH lacking AS (
    SELECT e.line, n.need
    FROM events AS e
    JOIN code_needs AS n ON n.vocabulary = 'event_type' AND n.code = e.event_type
    LEFT JOIN involvements AS i ON i.record_id = e.event_id AND i.role = n.role
    GROUP BY e.line, n.need
    -- `role-conflict` reports an actor who has two of the roles
    HAVING count(i.actor_id) < min(n.least)
)
SELECT 'events', e.line, 'event_type', e.event_id, concat(e.event_type, ' without ', l.need)
FROM lacking AS l
JOIN events AS e ON e.line = l.line
JOIN package AS k ON k.namespace = substr(e.event_id, 1, instr(e.event_id, ':'))
WHERE k.released
