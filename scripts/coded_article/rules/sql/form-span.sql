SELECT 'mentions', line, 'form', mention_id, form
FROM mentions
WHERE start >= 0 AND start < "end" AND length(form) <> "end" - start
