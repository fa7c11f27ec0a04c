"""One workbook: a sheet for each table and a dictionary. Integers and days are real ones, all else is text; the heading
of a column has its description and codes as a comment.
"""

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import xlsxwriter

from coded_article.errors import RefusedError
from coded_article.model.citation import citation
from coded_article.model.schema import Table
from coded_article.release.formats import Content

_MAX_ROWS = 1_048_575  # what a sheet holds below its header
_MAX_LINKS = 65_530
_MAX_CHARACTERS = 32_767
_WIDEST = 60
_DIGITS = 15  # of a number that a sheet holds exactly
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets do not agree on the days


def render(content: Content) -> bytes:
    """Return the workbook.

    Raises:
        RefusedError: a table has more rows, or a cell more characters, than a sheet holds.
    """
    buffer = io.BytesIO()
    # strings are never guessed to be numbers, formulas or addresses
    options = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        raw = content.metadata
        created = (
            datetime.fromisoformat(str(raw["created"])).replace(tzinfo=None)
            if "created" in raw
            else datetime(1980, 1, 1)
        )
        book.set_properties(
            {
                "title": f"{raw.get('title', content.descriptor.name)} {content.descriptor.version}",
                "author": "; ".join(person["title"] for person in raw.get("contributors", [])),
                "comments": citation(raw),
                "created": created,
            }
        )
        styles = {
            "head": book.add_format({"bold": True, "num_format": "@", "bottom": 1, "valign": "top"}),
            "text": book.add_format({"num_format": "@", "valign": "top"}),
            "long": book.add_format({"num_format": "@", "valign": "top", "text_wrap": True}),
            "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
            "number": book.add_format({"num_format": "0", "valign": "top"}),
            "link": book.add_format({"num_format": "@", "valign": "top", "font_color": "#0563C1", "underline": 1}),
        }
        sheets = {"about": book.add_worksheet("about"), "dictionary": book.add_worksheet("dictionary")}
        sheets |= {table.name: book.add_worksheet(table.name) for table in content.in_order()}
        lines = {table.name: _lines(content, table) for table in content.in_order()}
        _about(content, sheets["about"], styles)
        _dictionary(content, sheets["dictionary"], styles)
        for table in content.in_order():
            _sheet(content, table, sheets[table.name], styles, lines)
    return buffer.getvalue()


def _lines(content: Content, table: Table) -> dict[str, int]:
    """Return the number of the sheet's row for each key of a table whose key is one column."""
    place = table.columns.index(table.primary_key[0]) if len(table.primary_key) == 1 else None
    rows = content.tables[table.name].cells
    return {} if place is None else {cells[place]: number for number, cells in enumerate(rows, start=2)}


def _about(content: Content, sheet: Any, styles: Mapping[str, Any]) -> None:
    raw = content.metadata
    facts = {
        "package": content.descriptor.name,
        "version": content.descriptor.version,
        "title": str(raw.get("title", "")),
        "description": str(raw.get("description", "")),
        "licence": str(raw["licenses"][0]["name"]),
        "cite as": citation(raw),
        "how to read": "An empty cell is missing. Underlined cells lead to the row they name; headings explain.",
    }
    for row, (name, value) in enumerate(facts.items()):
        sheet.write_string(row, 0, name, styles["head"])
        sheet.write_string(row, 1, value, styles["long"])
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    row = len(facts) + 1
    for table in content.in_order():
        sheet.write_url(row, 0, f"internal:'{table.name}'!A1", styles["link"], string=table.name)
        sheet.write_string(row, 1, table.description, styles["long"])
        row += 1


def _dictionary(content: Content, sheet: Any, styles: Mapping[str, Any]) -> None:
    header = ("table", "column", "type", "required", "codes", "description", "example")
    sheet.write_row(0, 0, header, styles["head"])
    row = 0
    for table in content.in_order():
        for field in table.fields:
            row += 1
            required = "yes" if field.constraints.get("required") else "no"
            codes = field.vocabulary or ""
            cells = (table.name, field.name, field.type, required, codes, field.description, field.example)
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell, styles["long" if column == 5 else "text"])
    sheet.autofilter(0, 0, row, len(header) - 1)
    sheet.freeze_panes(1, 2)
    for column, width in enumerate((20, 20, 10, 10, 24, 80, 40)):
        sheet.set_column(column, column, width)


def _sheet(
    content: Content, table: Table, sheet: Any, styles: Mapping[str, Any], lines: Mapping[str, Mapping[str, int]]
) -> None:
    rows = content.tables[table.name].cells
    if len(rows) > _MAX_ROWS:
        msg = f"{table.path}: a sheet holds {_MAX_ROWS:,} rows, and the table has {len(rows):,}; use another format"
        raise RefusedError(msg)
    targets = {key.fields[0]: key.target for key in table.foreign_keys}
    links = 0
    sheet.write_row(0, 0, table.columns, styles["head"])
    meanings = _meanings(content)
    for column, field in enumerate(table.fields):
        size = {"author": "", "x_scale": 3, "y_scale": 3}
        sheet.write_comment(0, column, "\n".join([field.description, *meanings.get(field.vocabulary or "", ())]), size)
        target = targets.get(field.name, "")
        widest = len(field.name) + 4
        for row, cells in enumerate(rows, start=1):
            cell = cells[column]
            if len(cell) > _MAX_CHARACTERS:
                msg = f"{table.path}:{row + 1}:{field.name}: a sheet's cell holds {_MAX_CHARACTERS:,} characters"
                raise RefusedError(msg)
            widest = max(widest, len(cell))
            there = _there(content, target, cell, lines)
            if there and links < _MAX_LINKS:
                links += 1
                sheet.write_url(row, column, there, styles["link"], string=cell)
            elif cell and field.type == "integer" and len(cell) <= _DIGITS:
                sheet.write_number(row, column, int(cell), styles["number"])
            elif cell and field.type == "date" and date.fromisoformat(cell) >= _FIRST_DAY:
                sheet.write_datetime(row, column, date.fromisoformat(cell), styles["date"])
            elif cell:
                sheet.write_string(row, column, cell, styles["long" if widest > _WIDEST else "text"])
        sheet.set_column(column, column, min(widest + 1, _WIDEST))
    sheet.autofilter(0, 0, max(len(rows), 1), len(table.columns) - 1)
    sheet.freeze_panes(1, 1)


def _meanings(content: Content) -> dict[str, list[str]]:
    """Return of each vocabulary what its codes mean, a line each."""
    found: dict[str, list[str]] = {}
    for row in content.records("codes"):
        found.setdefault(row["vocabulary"], []).append(f"{row['code']}: {row['definition']}")
    return found


def _there(content: Content, target: str, cell: str, lines: Mapping[str, Mapping[str, int]]) -> str:
    """Return the address of the row that a cell names, empty if it names none; a record's is in its own table."""
    if target == "records":
        registered = lines["records"].get(cell)
        own = content.tables["records"].cells[registered - 2][1] if registered else ""
        target = own if cell in lines.get(own, {}) else target
    line = lines.get(target, {}).get(cell)
    return f"internal:'{target}'!A{line}" if line else ""
