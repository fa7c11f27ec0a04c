"""A comparison as text for people, JSON for programs, and a page with coloured cells."""

import html
import json
from collections.abc import Iterator
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from coded_article.console import visible
from coded_article.files.canonical_csv import sort_key
from coded_article.release.compare import Comparison, Side, TableChange

_BEFORE = 20  # characters shown before the first that differs


def text(comparison: Comparison) -> Iterator[str]:
    """Yield the comparison line by line: ids at fault first, then what changed, then the version step."""
    yield from (f"error: {visible_line(fault)}" for fault in comparison.faults)
    if comparison.faults:
        yield ""
    yield visible_line(_title(comparison))
    for change in comparison.metadata:
        yield f"\n{visible(change.name)}: {_both(change.old, change.new)}"
    for name in comparison.tables_removed:
        yield f"\n{name}: table removed"
    for name in comparison.tables_added:
        yield f"\n{name}: table added, {_rows(len(comparison.new.cells[name]))}"
    for table in comparison.tables:
        yield ""
        yield from _table_text(comparison, table)
    yield ""
    yield from step_lines(comparison)


def step_lines(comparison: Comparison) -> Iterator[str]:
    """Yield the smallest version step with its reasons, line by line."""
    old, new = comparison.old.descriptor.version, comparison.new.descriptor.version
    if comparison.step == "none":
        yield "nothing differs that users of the data can see"
        return
    enough = "" if comparison.sufficient else ", which is too small a step"
    yield f"smallest step: {comparison.step}, {old} -> {comparison.least_version} or later; it is {new}{enough}"
    yield from (f"  {step}: {visible_line(reason)}" for step, reason in comparison.reasons)


def visible_line(said: str) -> str:
    """Return a line safe to print, whole unless a word of it is very long."""
    return " ".join(visible(word) for word in said.split(" "))


def as_json(comparison: Comparison) -> str:
    """Return the comparison as one JSON object."""
    value: dict[str, Any] = {
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "valid": not comparison.faults,
        "errors": list(comparison.faults),
        "step": comparison.step,
        "least_version": comparison.least_version,
        "sufficient": comparison.sufficient,
        "reasons": [{"step": step, "reason": reason} for step, reason in comparison.reasons],
        "retired": list(comparison.retired),
        "tables_added": list(comparison.tables_added),
        "tables_removed": list(comparison.tables_removed),
        "metadata": [asdict(change) for change in comparison.metadata],
        "tables": [asdict(table) for table in comparison.tables],
    }
    return json.dumps(value, indent=2)


def as_html(comparison: Comparison) -> str:
    """Return a page of its own that shows every changed cell in its row, in colour and with a sign."""
    parts = [f"<h1>{_escaped(_title(comparison))}</h1>"]
    if comparison.faults:
        parts.append('<h2 class="fault">Errors</h2>' + _list(comparison.faults))
    parts.append("<h2>Version</h2>" + _list(line.strip() for line in step_lines(comparison)))
    if comparison.metadata:
        changes = (f"{change.name}: {change.old} \u2192 {change.new}" for change in comparison.metadata)
        parts.append("<h2>Package</h2>" + _list(changes))
    for name in (*comparison.tables_removed, *comparison.tables_added):
        what = "removed" if name in comparison.tables_removed else "added"
        parts.append(f"<h2>{_escaped(name)}</h2><p>Table {what}.</p>")
    for table in comparison.tables:
        parts.append(f'<h2 id="{_escaped(table.name)}">{_escaped(table.name)}</h2>')
        parts.append(f"<p>{_escaped(_counts(table))}</p>")
        if table.properties:
            parts.append(_list(f"{one.name}: {one.old} \u2192 {one.new}" for one in table.properties))
        if table.added or table.removed or table.changed or table.columns_added or table.columns_removed:
            parts.append(f'<div class="scroll">{_highlighted(comparison, table.name)}</div>')
    template = (files("coded_article.release") / "comparison.html").read_text(encoding="utf-8")
    return template.replace("<!-- title -->", _escaped(_title(comparison))).replace("<!-- body -->", "\n".join(parts))


def _title(comparison: Comparison) -> str:
    old, new = comparison.old.descriptor, comparison.new.descriptor
    return f"{old.name} {old.version} -> {'' if new.name == old.name else new.name + ' '}{new.version}"


def _side(side: Side) -> dict[str, Any]:
    rows = {name: len(cells) for name, cells in side.cells.items()}
    return {"name": side.descriptor.name, "version": side.descriptor.version, "rows": rows}


def _rows(count: int) -> str:
    return f"{count} row" if count == 1 else f"{count} rows"


def _counts(table: TableChange) -> str:
    changed = len({item.key for item in table.changed})
    counts = {"added": len(table.added), "removed": len(table.removed), "changed": changed}
    told = [f"{_rows(count)} {what}" for what, count in counts.items() if count]
    told += [f"column {column} added" for column in table.columns_added]
    told += [f"column {column} removed" for column in table.columns_removed]
    return ", ".join(told) or "only its schema"


def _table_text(comparison: Comparison, table: TableChange) -> Iterator[str]:
    yield f"{table.name}: {_counts(table)}"
    for change in table.properties:
        yield f"  ~ {change.name}: {_both(change.old, change.new)}"
    register = comparison.new.cells.get("records", {})
    for key in table.added:
        yield f"  + {visible(key)}"
    for key in table.removed:
        row = register.get(key, {})
        by = f", replaced by {row['replaced_by']}" if row.get("replaced_by") else ""
        retired = f" (retired in {row['retired_in']}{by})" if row.get("retired_in") else ""
        yield f"  - {visible(key)}{visible(retired)}"
    for item in table.changed:
        yield f"  ~ {visible(item.key)} {item.column}: {_both(item.old, item.new)}"


def _both(old: str, new: str) -> str:
    """Return both values, long ones from shortly before the place where they part."""
    parted = (place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    same = next(parted, min(len(old), len(new)))
    start = same - _BEFORE if same > 2 * _BEFORE else 0
    told = (f"\u2026{value[start:]}" if start else value or "(empty)" for value in (old, new))
    return " -> ".join(map(visible, told))


def _list(lines: Any) -> str:
    return "<ul>" + "".join(f"<li>{_escaped(line)}</li>" for line in lines) + "</ul>"


def _escaped(said: str) -> str:
    return html.escape(visible_line(said))


def _highlighted(comparison: Comparison, name: str) -> str:
    """Return the highlighter diff of one table as an HTML table (https://paulfitz.github.io/daff-doc/spec.html)."""
    import daff

    sides = [_grid(side, name) for side in (comparison.old, comparison.new)]
    flags = daff.CompareFlags()
    for column in comparison.new.descriptor.tables[name].primary_key:
        flags.addPrimaryKey(column)
    flags.unchanged_context = 0
    flags.show_unchanged_columns = True
    alignment = daff.Coopy.compareTables(*(daff.PythonTableView(grid) for grid in sides), flags).align()
    shown = daff.PythonTableView([])
    daff.TableDiff(alignment, flags).hilite(shown)
    render = daff.DiffRender()
    render.render(shown)
    return str(render.html())


def _grid(side: Side, name: str) -> list[list[str]]:
    columns = list(side.descriptor.tables[name].columns)
    rows = sorted(side.cells[name].values(), key=lambda row: sort_key(list(row.values())))
    return [columns, *([visible_cell(row[column]) for column in columns] for row in rows)]


def visible_cell(cell: str) -> str:
    """Return a cell whole, its control and invisible characters escaped."""
    return "".join(visible(char) for char in cell)
