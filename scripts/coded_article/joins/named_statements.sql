-- Who says what of whom?
-- All statements, with names. What nobody uttered, such as a wish, has the `quotation_type` ascribed.
-- statement_id: statements.statement_id
-- speaker_id: statements.speaker_id
-- speaker: Name of the speaker.
-- voice: statements.voice
-- quotation_type: statements.quotation_type
-- claim_type: statements.claim_type
-- cue: statements.cue
-- quoted_words: statements.quoted_words
-- proposition: statements.proposition
-- topic: statements.topic
-- target_id: statements.target_id
-- target: Name of the actor that the statement judges.
-- valence: statements.valence
-- event_id: statements.event_id
-- date_text: statements.date_text
-- date_edtf: statements.date_edtf
-- date_earliest: statements.date_earliest
-- date_latest: statements.date_latest
-- date_precision: statements.date_precision
-- date_basis: statements.date_basis
-- note: statements.note
-- addressees: Names of those whom the statement addresses, joined by "; ".
WITH addressed AS (
    SELECT DISTINCT i.record_id,
        group_concat(a.name, '; ') OVER (
            PARTITION BY i.record_id ORDER BY i.actor_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS addressees
    FROM involvements AS i JOIN actors AS a ON a.actor_id = i.actor_id
    WHERE i.role = 'addressee'
)
SELECT s.statement_id, s.speaker_id, speaker.name AS speaker, s.voice, s.quotation_type, s.claim_type, s.cue,
    s.quoted_words, s.proposition, s.topic, s.target_id, target.name AS target, s.valence, s.event_id, s.date_text,
    s.date_edtf, s.date_earliest, s.date_latest, s.date_precision, s.date_basis, s.note, addressed.addressees
FROM statements AS s
LEFT JOIN actors AS speaker ON speaker.actor_id = s.speaker_id
LEFT JOIN actors AS target ON target.actor_id = s.target_id
LEFT JOIN addressed ON addressed.record_id = s.statement_id
ORDER BY s.statement_id
