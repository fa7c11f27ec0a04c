"""The faults that are planted in invented corpora: one in a row, each found under its own code."""

from collections.abc import Sequence
from dataclasses import dataclass

HEADER = ("code", "table", "key", "column")


@dataclass(frozen=True)
class Fault:
    """A cell of ``table`` that becomes ``value`` (SQL over the row) in a row for which ``when`` holds.

    Without a column the row is left out. ``told`` is the table, key (SQL over the row) and column at which the
    rule ``code`` reports it, if that is not the cell itself.
    """

    code: str
    table: str
    column: str
    value: str
    when: str = "true"
    told: tuple[str, str, str] | None = None


_CONTENT = "part = 'content'"
_OF_EVENT = "record_id LIKE '%:evt-%'"
FAULTS = (
    Fault("source-count", "sources", "characters", "characters + 1"),
    Fault("enum", "passages", "kind", "'footnote'"),
    Fault("invisible-character", "actors", "name", "replace(name, ' ', chr(160))"),
    Fault("country", "actors", "country_code", "'ZZZ'", "country_code IS NOT NULL"),
    Fault("office", "actors", "office", "'Envoy'", "actor_type <> 'person'"),
    Fault("type", "events", "date_earliest", "'2025-02-30'", "date_earliest IS NOT NULL"),
    Fault("max-length", "events", "label", "repeat(label, 100)"),
    Fault("min-length", "events", "place", "'X'"),
    Fault("missing-lookalike", "events", "note", "'N/A'"),
    Fault("omission", "events", "polarity", "'positive'", "status = 'not_done'"),
    Fault("act-polarity", "events", "polarity", "'negative'", "status = 'occurred'"),
    Fault("date-words-basis", "events", "date_basis", "'stated'", "date_basis = 'year_inferred'"),
    # the date of every third event is that of a statement too
    Fault("edtf", "events", "date_edtf", "'2025-13'", "date_edtf IS NOT NULL AND nth % 100 % 3 <> 0"),
    Fault("date-bounds", "events", "date_latest", "date_latest + 1", "date_latest IS NOT NULL",
          ("events", "event_id", "date_edtf")),
    Fault("date-precision", "events", "date_precision", "'year'", "date_precision = 'day'"),
    Fault("required", "statements", "topic", "NULL"),
    Fault("edge-space", "statements", "proposition", "proposition || ' '"),
    Fault("foreign-key", "statements", "target_id", "id(ns, 'act', 999999)", "target_id IS NOT NULL"),
    Fault("valence", "statements", "valence", "NULL", "valence IS NOT NULL"),
    Fault("cue", "statements", "cue", "NULL", "cue IS NOT NULL"),
    Fault("own-claim-type", "statements", "claim_type", "'directive'", "voice = 'author'"),
    Fault("own-target", "statements", "target_id", "speaker_id", "target_id IS NOT NULL"),
    Fault("maximum", "recommendations", "step", "100", "step IS NOT NULL"),
    Fault("unworded", "recommendations", "modality", "'unworded'", "explicitness = 'explicit'"),
    Fault("formula-cell", "recommendations", "action", "'=' || action"),
    Fault("role-table", "involvements", "role", "'excluded'", f"NOT {_OF_EVENT}"),
    Fault("enum", "involvements", "role", "'witness'"),
    Fault("enum", "relations", "predicate", "'befriends'"),
    Fault("relation-ends", "relations", "predicate", "'echoes'", "predicate = 'causes'"),
    Fault("relation-cue", "relations", "basis", "'stated'", "predicate <> 'causes'",
          ("relations", "relation_id", "cue")),
    Fault("counterfactual-uncalled", "relations", "", "", "predicate = 'calls_for'", ("events", "object_id", "status")),
    Fault("involvement-basis", "involvements", "basis", "'stated'", "basis = 'implied'"),
    Fault("self-relation", "relations", "object_id", "subject_id"),
    Fault("type", "evidence", "start", "'x' || start", _CONTENT),
    Fault("minimum", "evidence", "start", "-1", _CONTENT),
    Fault("span", "evidence", "end", "start", f"{_CONTENT} AND start > 0"),
    Fault("pattern", "evidence", "sha256", "'G' || sha256[2:]", _CONTENT),
    Fault("whole-span", "evidence", "sha256", "digest('another', nth)", "part = 'whole'"),
    Fault("text-span", "evidence", "sha256", "digest('another', nth)", f"part = 'date' AND {_OF_EVENT}",
          ("events", "record_id", "date_text")),
    Fault("no-evidence", "evidence", "", "", f"part IN ('content', 'whole') AND {_OF_EVENT}",
          ("events", "record_id", "event_id")),
    # only in every other row, so that the key which is repeated is nobody's but the row's before
    Fault("primary-key", "mentions", "mention_id", "id(ns, 'men', nth)", "nth % 2 = 1",
          ("mentions", "id(ns, 'men', nth)", "mention_id")),
    Fault("foreign-key", "mentions", "passage_id", "id(ns, 'psg', 999999)"),
    Fault("span-outside", "mentions", "end", '"end" + 1000'),
    Fault("form-span", "mentions", "form", "form || 's'"),
    Fault("check-value", "external_checks", "coded_value", "'parade'"),
    Fault("register-version", "records", "added_in", "'9.0.0'", "retired_in IS NULL"),
)  # fmt: skip
_NUMBERS = "list_sort(list_distinct([{}]))"  # those that are not NULL


def faults_of(table: str, form: str) -> list[Fault]:
    """Return the faults of a table; in Parquet, whose columns have types, no cell can be of another."""
    return [fault for fault in FAULTS if fault.table == table and (form == "csv" or fault.code != "type")]


def drawn(select: str, faults: Sequence[Fault], share: float) -> str:
    """Return the SELECT of a table with ``fault``, the number of the one in ``faults`` that a row is to have."""
    fitting = ", ".join(f"CASE WHEN {fault.when} THEN {number} END" for number, fault in enumerate(faults))
    fit = _NUMBERS.format(fitting)
    return (
        f"SELECT *, CASE WHEN lot(ns, nth, 1, 1000000) < {round(share * 1_000_000)} THEN "
        f"list_extract({fit}, 1 + lot(ns, nth, 2, greatest(1, len({fit})))) END AS fault FROM ({select})"
    )


def changed(columns: Sequence[str], faults: Sequence[Fault]) -> list[str]:
    """Return the SQL of each column as text, with the faults that were drawn."""
    cells = []
    for column in columns:
        cases = " ".join(
            f"WHEN {number} THEN CAST({fault.value} AS VARCHAR)"
            for number, fault in enumerate(faults)
            if fault.column == column
        )
        text = f'CAST("{column}" AS VARCHAR)'
        cells.append(f"CASE fault {cases} ELSE {text} END" if cases else text)
    return cells


def left_out(faults: Sequence[Fault]) -> str:
    """Return the numbers of the faults for which the row itself is missing, as an SQL list."""
    return ", ".join(str(number) for number, fault in enumerate(faults) if not fault.column) or "-1"


def planted(table: str, key: str, faults: Sequence[Fault]) -> str:
    """Return the SELECT of what was planted in a table whose first column is ``key``, from the table ``faulty``."""
    rows = []
    for number, fault in enumerate(faults):
        there, where, column = fault.told or (table, f'"{key}"', fault.column)
        rows.append(f"WHEN {number} THEN {{code: '{fault.code}', t: '{there}', k: {where}, c: '{column}'}}")
    told = f"CASE fault {' '.join(rows)} END AS told"
    return f"SELECT told.* FROM (SELECT ns, nth, {told} FROM faulty WHERE fault IS NOT NULL) ORDER BY ns, nth"
