"""A comparison as text for people and JSON for programs."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from coded_article.console import counted, to_json, visible
from coded_article.release.compare import Comparison, Side, TableChange

_BEFORE = 20  # characters shown before the first that differs


def as_text(comparison: Comparison) -> Iterator[str]:
    """Yield the comparison line by line: ids at fault first, then what changed, then the version step."""
    yield from (f"error: {visible_line(fault)}" for fault in comparison.faults)
    if comparison.faults:
        yield ""
    yield visible_line(title(comparison))
    for change in comparison.metadata:
        yield f"\n{visible(change.name)}: {_both(change.old, change.new)}"
    for name in comparison.tables_removed:
        yield f"\n{name}: table removed"
    for name in comparison.tables_added:
        yield f"\n{name}: table added, {counted(len(comparison.new.cells[name]), 'row')}"
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
    return to_json(value)


def title(comparison: Comparison) -> str:
    """Return what is compared: the name of the package and both versions."""
    old, new = comparison.old.descriptor, comparison.new.descriptor
    return f"{old.name} {old.version} -> {'' if new.name == old.name else new.name + ' '}{new.version}"


def counts(table: TableChange) -> str:
    """Return how many rows of a table were added, removed and changed, and which columns."""
    changed = len({item.key for item in table.changed})
    numbers = {"added": len(table.added), "removed": len(table.removed), "changed": changed}
    phrases = [f"{counted(count, 'row')} {what}" for what, count in numbers.items() if count]
    phrases += [f"column {column} added" for column in table.columns_added]
    phrases += [f"column {column} removed" for column in table.columns_removed]
    return ", ".join(phrases) or "only its schema"


def retirement(comparison: Comparison, key: str) -> str:
    """Return since when a record is retired, and what replaces it; empty for whatever is not retired."""
    row = comparison.new.cells.get("records", {}).get(key, {})
    by = f", replaced by {row['replaced_by']}" if row.get("replaced_by") else ""
    return f"retired in {row['retired_in']}{by}" if row.get("retired_in") else ""


def _side(side: Side) -> dict[str, Any]:
    rows = {name: len(cells) for name, cells in side.cells.items()}
    return {"name": side.descriptor.name, "version": side.descriptor.version, "rows": rows}


def _table_text(comparison: Comparison, table: TableChange) -> Iterator[str]:
    yield f"{table.name}: {counts(table)}"
    for change in table.properties:
        yield f"  ~ {change.name}: {_both(change.old, change.new)}"
    for key in table.added:
        yield f"  + {visible(key)}"
    for key in table.removed:
        note = retirement(comparison, key)
        yield f"  - {visible(key)}{visible(f' ({note})') if note else ''}"
    for item in table.changed:
        yield f"  ~ {visible(item.key)} {item.column}: {_both(item.old, item.new)}"


def _both(old: str, new: str) -> str:
    """Return both values, long ones from shortly before the place where they part."""
    parted = (place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    same = next(parted, min(len(old), len(new)))
    start = same - _BEFORE if same > 2 * _BEFORE else 0
    excerpts = (f"\u2026{value[start:]}" if start else value or "(empty)" for value in (old, new))
    return " -> ".join(map(visible, excerpts))
