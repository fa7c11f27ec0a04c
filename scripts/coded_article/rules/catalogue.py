"""The catalogue of rules: every code that a check can report, stated once.

A code never changes its meaning. The layer says which tool finds it; the rules of the layer ``sql`` each
have a file ``sql/<code>.sql`` that returns the offending rows.
"""

from dataclasses import dataclass
from typing import Literal

Layer = Literal["preflight", "standard", "table", "sql", "anchors", "article"]
Severity = Literal["error", "warning"]

LAYERS: dict[Layer, str] = {
    "preflight": "safe to open, and every byte canonical",
    "standard": "conformance with the Data Package standard (frictionless)",
    "table": "types, constraints and rules inside one table (pandera)",
    "sql": "rules across tables (DuckDB)",
    "anchors": "spans and hashes, as far as they can be checked without the article",
    "article": "the text itself, with your copy of the article (`--source`)",
}


@dataclass(frozen=True)
class Rule:
    """One rule: what must hold (``statement``) and what to do where it does not (``remedy``)."""

    code: str
    layer: Layer
    statement: str
    remedy: str
    severity: Severity = "error"


_BUILD = "run `coded-article build`"
_RULES = (
    # preflight: the descriptor
    Rule("descriptor-property", "preflight", "a descriptor or schema uses only the properties of the portable subset", "correct the name, or move it to its place (constraints belong under `constraints`)"),
    Rule("descriptor-value", "preflight", "a property of a descriptor or schema has a usable value", "correct the value"),
    Rule("missing-table", "preflight", "the descriptor names all thirteen tables", "add the resource"),
    Rule("profile", "preflight", "every table has the columns and foreign keys that the rules read", "restore them in the schema, and the column in the table"),
    # preflight: bytes
    Rule("missing-file", "preflight", "every file that the descriptor names is there", "restore the file"),
    Rule("file-size", "preflight", "a table is no larger than the limit", "split the package, or check it with the corpus tools"),
    Rule("encoding", "preflight", "a table is UTF-8", "save the file as UTF-8"),
    Rule("byte-order-mark", "preflight", "a table has no byte order mark", "save the file as UTF-8 without BOM"),
    Rule("line-end", "preflight", "lines end in a line feed alone", "save the file with LF line ends"),
    Rule("final-newline", "preflight", "a file ends in exactly one line feed", "end the last row with one line feed"),
    Rule("control-character", "preflight", "cells hold no control characters", "delete the character"),
    Rule("invisible-character", "preflight", "cells hold no bidirectional, zero-width or other invisible characters, and no white space but plain spaces", "delete or replace the character"),
    # preflight: CSV
    Rule("csv-syntax", "preflight", "a table is well-formed CSV", "close the quotation mark, or double the one inside the cell"),
    Rule("header", "preflight", "the header names the schema's columns in the schema's order", "restore the header"),
    Rule("row-length", "preflight", "every row has as many cells as the header", "add the missing or delete the extra cells"),
    Rule("blank-line", "preflight", "a table has no blank lines", "delete the line"),
    Rule("line-break", "preflight", "cells hold no line breaks", "put a space in place of the line break"),
    Rule("quoting", "preflight", "cells are quoted only where they must be", "take the needless quotation marks away"),
    Rule("unsorted", "preflight", "rows are sorted by their key", "move the row to its place"),
    # preflight: cells
    Rule("edge-space", "preflight", "cells neither begin nor end with white space", "delete the space"),
    Rule("not-nfc", "preflight", "cells are in Unicode normalisation form C", "retype the cell, or normalise it to NFC"),
    Rule("missing-lookalike", "preflight", "a missing value is an empty cell and nothing else", "empty the cell"),
    Rule("formula-cell", "preflight", "no cell begins like a spreadsheet formula (=, +, @, or - before anything but a number)", "reword the cell"),
    # standard
    Rule("file-hash", "standard", "a file has the bytes and the SHA-256 that the descriptor gives", f"{_BUILD} if the change is meant, else restore the file"),
    Rule("primary-key", "standard", "no two rows share a key", "give the row a new id, or delete the repetition"),
    Rule("foreign-key", "standard", "a key points at a row that exists", "correct the key, or add the row it points at"),
    Rule("standard", "standard", "the package conforms to the Data Package standard", "see what frictionless found"),
    # table: the plan of checks compiled from each Table Schema
    Rule("type", "table", "a cell has the type of its column", "write an integer such as 7, or a real date such as 2025-02-12"),
    Rule("required", "table", "a required cell is filled", "fill the cell"),
    Rule("unique", "table", "no two rows share the value of a unique column", "tell the two values apart"),
    Rule("enum", "table", "a coded cell holds a code of its vocabulary", "use a listed code, or define the new one in data/codes.csv and build"),
    Rule("pattern", "table", "a cell matches the pattern of its column", "write the cell in the form that the schema describes"),
    Rule("minimum", "table", "a number is not below the column's minimum", "correct the number"),
    Rule("maximum", "table", "a number is not above the column's maximum", "correct the number"),
    Rule("min-length", "table", "a text is not shorter than the column allows", "write more, or empty the cell"),
    Rule("max-length", "table", "a text is not longer than the column allows", "shorten the text"),
    # table: rules inside one row
    Rule("edtf", "table", "an EDTF date is a real date or interval", "write a date of EDTF level 1, such as 2025-02-12 or 2025-02-15/2025-02-16"),
    Rule("date-bounds", "table", "earliest and latest are the first and the last day that the EDTF date allows", "correct the EDTF date or the two days"),
    Rule("date-order", "table", "the earliest day is not after the latest", "correct the two days"),
    Rule("date-precision", "table", "the precision is that of the EDTF date", "write day, month, year or interval as the EDTF date has it"),
    Rule("date-basis", "table", "a date is there exactly where its basis says so", "fill all date columns, or empty them all and write the basis none or unknown"),
    Rule("quotation", "table", "quoted words are there exactly where the quotation is direct or mixed", "correct the type of quotation, or the quoted words"),
    Rule("own-voice", "table", "the voice is the author's exactly where the quotation type is own_voice", "correct the voice or the type of quotation"),
    Rule("cue", "table", "a cue is there exactly where the statement is attributed", "fill the cue of an attributed statement, empty it for the author's own claims"),
    Rule("own-claim-type", "table", "the author's own claims are neither directive nor commissive", "choose another type, or code a recommendation"),
    Rule("valence", "table", "target and valence are filled together", "fill both or neither"),
    Rule("omission", "table", "what was not done has negative polarity", "correct the status or the polarity"),
    Rule("followed", "table", "the basis of followed is there unless the article does not tell", "fill or empty `followed_basis`"),
    Rule("office", "table", "only persons hold offices", "empty the office, or correct the type of actor"),
    Rule("metadata-basis", "table", "the basis is unknown exactly where the cell that it speaks of is empty", "fill the cell or correct its basis"),
    Rule("span", "table", "a span ends after it starts", "anchor the quote again with `coded-article anchor`"),
    Rule("self-relation", "table", "a record is not related to itself", "correct one end of the relation"),
    Rule("replacement", "table", "only a retired record is replaced by another", "fill `retired_in`, or empty `replaced_by`"),
    # sql: the register
    Rule("register-table", "sql", "a record stands in the table under which it is registered", "correct the table in data/records.csv"),
    Rule("register-lost", "sql", "a registered record that is not retired stands in its table", "restore the row, or fill `retired_in` in data/records.csv"),
    Rule("register-retired", "sql", "a retired id is not used", "take a new id, or point at the record that replaced it"),
    Rule("register-version", "sql", "ids are added and retired in versions up to the package's own, and retired after they were added", "correct the version in data/records.csv"),
    # sql: coverage
    Rule("no-evidence", "sql", "every event, statement and recommendation has evidence for its content", "anchor the words that it rests on with `coded-article anchor`"),
    Rule("no-mention", "sql", "every actor but the author of a source is mentioned", "anchor a mention with `coded-article anchor`, or retire the actor"),
    Rule("no-participant", "sql", "every event and recommendation involves an actor", "add a row to data/involvements.csv", "warning"),
    Rule("uncovered-passage", "sql", "every sentence of the body and of the author's note carries a record", "code the sentence"),
    Rule("not-yet-coded", "sql", "every sentence carries a record by the time that the package is released and dated (`created` in datapackage.json)", "code the sentence; `coded-article todo` lists what is left", "warning"),
    Rule("actor-as-record", "sql", "evidence and involvements are of events, statements and recommendations", "point at an event, statement or recommendation"),
    Rule("cue-evidence", "sql", "a statement has evidence of the part cue exactly where it has a cue", "anchor the cue, or empty it"),
    Rule("date-evidence", "sql", "a record has evidence of the part date exactly where it has date words", "anchor the date words, or empty them"),
    Rule("duplicate-span", "sql", "no span is given twice for the same thing", "delete the repetition"),
    # sql: spans and passages
    Rule("span-outside", "sql", "a span lies inside its passage", "anchor the quote again with `coded-article anchor`"),
    Rule("passage-order", "sql", "the passages of a source follow one another, counted from 1, with one space between them, or none inside a paragraph", "run `coded-article fingerprint` again"),
    Rule("source-count", "sql", "a source has as many passages, words and characters as its row says", "run `coded-article fingerprint` again"),
    # sql: trees and orders
    Rule("tree-root", "sql", "the recommendations of a source have one root", "give the recommendation a parent"),
    Rule("tree-cycle", "sql", "no parent, whole or broader code leads back to its child", "correct the parent"),
    Rule("principle", "sql", "a recommendation has the principle of its parent, unless the parent is overall", "correct the principle or the parent"),
    Rule("step-order", "sql", "the steps of siblings run from 1 without gap or repetition", "renumber the steps"),
    Rule("precedes-cycle", "sql", "what precedes does not also follow", "correct the relation"),
    # sql: relations, roles, statements
    Rule("relation-ends", "sql", "a predicate joins the tables that it fits", "correct the predicate or one end"),
    Rule("relation-duplicate", "sql", "no relation is given twice", "delete the repetition"),
    Rule("role-table", "sql", "a role fits the table of its record", "correct the role or the record"),
    Rule("author-speaks", "sql", "the author's own claims are spoken by the author of the source", "correct the speaker or the voice"),
    Rule("speech-act", "sql", "the speaker of a statement initiates its speech act, on the same date", "correct the speaker, the date or the event"),
    # sql: codes
    Rule("codes-drift", "sql", "the codes of a schema are those of data/codes.csv", _BUILD),
    Rule("code-undefined", "sql", "every code that is used is defined in data/codes.csv", "define the code, or use another"),
    Rule("vocabulary-unused", "sql", "some column draws on every vocabulary", "name the vocabulary in the field of a schema, or take its codes out"),
    Rule("code-example", "sql", "the example of a code is a row that carries it", "name such a row, or empty the cell", "warning"),
    Rule("code-broader", "sql", "a broader code stands in the same vocabulary", "correct the broader code"),
    # sql: outside checks
    Rule("check-value", "sql", "an outside check repeats the cell that it checks", "correct field or coded value"),
    # anchors
    Rule("whole-span", "anchors", "evidence of a whole passage spans it and has its hash", "anchor the passage again with `coded-article anchor`"),
    Rule("text-span", "anchors", "cues and date words have the length and the hash of their evidence", "correct the words, or anchor them again"),
    Rule("form-span", "anchors", "the form of a mention is as long as its span", "correct the form, or anchor it again"),
    # article
    Rule("passage-missing", "article", "every passage stands in the copy", "compare your copy there: it lacks the passage or has other words"),
    Rule("span-text", "article", "every span of evidence has its hash in the copy", "anchor the quote again with `coded-article anchor`"),
    Rule("form-text", "article", "the form of a mention stands in the copy at its span", "anchor the mention again with `coded-article anchor`"),
    Rule("source-text", "article", "sources and passages have the counts and the hash of the text", "run `coded-article fingerprint` again"),
    Rule("quoted-text", "article", "quoted words are what stands between two quotation marks in a passage of their evidence", "correct the quoted words"),
    Rule("article-words", "article", "no cell shares eight or more consecutive words with the article", "say it in your own words"),
)  # fmt: skip
RULES: dict[str, Rule] = {rule.code: rule for rule in _RULES}
