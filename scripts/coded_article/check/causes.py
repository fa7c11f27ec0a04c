"""Which problems have one cause, and how it is said: a spreadsheet, a shifted row, an id or a code that is gone.

Each cause looks through the problems that no earlier one has taken, and yields those that belong together, the place
of the message first.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import NamedTuple

from coded_article.check.places import cells
from coded_article.check.report import Report
from coded_article.console import counted, visible
from coded_article.model.plan import DATE, INTEGER
from coded_article.model.problems import Problem
from coded_article.model.profile import PATTERNS
from coded_article.model.schema import Field

_TIDY = "run `coded-article tidy`"
_SHIFTED = 3  # cells of a row at fault, from which on they may all be in the next column
# a date as a spreadsheet writes it: 2/10/2025, 10.2.2025, 10-Feb-25, 2025/02/10
_REWRITTEN = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}|[0-9]{1,2}[ -][A-Za-z]{3,9}\.?[ -][0-9]{2,4}")
_DECIMAL = re.compile(r"-?[0-9]+\.0+")
# rules that compare dates with those of other rows, or words with the evidence of their record
_OF_DATES = {
    "after-publication", "announced-past", "check-value", "date-words-basis", "date-words", "inferred-year",
    "order-dates", "part-dates", "speech-act",
}  # fmt: skip
_OF_EVIDENCE = {
    "cue-evidence", "date-evidence", "involvement-basis", "no-evidence", "relation-passage", "span-apart",
    "speech-apart", "text-span", "twin-spans", "uncovered-passage",
}  # fmt: skip


class Joined(NamedTuple):
    """Problems with one cause, and what is said of them; ``whole`` of their file, not of the first cell."""

    problems: list[Problem]
    text: str
    whole: bool = False


def _index(items: Iterable[Problem], key: Callable[[Problem], Hashable]) -> dict[Hashable, list[Problem]]:
    groups: dict[Hashable, list[Problem]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def _by(items: Iterable[Problem], key: Callable[[Problem], Hashable]) -> Iterable[list[Problem]]:
    return _index(items, key).values()


def _row(item: Problem) -> Hashable:
    return item.path, item.line


def _have(number: int, noun: str, verbs: str = "has have") -> str:
    """Return a number of things with the verb that goes with it, in singular and plural."""
    return f"{counted(number, noun)} {verbs.split()[number != 1]}"


def _form_of_file(report: Report, problems: list[Problem]) -> Iterator[Joined]:
    """Yield what a program has done to a whole file that it saved: all that is mechanical, in one message."""
    for items in _by(problems, lambda item: item.path):
        parts = {name: [item for item in items if is_one(item, report)] for name, is_one in _FORMS.items()}
        parts = {name: some for name, some in parts.items() if some}
        mechanical = [item for some in parts.values() for item in some]
        if len(mechanical) < 2:
            continue
        told = [_told(name, some) for name, some in parts.items()]
        by_spreadsheet = parts.keys() & {"mark", "date", "zero"} or parts.keys() >= {"ends", "encoding"}
        who = "a spreadsheet has saved this file" if by_spreadsheet else "a program has saved this file in another form"
        listed = " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else told[0]
        follows = [item for item in problems if item.code in _OF_DATES] if "date" in parts else []
        yield Joined([*sorted(mechanical), *follows], f"{who}: {listed}; {_TIDY}", whole=True)


def _told(name: str, some: list[Problem]) -> str:
    such = f', such as "{visible(min(some).found)}" in line {min(some).line}'
    rows = len({item.line for item in some})
    return {
        "mark": "it begins with a byte order mark",
        "ends": "its lines end as on Windows (CRLF)",
        "last": "its last line has no end",
        "encoding": "it is not in UTF-8",
        "quotes": f"{_have(rows, 'row')} needless quotation marks",
        "date": f"{_have(len(some), 'date', 'is are')} rewritten{such}",
        "whole": f"{_have(len(some), 'whole number')} decimals{such}",
        "zero": f"{_have(len(some), 'code')} lost a zero{such}",
        "edge": f"{_have(len(some), 'cell')} a space at an end",
        "missing": f"{_have(len(some), 'empty cell')} a word{such}",
        "blank": f"{_have(rows, 'line', 'is are')} blank",
    }[name]


def _is_zero(item: Problem, report: Report) -> bool:
    field = _field(report, item)
    return item.code == "pattern" and bool(
        field and re.fullmatch("[1-9]", item.found) and _fits(field, f"0{item.found}")
    )


_FORMS: dict[str, Callable[[Problem, Report], bool]] = {
    "mark": lambda item, _: item.code == "byte-order-mark",
    "ends": lambda item, _: item.code == "line-end",
    "last": lambda item, _: item.code == "final-newline",
    "encoding": lambda item, _: item.code == "encoding",
    "quotes": lambda item, _: item.code == "quoting",
    "date": lambda item, _: item.code in ("type", "pattern") and bool(_REWRITTEN.fullmatch(item.found)),
    "whole": lambda item, _: item.code == "type" and bool(_DECIMAL.fullmatch(item.found)),
    "zero": _is_zero,
    "edge": lambda item, _: item.code == "edge-space",
    "missing": lambda item, _: item.code == "missing-lookalike",
    "blank": lambda item, _: item.code == "blank-line",
}


def _field(report: Report, item: Problem) -> Field | None:
    table = report.tables.get(item.path)
    return next((field for field in table.fields if field.name == item.column), None) if table else None


def _fits(field: Field, cell: str) -> bool:
    """Whether a cell could be one of a column."""
    asked = field.constraints
    if not cell:
        return not asked.get("required")
    if field.type != "string":
        return bool({"integer": INTEGER, "date": DATE}[field.type].fullmatch(cell))
    if "enum" in asked:
        return cell in asked["enum"]
    pattern = asked.get("pattern")
    return pattern is None or (pattern in PATTERNS and bool(re.fullmatch(pattern, cell)))


def _shifted_row(report: Report, problems: list[Problem]) -> Iterator[Joined]:
    """Yield each row of which several cells are in the column beside their own."""
    of_cells = [item for item in problems if item.code in ("type", "enum", "pattern", "required") and item.line]
    rows = _index(problems, _row)
    for some in _by(of_cells, _row):
        row = cells(report, some[0]) if len(some) >= _SHIFTED else []
        places = {name: place for place, (name, _) in enumerate(row)}
        items = sorted((item for item in some if item.column in places), key=lambda item: places[item.column])
        for step, side in ((1, "right"), (-1, "left")):
            beside = [(_field(report, item), places[item.column] + step) for item in items]
            fit = [
                place
                for field, place in beside
                if field and 0 <= place < len(row) and row[place][1] and _fits(field, row[place][1])
            ]
            if len(fit) >= max(_SHIFTED, len(items) - 1):
                said = (
                    f"from `{visible(items[0].column)}` on, the cells of this row are one column too far to the {side}"
                )
                yield Joined([*items, *rows[_row(items[0])]], f"{said}; move them back")
                break


def _wrong_id(report: Report, problems: list[Problem]) -> Iterator[Joined]:
    """Yield each id that is written wrongly, with what follows from it: its row is not found, and out of order."""
    follows = _Followers(problems)
    for item in problems:
        table = report.tables.get(item.path)
        if item.code == "pattern" and table and item.column in table.primary_key:
            meant = item.says.rpartition("did you mean ")[2].rstrip("?")
            yield Joined([item, *follows.of(item, meant)], item.explanation)


def _changed_id(report: Report, problems: list[Problem]) -> Iterator[Joined]:
    """Yield each row whose id is not registered, where the one that is registered in its place has no row."""
    follows = _Followers(problems)
    lost = _index(
        (item for item in problems if item.code == "register-lost"), lambda item: item.record.rpartition("-")[0]
    )
    named = _index((item for item in problems if item.code == "foreign-key"), lambda item: item.found)
    for item in problems:
        table = report.tables.get(item.path)
        if item.code == "foreign-key" and table and table.primary_key == (item.column,):
            gone = lost.get(item.found.rpartition("-")[0], [])
            if len(gone) == 1:
                name = visible(gone[0].record)
                others = named.get(gone[0].record, [])
                said = f"{name} is called {visible(item.found)} here, and an id stays the same"
                still = f"; {_have(len(others), 'other cell', 'says say')} {name}" if others else ""
                rest = follows.of(item, gone[0].record)
                yield Joined([item, *others, *rest], f"{said}{still}; write {name} again")


class _Followers:
    """What follows from a wrong id in a row: what is said of the row, its place, and the id that it should have."""

    def __init__(self, problems: list[Problem]) -> None:
        self._rows = _index(problems, _row)
        self._lost = _index((item for item in problems if item.code == "register-lost"), lambda item: item.record)
        self._naming = _index((item for item in problems if item.code == "foreign-key"), lambda item: item.found)

    def of(self, item: Problem, meant: str) -> list[Problem]:
        """Return what follows from the id of ``item`` where one is ``meant``."""
        below = self._rows.get((item.path, item.line + 1), [])
        displaced = [one for one in below if one.code == "unsorted"]
        return [*self._rows[_row(item)], *displaced, *self._lost.get(meant, []), *self._naming.get(meant, [])]


def _lost_id(_: Report, problems: list[Problem]) -> Iterator[Joined]:
    """Yield each id that no row has, with the cells that name it and what rules across tables say of their rows."""
    lost = {item.record: item for item in problems if item.code == "register-lost"}
    across = _index((item for item in problems if item.rule.layer == "across"), _row)
    for items in _by((item for item in problems if item.code == "foreign-key"), lambda item: item.found):
        gone = lost.get(items[0].found)
        more = len(items) - 1
        said = items[0].explanation + (f" ({_have(more, 'other cell', 'names name')} it too)" if more else "")
        if gone:
            said = f"{gone.explanation} ({_have(len(items), 'cell', 'names name')} it)"
        follows = [one for item in items for one in across.get(_row(item), ())]
        yield Joined([*([gone] if gone else []), *items, *follows], said)


def _undefined_code(_: Report, problems: list[Problem]) -> Iterator[Joined]:
    """Yield each code that rows have and no row of the codes defines, with what became of it."""
    undefined = [item for item in problems if item.code == "code-undefined"]
    followers = [item for item in problems if item.code in ("coding-value", "unsorted")]
    drifted = {item.column.rpartition("/")[2]: item for item in problems if item.code == "codes-drift"}
    for items in _by(undefined, lambda item: (item.column, item.found)):
        first = items[0]
        drift = drifted.get(first.column)
        more = f" ({_have(len(items) - 1, 'other row')} it too)" if len(items) > 1 else ""
        if drift is None:
            if more:
                yield Joined(items, f"{first.explanation}{more}")
            continue
        said = f'"{visible(first.found)}" is not in data/codes.csv{more}; was it renamed to "{visible(drift.found)}"?'
        follows = [
            one
            for one in followers
            if one.found.endswith(f" {first.found}" if one.code == "coding-value" else f",{drift.found}")
            or one.found.startswith(f"{first.column},")
        ]
        write = "Write the old name again, or change all rows and run `coded-article build`"
        yield Joined([*items, drift, *follows], f"{said} {write}")


def _unfounded(_: Report, problems: list[Problem]) -> Iterator[Joined]:
    """Yield each record without evidence, with what else is missing for want of it."""
    follows = _index((item for item in problems if item.code in _OF_EVIDENCE), lambda item: item.record)
    for item in problems:
        if item.code == "no-evidence":
            yield Joined([item, *follows[item.record]], item.explanation)


def _renamed_file(_: Report, problems: list[Problem]) -> Iterator[Joined]:
    """Yield each file that is missing with the one that it was renamed to."""
    for item in problems:
        strays = [one for one in problems if one.code == "stray-file" and one.path in item.says]
        if item.code == "missing-file" and strays:
            yield Joined([item, *strays], item.explanation)


def _quoted_rows(_: Report, problems: list[Problem]) -> Iterator[Joined]:
    """Yield the needless quotation marks of a file in one message."""
    for items in _by((item for item in problems if item.code == "quoting"), lambda item: item.path):
        if len(items) > 1:
            yield Joined(items, f"{_told('quotes', items)}; {_TIDY}", whole=True)


CAUSES = (
    _form_of_file, _quoted_rows, _shifted_row, _wrong_id, _changed_id, _lost_id, _undefined_code, _unfounded,
    _renamed_file,
)  # fmt: skip
