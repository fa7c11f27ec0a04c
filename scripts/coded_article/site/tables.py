"""The tables as files beside the page, to be downloaded: the CSV of the package itself, and JSON."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from coded_article.files.canonical_csv import format_rows
from coded_article.package import Package
from coded_article.site.addresses import data_file
from coded_article.site.rows import rows

KINDS = {"csv": "text/csv", "json": "application/json"}


def tables(package: Package) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of every table, as CSV and as a JSON list of one object a row."""
    for name, frame in package.tables.items():
        if not data_file(name, "csv"):
            continue
        records = [{column: _plain(value) for column, value in row.items()} for row in rows(frame)]
        cells = (("" if value is None else str(value) for value in record.values()) for record in records)
        yield data_file(name, "csv"), format_rows([list(frame.columns), *map(list, cells)]).encode("utf-8")
        lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
        yield data_file(name, "json"), f"[\n{lines}\n]\n".encode()


def _plain(value: Any) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value
