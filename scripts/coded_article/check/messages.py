"""What there is to say: the problems of a report, those with one cause put together.

A file that a spreadsheet has saved, a row whose cells are shifted, an id that is gone: each gives many problems, and
people need one line with what to do. The problems themselves stay as they are, for those who count them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from coded_article.check.places import cells
from coded_article.check.report import Report
from coded_article.console import counted, visible
from coded_article.model.plan import DATE, INTEGER
from coded_article.model.problems import Problem
from coded_article.model.profile import PATTERNS
from coded_article.model.schema import Field

_TIDY = "run `coded-article tidy`"
_SHOWN = 600
_SHIFTED = 3  # cells of a row at fault, from which on they may all be in the next column
# a date as a spreadsheet writes it: 2/10/2025, 10.2.2025, 10-Feb-25, 2025/02/10
_REWRITTEN = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}|[0-9]{1,2}[ -][A-Za-z]{3,9}\.?[ -][0-9]{2,4}")
_DECIMAL = re.compile(r"-?[0-9]+\.0+")


@dataclass(frozen=True)
class Message:
    """One thing to say: the problems with one cause, the first of which is the place; ``text`` is safe to print.

    ``whole`` says that it is of the file, or of several places, and not of the first cell alone.
    """

    problems: tuple[Problem, ...]
    text: str
    whole: bool = False

    @property
    def first(self) -> Problem:
        """The problem at whose place it is said."""
        return self.problems[0]

    @property
    def said(self) -> str:
        """The text as a sentence of its own."""
        return f"{self.text[0].upper()}{self.text[1:]}" if self.text else ""

    @property
    def kind(self) -> tuple[str, str, str]:
        """The code, file and column: messages of one kind repeat each other."""
        return self.first.code, self.first.path, self.first.column

    def place(self, folder: PurePath) -> str:
        """Return where it is, as seen from ``folder``: of the whole file without a line."""
        return visible((folder / self.first.path).as_posix(), _SHOWN) if self.whole else self.first.place(folder)


def messages(report: Report) -> list[Message]:
    """Return what there is to say of the problems that were kept, in their order."""
    found: list[Message] = []
    left = report.problems
    for cause in _CAUSES:
        joined = list(cause(report, left))
        found += joined
        taken = {id(item) for message in joined for item in message.problems}
        left = [item for item in left if id(item) not in taken]
    found += [Message((item,), item.explanation) for item in left]
    return sorted(found, key=lambda message: message.first)


def _by(items: Iterable[Problem], key: Callable[[Problem], object]) -> Iterator[list[Problem]]:
    groups: dict[object, list[Problem]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    yield from groups.values()


def _form_of_file(report: Report, problems: list[Problem]) -> Iterator[Message]:
    """Yield what a program has done to a whole file that it saved: all that is mechanical, in one message."""
    for items in _by(problems, lambda item: item.path):
        parts = {name: [item for item in items if is_one(item, report)] for name, is_one in _FORMS.items()}
        parts = {name: some for name, some in parts.items() if some}
        if sum(map(len, parts.values())) < 2:
            continue
        told = [_told(name, some) for name, some in parts.items()]
        by_spreadsheet = parts.keys() & {"mark", "date"} or len(parts.keys() & {"ends", "zero", "encoding"}) > 1
        who = "a spreadsheet has saved this file" if by_spreadsheet else "a program has saved this file in another form"
        mechanical = [item for some in parts.values() for item in some]
        follows = [item for item in items if item.code == "file-hash"]
        listed = " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else told[0]
        yield Message((*sorted(mechanical), *follows), f"{who}: {listed}; {_TIDY}", whole=True)


def _told(name: str, some: list[Problem]) -> str:
    first = min(some)
    such = f', such as "{visible(first.found)}" in line {first.line}'
    rows = len({item.line for item in some})
    texts = {
        "mark": "it begins with a byte order mark",
        "ends": "its lines end as on Windows (CRLF)",
        "last": "its last line has no end",
        "encoding": "it is not in UTF-8",
        "quotes": f"{counted(rows, 'row')} {'has' if rows == 1 else 'have'} needless quotation marks",
        "date": f"{counted(len(some), 'date')} {'is' if len(some) == 1 else 'are'} rewritten{such}",
        "whole": f"{counted(len(some), 'whole number')} {'has' if len(some) == 1 else 'have'} decimals{such}",
        "zero": f"{counted(len(some), 'code')} {'has' if len(some) == 1 else 'have'} lost a zero{such}",
        "edge": f"{counted(len(some), 'cell')} {'begins' if len(some) == 1 else 'begin'} or end with a space",
        "missing": f"{counted(len(some), 'empty cell')} {'has' if len(some) == 1 else 'have'} a word{such}",
        "blank": f"{counted(rows, 'line')} {'is' if rows == 1 else 'are'} blank",
    }
    return texts[name]


def _is_date(item: Problem, report: Report) -> bool:
    return item.code in ("type", "pattern", "edtf") and bool(_REWRITTEN.fullmatch(item.found))


def _is_zero(item: Problem, report: Report) -> bool:
    field = _field(report, item.path, item.column)
    return bool(item.code == "pattern" and field and re.fullmatch("[1-9]", item.found) and _fits(field, f"0{item.found}"))


_FORMS: dict[str, Callable[[Problem, Report], bool]] = {
    "mark": lambda item, _: item.code == "byte-order-mark",
    "ends": lambda item, _: item.code == "line-end",
    "last": lambda item, _: item.code == "final-newline",
    "encoding": lambda item, _: item.code == "encoding",
    "quotes": lambda item, _: item.code == "quoting",
    "date": _is_date,
    "whole": lambda item, _: item.code == "type" and bool(_DECIMAL.fullmatch(item.found)),
    "zero": _is_zero,
    "edge": lambda item, _: item.code == "edge-space",
    "missing": lambda item, _: item.code == "missing-lookalike",
    "blank": lambda item, _: item.code == "blank-line",
}


def _field(report: Report, path: str, column: str) -> Field | None:
    table = report.tables.get(path)
    return next((field for field in table.fields if field.name == column), None) if table else None


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


def _shifted_row(report: Report, problems: list[Problem]) -> Iterator[Message]:
    """Yield each row of which several cells are in the column beside their own."""
    of_cells = [item for item in problems if item.code in ("type", "enum", "pattern", "required") and item.line]
    for items in _by(of_cells, lambda item: (item.path, item.line)):
        row = cells(report, items[0]) if len(items) >= _SHIFTED else []
        names = [name for name, _ in row]
        for step, side in ((1, "right"), (-1, "left")):
            fits = [
                field
                for item in items
                if item.column in names
                and 0 <= (place := names.index(item.column) + step) < len(row)
                and (field := _field(report, item.path, item.column))
                and row[place][1]
                and _fits(field, row[place][1])
            ]
            if len(fits) >= _SHIFTED and len(fits) >= len(items) - 1:
                first = min(names.index(item.column) for item in items)
                follows = [item for item in problems if (item.path, item.line) == (items[0].path, items[0].line)]
                said = f"from `{visible(names[first])}` on, the cells of this row are one column too far to the {side}"
                rest = [item for item in follows if item not in items]
                yield Message((*items, *rest), f"{said}; move them back")
                break


def _lost_id(report: Report, problems: list[Problem]) -> Iterator[Message]:
    """Yield each id that several places name and no row has any more, with what became of its row."""
    lost = {item.record or item.found: item for item in problems if item.code == "register-lost"}
    new = {
        item.path: item
        for item in problems
        if item.code == "foreign-key" and (table := report.tables.get(item.path)) and table.primary_key == (item.column,)
    }
    dangling = [item for item in problems if item.code in _OF_LOST and item not in new.values()]
    for items in _by(dangling, lambda item: item.found or item.record):
        name = items[0].found or items[0].record
        gone = lost.get(name)
        table = next((path for path in new if gone and _table_of(report, name) == path), "")
        others = len([item for item in items if item is not gone])
        if gone and table:
            now = new[table]
            said = (
                f"{visible(name)} is called {visible(now.found)} here, and {counted(others, 'other cell')} still say "
                f"{visible(name)}; an id stays the same: write {visible(name)} again"
            )
            yield Message((now, gone, *(item for item in items if item is not gone)), said)
        elif gone and others:
            said = f"{gone.explanation} ({counted(others, 'cell')} of other rows still name{'s' if others == 1 else ''} it)"
            yield Message((gone, *(item for item in items if item is not gone)), said)
        elif others > 1:
            places = ", ".join(dict.fromkeys(visible(item.path) for item in items[1:]))
            said = f"{items[0].explanation} ({counted(others - 1, 'other cell')} of {places} name it too)"
            yield Message(tuple(items), said)


_OF_LOST = ("foreign-key", "register-lost")


@lru_cache
def _prefix(name: str) -> str:
    return name.rpartition(":")[2].partition("-")[0]


def _table_of(report: Report, name: str) -> str:
    """Return the path of the table that has ids like this one."""
    for path, table in report.tables.items():
        field = table.fields[0]
        if table.primary_key == (field.name,) and f"{_prefix(name)}-" in str(field.constraints.get("pattern", "")):
            if table.name != "records":
                return path
    return ""


def _undefined_code(report: Report, problems: list[Problem]) -> Iterator[Message]:
    """Yield each code that several rows have and no row of the codes defines."""
    undefined = [item for item in problems if item.code in ("code-undefined", "enum")]
    for items in _by(undefined, lambda item: (item.code, item.column, item.found)):
        if len(items) > 1:
            more = counted(len(items) - 1, "other row")
            has = "has" if len(items) == 2 else "have"
            yield Message(tuple(items), f"{items[0].explanation} ({more} {has} it too)")


def _renamed_file(report: Report, problems: list[Problem]) -> Iterator[Message]:
    """Yield each file that is missing with the one that it was renamed to."""
    for item in problems:
        if item.code == "missing-file":
            strays = [one for one in problems if one.code == "stray-file" and one.path in item.says]
            if strays:
                yield Message((item, *strays), item.explanation)


def _quoted_rows(report: Report, problems: list[Problem]) -> Iterator[Message]:
    """Yield the needless quotation marks of a file, and a repeated fault of its form, in one message."""
    for items in _by((item for item in problems if item.code == "quoting"), lambda item: item.path):
        yield Message(tuple(items), f"{_told('quotes', items)}; {_TIDY}", whole=len(items) > 1)


_CAUSES = (_form_of_file, _quoted_rows, _shifted_row, _lost_id, _undefined_code, _renamed_file)
