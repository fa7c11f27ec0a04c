"""One row of a coding sheet: ids in place of its names, the dates that follow from it, the quotes that it gives."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from coded_article.coding.ledger import packed
from coded_article.coding.quotes import WHERE, Quote
from coded_article.model.edtf import bounds, precision
from coded_article.model.schema import Table


@dataclass(frozen=True)
class ResolvedRow:
    """A row of a sheet whose names are replaced by ids; ``name`` is the name of its own record."""

    sheet: str
    place: str
    name: str
    cells: Mapping[str, str]

    @property
    def packed(self) -> str:
        """The filled cells as the ledger writes them."""
        return packed(self.cells)


def replaced(cells: Mapping[str, str], names: Mapping[str, str], links: AbstractSet[str]) -> dict[str, str]:
    """Return the cells of a row with ids in place of names where a column holds ids."""
    return {column: names.get(cell, cell) if column in links else cell for column, cell in cells.items()}


def dates(table: Table, cells: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of a date that follow from its EDTF."""
    if "date_edtf" not in table.columns:
        return {}
    edtf = cells["date_edtf"]
    span = bounds(edtf) if edtf else None
    return {
        "date_earliest": span[0].isoformat() if span else "",
        "date_latest": span[1].isoformat() if span else "",
        "date_precision": (precision(edtf) or "") if span else "",
        "date_basis": cells["date_basis"] or ("" if edtf else "none"),
    }


def quotes_of(place: str, record: str, cells: Mapping[str, str]) -> Iterator[Quote]:
    """Yield the quotes of a record: its content, or its passage as a whole, its cue and its date words."""
    if cells["quote"]:
        yield quote_of(place, record, "content", cells)
    elif cells["passage_id"]:
        yield quote_of(place, record, "whole", cells)
    for column, part in (("cue", "cue"), ("date_text", "date")):
        if cells.get(column):
            yield quote_of(place, record, part, {**cells, "quote": cells[column], "within": ""})


def quote_of(place: str, record: str, part: str, cells: Mapping[str, str]) -> Quote:
    """Return the quote that stands in the cells of a row, which may be empty."""
    return Quote(place, record, part, *(cells[column] for column in WHERE))


def role_of(quote: Quote) -> str:
    """Return what the words of a quote do: a whole passage shows the content too."""
    return "content" if quote.part == "whole" else quote.part
