"""What is said of a fault, in the words of its cell: the wrong thing first, then the rule, then what to do.

A rule's own sentence is for any cell. Where more is known of the cell at fault (its column, its code, the rows that it
could mean), this module says it. It works on what is shown, whatever engine found it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import PurePath
from typing import Any

from coded_article.console import visible
from coded_article.files.paths import table_path
from coded_article.model.characters import LOOKALIKES, cell_faults
from coded_article.model.patterns import matching
from coded_article.model.plan import DATE
from coded_article.model.problems import Problem
from coded_article.model.profile import CLOSED, PREFIXES, REPLACED, TABLES
from coded_article.model.schema import Field, Table
from coded_article.read.opening import Opened

_LISTED = 8  # codes that are listed in full
_LARGE = 5_000_000  # bytes of tables, above which nobody looks for what a cell could mean in other rows
_NAMESPACE = "([a-z0-9][a-z0-9-]*:)?"
# what a pattern of the profile asks, in words; ids are described by their prefix
MEANINGS = {
    "[0-9a-f]{64}": ("a SHA-256", "64 digits and letters from a to f"),
    "(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*)": ("a version", "three numbers with dots between them"),
    "(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?([+][0-9A-Za-z.-]+)?": (
        "a version",
        "three numbers with dots between them, and what they may say of a pre-release",
    ),
    "[0-9]{2}[0-9X]{2}(-[0-9X]{2}(-[0-9X]{2})?)?[?~%]?(/[0-9]{2}[0-9X]{2}(-[0-9X]{2}(-[0-9X]{2})?)?[?~%]?)?": (
        "a date",
        "YYYY-MM-DD, YYYY-MM or YYYY, or two of them with a slash between them",
    ),
    "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*": ("the code of a language", "two or three small letters from a to z"),
    "https?://[^ ]+": ("an address", "https:// and the rest, without spaces"),
    "ca-[1-9]": ("a rule of canonical text", "ca- and a digit"),
    "[a-z][a-z0-9_-]*": ("a value", "small letters from a to z, digits, underscores and hyphens"),
    "[a-z][a-z0-9_]*": ("a code", "small letters from a to z, digits and underscores"),
    "[A-Z]+(/[a-z-]+)?": ("a category of PLOVER", "capital letters"),
    "cameo:(0[1-9]|1[0-9]|20)": ("a root code of CAMEO", "cameo: and two digits from 01 to 20"),
    "(0[1-9]|1[0-9]|20)": ("a root code of CAMEO", "two digits from 01 to 20"),
    "[a-z_]+(>[a-z_]+)?( [a-z_]+(>[a-z_]+)?)*": ("a list of tables", "names of tables with spaces between them"),
    "[a-z_]+(/[a-z_]+)*(:[1-9])?( [a-z_]+(/[a-z_]+)*(:[1-9])?)*": ("a list of roles", "roles with slashes and spaces"),
    "yes": ("yes", "yes, or leave the cell empty"),
    "(before|after)": ("an order", "before or after"),
    "Q[1-9][0-9]*": ("an id of Wikidata", "Q and a number"),
    "[A-Z]{3}": ("the code of a country", "three capital letters"),
    "[a-z0-9][a-z0-9-]*": ("a namespace", "small letters from a to z, digits and hyphens"),
    "[a-z0-9][a-z0-9._-]*": (
        "the name of a package",
        "small letters from a to z, digits, dots, hyphens and underscores",
    ),
}
_ID = re.compile(r"([a-z]{3})-\[0-9\]\{3,\}")
# letters of other scripts that look like one of ours
_TWINS = dict(
    zip(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u0410\u0412\u0415\u041a\u041c\u041d\u041e"
        "\u0420\u0421\u0422\u0425\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03bf"
        "\u03bd\u2010\u2011\u2012\u2013\u2014\u2212",
        "aeopcyxijsdABEKMHOPCTXABEZHIKMNOPTXov------",
        strict=True,
    )
)

Word = Callable[["Case"], str]


def worded(problems: Iterable[Problem], package: Opened) -> list[Problem]:
    """Return problems with what is to be said of each, where that is more than what its rule says."""
    words = Words(package)
    return [replace(item, says=words.of(item)) for item in problems]


def named(char: str) -> str:
    """Return a character by name and code point."""
    return f"{unicodedata.name(char, 'a control character')} (U+{ord(char):04X})"


class Words:
    """What is known of a package's columns and rows."""

    def __init__(self, package: Opened) -> None:
        """Take the package whose faults are to be put in words."""
        self._package = package
        self._descriptor = package.descriptor
        self.tables: Mapping[str, Table] = {table.path: table for table in package.descriptor.tables.values()}
        self._lines: dict[tuple[str, tuple[str, ...]], dict[str, int]] = {}

    def of(self, item: Problem) -> str:
        """Return what is to be said of a problem, "" for what its rule says."""
        table = self.tables.get(item.path)
        fields = {field.name: field for field in table.fields} if table else {}
        word = _WORDS.get(item.code)
        return word(Case(self, item, fields.get(item.column))) if word else ""

    def table(self, name: str) -> Table | None:
        """Return a table of the package by name."""
        return self._descriptor.tables.get(name)

    def lines(self, table: Table, columns: tuple[str, ...]) -> Mapping[str, int]:
        """Return the first line of each value of some columns, of which a key is made; none of what is large."""
        if (table.path, columns) not in self._lines:
            first: dict[str, int] = {}
            rows = self._rows.get(table.name)
            if rows is not None and {*columns} <= {*table.columns}:
                places = [table.columns.index(column) for column in columns]
                for line, cells in zip(rows.lines, rows.cells, strict=True):
                    first.setdefault(",".join(cells[place] for place in places), line)
            self._lines[table.path, columns] = first
        return self._lines[table.path, columns]

    @cached_property
    def _rows(self) -> Mapping[str, Any]:
        return {} if self._package.is_parquet or self._package.size > _LARGE else self._package.tables

    def files(self) -> list[str]:
        """Return the CSV files beside the tables."""
        root = self._descriptor.root
        folders = {table_path(self._descriptor, table).parent for table in self._descriptor.tables.values()}
        return sorted(file.relative_to(root).as_posix() for folder in folders for file in folder.glob("*.[cC][sS][vV]"))


@dataclass(frozen=True)
class Case:
    """A problem to be put in words: what is known of the package, and the column at fault, if it is one."""

    words: Words
    item: Problem
    field: Field | None


def _quoted(item: Problem) -> str:
    return f'"{visible(item.found)}"'


def _example(field: Field | None, otherwise: str) -> str:
    return field.example if field and field.example else otherwise


def _near(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word.lower(), {*known} - {word}, 1, 0.75)
    return near[0] if near else ""


def _type(case: Case) -> str:
    if case.field and case.field.type == "integer":
        whole = re.fullmatch(r"(-?[0-9]+)[.,]0+", case.item.found)
        write = f"write {int(whole[1])}" if whole else f"write digits alone, as {_example(case.field, '7')}"
        return f"{_quoted(case.item)} is not a whole number; {write}"
    if DATE.fullmatch(case.item.found):
        return f"{_quoted(case.item)} is no day of the calendar; write a day that there is"
    return f"{_quoted(case.item)} is not a date; write YYYY-MM-DD, as {_example(case.field, '2025-02-12')}"


def _required(case: Case) -> str:
    return f"the cell is empty, and every row has a {case.item.column}; fill it"


def _enum(case: Case) -> str:
    codes = list(case.field.constraints.get("enum", ())) if case.field else []
    if not case.field or not codes:
        return ""
    twin = _as_ours(case.item.found)
    near = twin if twin in codes else _near(case.item.found, codes)
    foreign = _foreign(case.item.found)
    said = f"{_quoted(case.item)} is not a code of `{case.field.vocabulary or case.field.name}`{foreign}"
    if near:
        return f"{said}; did you mean `{near}`?"
    listed = f"one of {', '.join(codes)}" if len(codes) <= _LISTED else "one of the codes in data/codes.csv"
    own = (
        ""
        if case.field.vocabulary is None or case.field.vocabulary in CLOSED
        else ", or add yours there and run `build`"
    )
    if own and len(codes) <= _LISTED:
        own = ", or add yours to data/codes.csv and run `coded-article build`"
    return f"{said}; write {listed}{own}"


def _as_ours(text: str) -> str:
    """Return a text with the letters and dashes that look like ours."""
    return "".join(_TWINS.get(char, char) for char in text)


def _foreign(text: str) -> str:
    """Return the letters of another script in a text, by name, as something to add to what is said of it."""
    letters = [char for char in dict.fromkeys(text) if char in _TWINS]
    return (
        f": it holds {' and '.join(map(named, letters))}, which looks like {_as_ours(letters[0])!r}" if letters else ""
    )


def meaning(pattern: str) -> tuple[str, str]:
    """Return what a pattern stands for, and how that is written; of one that the profile lacks itself."""
    bare = pattern.removeprefix(_NAMESPACE)
    prefix = _ID.fullmatch(bare)
    if prefix:
        return "an id of this column", f"{prefix[1]}- and three or more digits"
    if "-[0-9]{3,}" in bare:
        return "an id", "a prefix such as evt-, and three or more digits"
    known = next((one for one in (bare, REPLACED.get(bare)) if one in MEANINGS), None)
    return MEANINGS[known] if known else ("written as this column asks", f"a text that matches {pattern}")


def _pattern(case: Case) -> str:
    if not case.field or "pattern" not in case.field.constraints:
        return ""
    pattern = case.field.constraints["pattern"]
    text = case.item.found
    bare = "".join(char for char in unicodedata.normalize("NFKC", _as_ours(text)) if char.isprintable()).strip()
    tries = [bare, bare.lower(), bare.upper(), bare.zfill(2), bare.lower().replace(" ", "_"), bare.replace("_", "-")]
    numbered = re.fullmatch(r"([a-z]{3})[-_ ]?0*([0-9]+)", bare.lower())
    if numbered:
        tries.append(f"{numbered[1]}-{int(numbered[2]):03}")
    fits = {*matching(pattern, tries)}
    meant = next((one for one in tries if one in fits), "")
    what, how = meaning(pattern)
    foreign = _foreign(text)
    if meant:
        return f"{_quoted(case.item)} is not {what}{foreign or f', which is {how}'}; did you mean {meant}?"
    return f"{_quoted(case.item)} is not {what}{foreign}; write {how}, as {_example(case.field, 'in the schema')}"


def _minimum(case: Case) -> str:
    return (
        f"{visible(case.item.found)} is less than {case.field.constraints['minimum']}, the least allowed here"
        if case.field
        else ""
    )


def _maximum(case: Case) -> str:
    return (
        f"{visible(case.item.found)} is more than {case.field.constraints['maximum']}, the most allowed here"
        if case.field
        else ""
    )


def _characters(count: int) -> str:
    return "1 character" if count == 1 else f"{count:,} characters"


def _longer(case: Case) -> str:
    if not case.field:
        return ""
    most, length = case.field.constraints["maxLength"], len(case.item.found)
    return (
        f'"{visible(case.item.found, 40)}" has {_characters(length)}, and {most:,} are allowed; '
        f"shorten it by {length - most:,}"
    )


def _shorter(case: Case) -> str:
    if not case.field:
        return ""
    least, length = case.field.constraints["minLength"], len(case.item.found)
    return f"{_quoted(case.item)} has {_characters(length)}, and at least {least:,} are needed; write more"


def _foreign_key(case: Case) -> str:
    table = case.words.tables.get(case.item.path)
    key = next((key for key in table.foreign_keys if key.fields[0] == case.item.column), None) if table else None
    target = case.words.table(key.target) if key else None
    if not key or not target:
        return ""
    near = _near(case.item.found, case.words.lines(target, key.target_fields))
    if target.name == "records":
        said = f"{_quoted(case.item)} is not in data/records.csv, where every id is registered"
        return f"{said}; add a row for it there" + (f", or did you mean {near}?" if near else "")
    said = f"{_quoted(case.item)} is in no row of {target.path}"
    return f"{said}; " + (f"did you mean {near}?" if near else "write the id of a row that is there, or add the row")


def _primary_key(case: Case) -> str:
    table = case.words.tables.get(case.item.path)
    if not table:
        return ""
    first = case.words.lines(table, table.primary_key).get(case.item.found, 0)
    there = f"of line {first} too" if first else "of another row too"
    if len(table.primary_key) > 1:
        return f"{_quoted(case.item)} is the key {there}; delete the row that is there twice"
    number = re.fullmatch(r"(.*?-)([0-9]+)", case.item.found)
    numbers = [
        int(match[1]) for key in case.words.lines(table, table.primary_key) if (match := re.search(r"-([0-9]+)$", key))
    ]
    free = f", such as {number[1]}{max(numbers) + 1:03}" if number and numbers else ""
    return f"{_quoted(case.item)} is the id {there}; give one of the two rows a new id{free}, or delete it"


def _unique(case: Case) -> str:
    table = case.words.tables.get(case.item.path)
    first = case.words.lines(table, (case.item.column,)).get(case.item.found, 0) if table else 0
    there = f"in line {first} too" if first else "in another row too"
    return f"{_quoted(case.item)} is {there}, and no two rows share a {case.item.column}; tell the two apart"


def _row_length(case: Case) -> str:
    cells, _, columns = case.item.found.partition(" cells for ")
    count, wanted = int(cells), int(columns.split()[0])
    said = f"the row has {'1 cell' if count == 1 else f'{count} cells'}, and there are {wanted} columns"
    if "\u201c" in case.item.detail:
        return f"{said}; curly quotes (\u201c \u201d) do not hold a cell with a comma together: write straight ones"
    if count > wanted:
        return f'{said}; put straight quotation marks around the cell that has a comma ("..."), or delete a comma'
    return f"{said}; add the missing cell, or its comma"


def _header(case: Case) -> str:
    table = case.words.tables.get(case.item.path)
    if not table:
        return ""
    header = case.item.found.split(",")
    missing = [name for name in table.columns if name not in header]
    extra = [name for name in header if name not in table.columns]
    if len(missing) == len(extra) == 1:
        return (
            f"the column `{visible(extra[0])}` is not in {table.schema_path}, which has `{missing[0]}`; rename it back"
        )
    if extra and not missing:
        names = ", ".join(f"`{visible(name)}`" for name in extra)
        return f"{names} is not in {table.schema_path}; delete the column, or describe it there as the last field"
    if missing and not extra:
        return f"the column {', '.join(f'`{name}`' for name in missing)} is missing; restore it"
    if not missing:
        return "the columns are in another order than in the schema; run `coded-article tidy`"
    return ""


def _missing_file(case: Case) -> str:
    others = [path for path in case.words.files() if path not in case.words.tables]
    same = next((path for path in others if path.lower() == case.item.found.lower()), "")
    if same:
        return f"{case.item.found} is missing, and {visible(same)} is there: its name differs in capitals; rename it"
    stem = PurePath(case.item.found).stem
    near = get_close_matches(stem, [PurePath(path).stem for path in others], 1, 0.5)
    found = next((path for path in others if near and PurePath(path).stem == near[0]), "")
    if found:
        return (
            f"{visible(case.item.found)} is missing; was it renamed to {visible(found)}? Rename it back, or restore it"
        )
    return f"{visible(case.item.found)} is missing; restore the file"


def _missing_table(case: Case) -> str:
    return (
        f"the table `{visible(case.item.found)}` is not among the resources; add it ({len(TABLES)} tables are needed)"
    )


def _encoding(case: Case) -> str:
    kind = "UTF-16" if case.item.found == "UTF-16" else "another encoding, perhaps Windows-1252"
    byte = "" if case.item.found == "UTF-16" else f" ({case.item.found})"
    return f"the file is saved in {kind}{byte}, not in UTF-8; save it as UTF-8, or run `coded-article tidy`"


def _delimiter(case: Case) -> str:
    return f"{case.item.found} divide the cells, not commas; run `coded-article tidy`"


def _merge_conflict(case: Case) -> str:
    return (
        f"a merge in git left both versions of some rows here ({_quoted(case.item)}); keep one version of each row,"
        " and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
    )


def _misplaced(case: Case) -> str:
    strange = [char for char in dict.fromkeys(case.item.found) if case.item.code in cell_faults(f"a{char}a")]
    if not strange:
        return ""
    before = case.item.found.partition(strange[0])[0][-20:]
    place = f' after "{visible(before)}"' if before else " at its beginning"
    return f"the cell holds {' and '.join(map(named, strange[:3]))}{place}; delete or replace it"


def _lookalike(case: Case) -> str:
    return (
        f"{_quoted(case.item)} stands for a missing value; leave the cell empty"
        if case.item.found in LOOKALIKES
        else ""
    )


def _edge_space(case: Case) -> str:
    where = "begins" if case.item.found != case.item.found.lstrip() else "ends"
    return f"{_quoted(case.item)} {where} with a space; delete it"


def _descriptor_value(case: Case) -> str:
    name = case.item.column.rpartition("/")[2]
    given = (
        f"`{name}` is missing" if case.item.found == "null" else f"{visible(case.item.found)} is not a usable `{name}`"
    )
    return f"{given}; {case.item.detail}" if case.item.detail else ""


def _descriptor_property(case: Case) -> str:
    said = f"{_quoted(case.item)} is no property that is known here"
    return f"{said}; {case.item.detail or case.item.rule.remedy}"


def _profile(case: Case) -> str:
    if case.item.column == "fields":
        name, _, kind = case.item.found.partition(": ")
        return f"the column `{visible(name)}`, of type {kind}, is missing in the schema; restore it, in the table too"
    return ""


def _code_undefined(case: Case) -> str:
    codes = case.words.table("codes")
    known = {code.partition(",")[2] for code in case.words.lines(codes, ("vocabulary", "code"))} if codes else set()
    near = _near(case.item.found, known)
    asked = f"did you mean `{near}`? Else add" if near else "add"
    return f"{_quoted(case.item)} is no code of data/codes.csv; {asked} it there and run `coded-article build`"


def _vocabulary_unused(case: Case) -> str:
    tables = filter(None, map(case.words.table, TABLES))
    known = sorted({field.vocabulary for table in tables for field in table.fields if field.vocabulary})
    near = _near(case.item.found, known)
    meant = f"did you mean `{near}`?" if near else f"the vocabularies are {', '.join(known)}"
    return f"no column takes its codes from {_quoted(case.item)}; {meant}"


def _speech_act(case: Case) -> str:
    if case.item.column == "speaker_id":
        said = f"{_quoted(case.item)} does not initiate the event that the statement names"
        return f"{said}; correct the speaker, the event, or who initiates it"
    date = _quoted(case.item) if case.item.found else "empty"
    return f"the date is {date}, and the event that the statement names has another; make the two agree"


def _date_basis(case: Case) -> str:
    if case.item.found == "none":
        said = 'the basis is "none", and `date_text` or `date_edtf` is filled'
        return f"{said}; empty both (words that date nothing may go into the note), or write how the date is known"
    return f"the basis is {_quoted(case.item)}, and `date_text` or `date_edtf` is empty; fill both, or write none"


def _register_lost(case: Case) -> str:
    name = case.item.record or case.item.found
    table = next((table for table, prefix in PREFIXES.items() if name.rpartition(":")[2].startswith(prefix)), "")
    where = case.words.table(table)
    path = where.path if where else "its table"
    return f"the row of {visible(name)} is gone from {path}; restore it, or write into `retired_in` when it was retired"


def _line_end(case: Case) -> str:
    return f"the lines end as on Windows (CRLF); {case.item.rule.remedy}"


def _byte_order_mark(case: Case) -> str:
    return f"the file begins with a byte order mark, as a spreadsheet writes it; {case.item.rule.remedy}"


def _final_newline(case: Case) -> str:
    said = "the last line has no end" if case.item.found == "no line feed" else f"the file ends in {case.item.found}"
    return f"{said}; {case.item.rule.remedy}"


def _line_break(case: Case) -> str:
    return f"{_quoted(case.item)} has a line break inside of the cell; {case.item.rule.remedy}"


def _unsorted(case: Case) -> str:
    table = case.words.tables.get(case.item.path)
    key = ", ".join(f"`{name}`" for name in table.primary_key) if table else "their key"
    said = f"{_quoted(case.item)} comes after a row that it should be before; rows are sorted by {key}"
    return f"{said}: {case.item.rule.remedy}"


_WORDS: dict[str, Word] = {
    "byte-order-mark": _byte_order_mark,
    "code-undefined": _code_undefined,
    "control-character": _misplaced,
    "date-basis": _date_basis,
    "delimiter": _delimiter,
    "descriptor-property": _descriptor_property,
    "descriptor-value": _descriptor_value,
    "edge-space": _edge_space,
    "encoding": _encoding,
    "enum": _enum,
    "file-hash": lambda _: (
        "the file has changed since the last `build`; run `coded-article build`, or restore the file"
    ),
    "final-newline": _final_newline,
    "foreign-key": _foreign_key,
    "header": _header,
    "invisible-character": _misplaced,
    "line-break": _line_break,
    "line-end": _line_end,
    "max-length": _longer,
    "maximum": _maximum,
    "merge-conflict": _merge_conflict,
    "min-length": _shorter,
    "minimum": _minimum,
    "missing-file": _missing_file,
    "missing-lookalike": _lookalike,
    "missing-table": _missing_table,
    "no-evidence": lambda _: "no words of the article are given for this row; give them with `coded-article anchor`",
    "pattern": _pattern,
    "primary-key": _primary_key,
    "profile": _profile,
    "quoting": lambda _: "the row has quotation marks that its cells do not need; run `coded-article tidy`",
    "register-lost": _register_lost,
    "required": _required,
    "row-length": _row_length,
    "standard": lambda case: f"frictionless reports: {case.item.detail or case.item.found}; correct that",
    "stray-file": lambda _: (
        "datapackage.json does not name this file, so nobody checks it; describe it there, or move it away"
    ),
    "type": _type,
    "unique": _unique,
    "speech-act": _speech_act,
    "vocabulary-unused": _vocabulary_unused,
    "unsorted": _unsorted,
}
