"""An empty coding sheet, which says of each column what it wants and of each code when it is chosen."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime

from coded_article.coding.sheets import CODED, columns, parts
from coded_article.files.canonical_csv import format_rows
from coded_article.model.characters import shown_as_text
from coded_article.model.profile import CLOSED, KEYS, PREFIXES, RECORD_TABLES
from coded_article.model.schema import Descriptor, Field

Rows = Sequence[Mapping[str, str]]

_PASSAGES: tuple[str, ...] = ("passage_id", "section", "kind", "text")
_CODES: tuple[str, ...] = ("vocabulary", "code", "label", "definition", "example")
_ROWS = 500  # rows of a sheet that have drop-down lists
_WIDE = ("label", "proposition", "action", "definition", "quote", "within", "note", "text")
# what the columns want that no table has
_MEANT = {
    "quote": "The words that the row rests on, copied from the sentence. Empty if the whole sentence is meant.",
    "passage_id": "The sentence: needed if `quote` is empty, or if its words occur in several sentences.",
    "within": "Longer words that hold the quote, if it occurs in its sentence more than once.",
    "id": "The record that rests on the words, or the actor whom they mention. Always filled.",
    "part": "Of a record: what the words show. Of an actor: what kind of mention they are. Always filled.",
}


def workbook(descriptor: Descriptor, passages: Rows, codes: Rows) -> bytes:
    """Return an empty coding sheet as a workbook, with lists to choose from and a remark at the head of each column.

    ``passages`` gives passage_id, section, kind and text of each, ``codes`` the rows of the table of codes.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": datetime(1980, 1, 1)})  # not the clock: the same sheet has the same bytes
        look = {"num_format": "@", "valign": "top"}
        head = book.add_format({"bold": True, "bottom": 1, **look})
        needed = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF2CC", **look})
        wrapped = book.add_format({"text_wrap": True, **look})
        text = book.add_format(look)
        sheets = {name: book.add_worksheet(name) for name in ("passages", *columns(descriptor), "definitions", "lists")}
        for name, names, rows in (("passages", _PASSAGES, passages), ("definitions", _CODES, codes)):
            sheet = sheets[name]
            sheet.write_row(0, 0, names, head)
            for number, row in enumerate(rows, start=1):
                for place, column in enumerate(names):
                    sheet.write_string(number, place, row[column], wrapped if column in _WIDE else text)
            sheet.set_column(0, len(names) - 2, 14 if name == "passages" else 24)
            sheet.set_column(3, 3, 100)
            sheet.freeze_panes(1, 0)
        lists = _code_lists(descriptor)
        for place, (name, listed) in enumerate(lists.items()):
            sheets["lists"].write_column(0, place, [name, *listed])
        sheets["lists"].hide()
        places = {name: f"lists!{_absolute(1, at)}:{_absolute(len(lists[name]), at)}" for at, name in enumerate(lists)}
        for name, names in columns(descriptor).items():
            sheet = sheets[name]
            fields = {field.name: field for field in descriptor.tables[name].fields} if name != "quotes" else {}
            sheet.freeze_panes(1, 1)
            for place, column in enumerate(names):
                field = fields.get(column)
                is_needed = column in ("id", "part") if field is None else bool(field.constraints.get("required"))
                sheet.set_column(place, place, 40 if column in _WIDE else 18, wrapped if column in _WIDE else text)
                sheet.write_string(0, place, column, needed if is_needed else head)
                sheet.write_comment(0, place, _meant(name, column, field), {"x_scale": 2, "y_scale": 1.5})
                source = places.get(f"{name}.{column}") or _ids_of(descriptor, name, column, len(passages))
                if source:
                    sheet.data_validation(
                        1, place, _ROWS, place, {"validate": "list", "source": f"={source}", **_told(field)}
                    )
    return buffer.getvalue()


def csv_texts(descriptor: Descriptor, passages: Rows, codes: Rows) -> dict[str, str]:
    """Return an empty coding sheet as CSV files, by name."""
    shown = {
        f"{name}.csv": format_rows([names, *([shown_as_text(row[column]) for column in names] for row in rows)])
        for name, names, rows in (("passages", _PASSAGES, passages), ("definitions", _CODES, codes))
    }
    return shown | {f"{name}.csv": format_rows([names]) for name, names in columns(descriptor).items()}


def _meant(sheet: str, column: str, field: Field | None) -> str:
    """Return what is said at the head of a column: what it wants, whether it is always filled, an example."""
    if field is None or not field.description:
        return _MEANT.get(column, column)
    said = [field.description.partition(" Foreign key to ")[0].removesuffix(" Always filled.")]
    if sheet in RECORD_TABLES and (column,) == KEYS[sheet]:
        name = f"A name of yours, such as {PREFIXES[sheet]}-call, in small letters from a to z, digits and hyphens;"
        said = [name, "its id is issued later."]
    if field.constraints.get("required"):
        said.append("Always filled.")
    if field.vocabulary:
        said.append(f"The codes are explained in `definitions`, under {field.vocabulary}.")
    elif field.example and len(said) == 1:
        said.append(f"Example: {field.example}")
    return " ".join(said)


def _told(field: Field | None) -> dict[str, object]:
    """Return what is said of a cell that is not in its list: nothing where the coder may add to it."""
    if field is None or not field.vocabulary or field.vocabulary not in CLOSED:
        return {"show_error": False}
    said = "The codes of this column are those of its list; the sheet `definitions` explains them."
    return {"error_type": "warning", "error_title": "No such code", "error_message": said}


def _ids_of(descriptor: Descriptor, sheet: str, column: str, passages: int) -> str:
    """Return where the ids stand that a column takes, empty if they stand in no one sheet."""
    if column == "passage_id":
        return f"passages!{_absolute(1, 0)}:{_absolute(max(passages, 1), 0)}"
    keys = descriptor.tables[sheet].foreign_keys if sheet != "quotes" else ()
    target = next((key.target for key in keys if key.fields == (column,)), "")
    return f"{target}!{_absolute(1, 0)}:{_absolute(_ROWS, 0)}" if target in RECORD_TABLES else ""


def _code_lists(descriptor: Descriptor) -> dict[str, list[str]]:
    fields = [(f"{name}.{field.name}", field) for name in CODED for field in descriptor.tables[name].fields]
    lists = {name: list(field.constraints["enum"]) for name, field in fields if "enum" in field.constraints}
    vocabularies = sorted(
        {field.vocabulary for _, field in fields if field.vocabulary and field.vocabulary not in CLOSED}
    )
    parts_of_all = [code for codes in parts(descriptor).values() for code in codes]
    return {**lists, "quotes.part": parts_of_all, "codes.vocabulary": vocabularies}


def _absolute(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))
