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
