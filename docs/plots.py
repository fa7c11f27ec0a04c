"""The answers to the ten questions as pictures: a bar for each name, from the rows that the query finds."""

from collections.abc import Iterator
from pathlib import Path

import vl_convert

from coded_article.joins import questions
from coded_article.package import load

ROOT = Path(__file__).resolve().parent.parent
_HUES = ["#0072b2", "#d55e00", "#008a64", "#b5588e"]
# for each question: what the picture shows, the column of the bars, that of their parts, and that of their lengths,
# where they are not numbers of rows
_SHOWN = (
    ("Grounds for each piece of advice", "advice", "", "grounds"),
    ("Records for and against Ukraine's place at the table, by voice", "voice", "side", ""),
    ("Statements by speaker", "speaker", "quotation_type", ""),
    ("Advice by whom it concerns", "who", "how", ""),
    ("Acts that were called for, by who was to act", "who", "status", ""),
    ("Blamed acts, by how many records fault each", "act", "", "faulted_by"),
    ("The author's claims that are evaluative and negative, in per cent", "actor", "", "per_cent"),
    ("Pairs of earlier and later, by what they rest on", "which", "basis", ""),
    ("Mentions of the ten actors that are talked about most", "actor", "", "mentions"),
    ("Claims without a ground, by type", "claim_type", "", ""),
)


def plots() -> Iterator[tuple[str, bytes]]:
    """Yield for each question what its picture shows, and the picture as PNG, whose letters are the same everywhere."""
    with load(ROOT).duckdb() as database:
        for (_, sql), (title, bars, parts, lengths) in zip(questions(), _SHOWN, strict=True):
            cursor = database.execute(sql)
            names = [column for column, *_ in cursor.description or ()]
            rows = [dict(zip(names, cells, strict=True)) for cells in cursor.fetchall()]
            values = [
                {"bar": row[bars], "part": row[parts] if parts else "", "length": _length(row, lengths)} for row in rows
            ]
            yield title, vl_convert.vegalite_to_png(_chart(values, title, bool(parts)), scale=2)


def _length(row: dict[str, object], column: str) -> float:
    """Return what a row adds to its bar: itself, or a number; of a text, how many it joins."""
    value = row[column] if column else 1
    return len(value.split("; ")) if isinstance(value, str) else float(str(value or 0))


def _chart(values: list[dict[str, object]], title: str, parted: bool) -> dict[str, object]:
    colour = {"field": "part", "type": "nominal", "title": None, "scale": {"range": _HUES}, "legend": {"orient": "top"}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": title,
        "data": {"values": values},
        "width": 190,
        "mark": "bar",
        "encoding": {
            "y": {"field": "bar", "type": "nominal", "sort": "-x", "title": None, "axis": {"labelLimit": 190}},
            "x": {
                "field": "length",
                "type": "quantitative",
                "aggregate": "sum",
                "title": None,
                "axis": {"tickMinStep": 1},
            },
            "color": colour if parted else {"value": _HUES[0]},
        },
        "config": {"font": "Arial, Liberation Sans, Helvetica, sans-serif", "axis": {"labelFontSize": 12}},
    }
