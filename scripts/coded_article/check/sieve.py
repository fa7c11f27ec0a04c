"""The plan of checks as SQL: which rows of a table are beyond suspicion, and its columns typed.

The SQL is a sieve: a row that it calls sound has no fault that the layer `table`, or the part of preflight that looks
at cells, would find. What it holds back goes to the code of these layers, which says what is wrong, so that a fault is
reported in the same words whatever engine found it.
"""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import groupby
from typing import Literal

from coded_article.model.characters import LOOKALIKES, UNSEEN, WIDE_SIGNS, cell_faults
from coded_article.model.patterns import is_small
from coded_article.model.plan import LARGEST, plan
from coded_article.model.profile import PATTERNS
from coded_article.model.schema import Field, ForeignKey, Table
from coded_article.rules.engine import literal, quoted
from coded_article.rules.in_row import EDTF, edtf_columns, rules_of

# what of a cell's form is still to be looked at: nothing, its ends (no character is out of place), or all
Look = Literal["nothing", "ends", "all"]

CONTROL = r"[\x{0}-\x{1F}\x{7F}]"
_TYPED = ("integer", "date")
_JOINING = ((0x1161, 0x1175), (0x11A8, 0x11C2))  # vowels and finals of Hangul, which NFC joins
_UNSEEN_OR_JOINING = {number for first, last in (*UNSEEN, *_JOINING) for number in range(first, last + 1)}
# patterns of harmless characters, in which a hyphen only follows a character that must be there
_IN_SET = r"(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]|[A-Za-z0-9_.:/])"
_PLAIN = re.compile(rf"(?:(?:[A-Za-z0-9_:/]|\[{_IN_SET}+\])(?:-|\[{_IN_SET}+-\])?|\(\?:|[()|?*+]|\{{[0-9,]+\}})+")


def typed(table: Table, casts: Mapping[str, str], trusted: AbstractSet[str] = frozenset(), look: Look = "all") -> str:
    """Return the ``SELECT`` of a table's columns, typed, its ``line``, and whether each row's cells are ``sound``.

    It reads the view ``<table>_text``: the cells as text, missing ones NULL. A cell of another type is missing.
    What fills ``trusted`` columns is not looked at. ``casts`` are those of the engine.
    """
    columns = ", ".join(f"{_typed(field, casts)} AS {quoted(field.name)}" for field in table.fields)
    tests = [f"({_sound(table, field, casts, look, trusted=field.name in trusted)})" for field in table.fields]
    sound = " AND ".join([*tests, *(_seen(table) if look == "all" else [])])
    return f"SELECT line, {columns}, coalesce({sound}, FALSE) AS sound FROM {quoted(f'{table.name}_text')}"


def unsound(table: Table, casts: Mapping[str, str], columns: Iterable[str], look: Look) -> str:
    """Return the ``SELECT`` of the lines of a typed table of which one of some ``columns`` of text is not sound."""
    tests = " AND ".join(f"({_sound(table, field, casts, look)})" for field in table.fields if field.name in columns)
    return f"SELECT line FROM {quoted(table.name)} WHERE NOT coalesce({tests}, FALSE)"


def trustworthy(table: Table, key: ForeignKey, target: Table) -> bool:
    """Whether a cell that the target of a foreign key has, in a sound row, is sound itself."""
    (column,), (other,) = key.fields, key.target_fields
    if (other,) != target.primary_key or any(other in own.fields for own in target.foreign_keys):
        return False
    asked, given = (
        [(check.code, check.parameter) for check in plan(of) if check.column == name and check.code != "required"]
        for of, name in ((table, column), (target, other))
    )
    return asked == given


def may_be_misplaced(char: str) -> bool:
    """Whether the profile bans a character, or may ban a sequence in which it stands; none of printable ASCII."""
    return (
        unicodedata.category(char)[0] in "CMZ"
        or not unicodedata.is_normalized("NFC", char)
        or ord(char) in _UNSEEN_OR_JOINING
        or char in WIDE_SIGNS
    )


def edtf_texts(table: Table) -> list[str]:
    """Return a ``SELECT`` of the distinct dates of each column of a table that holds EDTF."""
    return [
        f"SELECT DISTINCT {quoted(column)} FROM {quoted(table.name)} WHERE {quoted(column)} IS NOT NULL"
        for column in EDTF
        if column in table.columns
    ]


def suspects(table: Table) -> str:
    """Return the ``SELECT`` of the lines of a typed table whose row is not sound or breaks a rule inside one row.

    The readings of EDTF dates come from the table ``edtf``: text, first, last, unit.
    """
    rules = rules_of(table.columns)
    held = " AND ".join(["sound", *(f"coalesce({rule.holds}, FALSE)" for rule in rules)])
    read = {column for rule in rules for column in rule.columns} & set(EDTF)
    joined, rows = "", [quoted("rows") + ".*"]
    for column in sorted(read):
        first, last, unit = edtf_columns(column)
        joined += f" LEFT JOIN edtf AS {column} ON {column}.text = {quoted('rows')}.{quoted(column)}"
        rows.append(f"{column}.first AS {first}, {column}.last AS {last}, {column}.unit AS {unit}")
    read_rows = f"SELECT {', '.join(rows)} FROM {quoted(table.name)} AS {quoted('rows')}{joined}"
    return f"SELECT line FROM ({read_rows}) AS read WHERE NOT ({held})"


def _typed(field: Field, casts: Mapping[str, str]) -> str:
    cell = quoted(field.name)
    if field.type not in _TYPED:
        return cell
    return f"CASE WHEN {_round_trip(field, casts)} THEN {casts[field.type].format(cell)} END"


def _round_trip(field: Field, casts: Mapping[str, str]) -> str:
    """Return the SQL that a cell is written as its value would be: casts are lenient, the grammar is not."""
    cell = quoted(field.name)
    value = casts[field.type].format(cell)
    limits = (
        f"{value} BETWEEN -{LARGEST} AND {LARGEST}"
        if field.type == "integer"
        else f"length({cell}) = 10 AND {cell} >= '0001'"  # there is no year 0
    )
    return f"CAST({value} AS VARCHAR) = {cell} AND {limits}"


def _sound(table: Table, field: Field, casts: Mapping[str, str], look: Look, *, trusted: bool = False) -> str:
    cell = quoted(field.name)
    checks = [check for check in plan(table) if check.column == field.name]
    required = any(check.code == "required" for check in checks)
    if trusted:
        return f"{cell} IS NOT NULL" if required else "TRUE"
    tests = [test for check in checks if (test := _test(field, casts, check.code, check.parameter))]
    if field.type not in _TYPED and look != "nothing" and not harmless(field):
        tests += even(cell)
        if look == "all":
            tests.append(f"NOT regexp_matches({cell}, {literal(CONTROL)})")
    filled = " AND ".join(tests) or f"{cell} IS NOT NULL"
    return filled if required else f"{cell} IS NULL OR ({filled})"


def _test(field: Field, casts: Mapping[str, str], code: str, parameter: object) -> str:
    cell = quoted(field.name)
    if code == "type":
        return _round_trip(field, casts)
    if code == "enum" and isinstance(parameter, list):
        return f"{cell} IN ({', '.join(map(literal, parameter))})"
    if code == "pattern":
        usable = parameter in PATTERNS or is_small(str(parameter))  # a sound package need not import an engine
        return f"regexp_matches({cell}, {literal(rf'^(?:{parameter})$')})" if usable else "FALSE"
    number = casts["integer"].format(cell)
    return {
        "minimum": f"{number} >= {parameter}",
        "maximum": f"{number} <= {parameter}",
        "min-length": f"length({cell}) >= {parameter}",
        "max-length": f"length({cell}) <= {parameter}",
    }.get(code, "")


def harmless(field: Field) -> bool:
    """Whether a field's codes or its pattern leave no room for a cell of a faulty form; false if in doubt."""
    codes, pattern = field.constraints.get("enum"), field.constraints.get("pattern")
    if codes is not None:
        return not any(next(cell_faults(code), None) for code in codes)
    return pattern is not None and is_plain(pattern)


def is_plain(pattern: str) -> bool:
    """Whether all that a pattern matches is printable ASCII without spaces, begins harmlessly, and is no lookalike."""
    return bool(_PLAIN.fullmatch(pattern)) and not any(re.fullmatch(pattern, lookalike) for lookalike in LOOKALIKES)


def _seen(table: Table) -> Iterator[str]:
    """Yield the SQL that no cell of a row has a character that may be out of place; ASCII is `odd`'s business."""
    cells = [quoted(field.name) for field in table.fields if field.type not in _TYPED and not harmless(field)]
    if cells:
        row = f"concat_ws(' ', {', '.join(cells)})"
        yield f"(bit_length({row}) = 8 * length({row}) OR NOT regexp_matches({row}, {literal(out_of_place())}))"


def even(cell: str) -> Iterator[str]:
    """Yield the SQL that a cell does not begin like a formula, for any program, is no lookalike of none, and has no
    space at its end.
    """
    yield f"substr({cell}, 1, 1) NOT IN (' ', '=', '+', '@', '-')"
    yield f"{cell} NOT IN ({', '.join(map(literal, sorted(LOOKALIKES)))})"
    # a search through every cell costs more than the rest, so that those without a semicolon are spared it
    yield f"(instr({cell}, ';') = 0 OR NOT regexp_matches({cell}, ';\"*[=+@-]'))"
    yield f"NOT ends_with({cell}, ' ')"


@cache
def out_of_place() -> str:
    """Return the pattern of the characters beyond ASCII that the profile bans, or of which it may ban a sequence.

    Each is listed, as this Python's Unicode has it: that of an engine may be newer.
    """
    halves = range(0xD800, 0xE000)  # of characters, of which UTF-8 has none
    numbers = (number for number in range(0x80, sys.maxunicode + 1) if number not in halves)
    return f"[{''.join(_ranges(number for number in numbers if may_be_misplaced(chr(number))))}]"


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    """Yield characters by number as the ranges of a set in a pattern."""
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        yield f"\\x{{{members[0]:X}}}-\\x{{{members[-1]:X}}}"
