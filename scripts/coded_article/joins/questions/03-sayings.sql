-- Who said what?
-- What the author only ascribes to somebody, such as a wish, is left out.
SELECT speaker, statement_id, quotation_type, proposition
FROM named_statements
WHERE voice = 'attributed' AND quotation_type <> 'ascribed'
ORDER BY speaker, statement_id;
