"""Lists of a few columns for a terminal and for a notebook."""

from collections.abc import Iterable, Sequence
from html import escape

from coded_article.console import visible

_LONGEST = 2_000  # characters of a cell that are shown


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Return the rows as lines, their cells below each other; what could move the cursor is shown, not obeyed."""
    shown = [[visible(cell, _LONGEST) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown
    )


def as_html(rows: Iterable[Sequence[str]], title: str = "") -> str:
    """Return the rows as a table of HTML under a title, if there is one."""
    lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    head = f"<h4>{escape(title)}</h4>" if title else ""
    return head + (f"<table>{lines}</table>" if lines else "")
