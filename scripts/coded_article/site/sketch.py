"""A sheet of boxes, lines, signs and words at given places, drawn by Altair and written by vl-convert.

Places are pixels from the top left. Figures that are mostly words, such as the playbook, need just this; the
library does the rest: text, curves, scaling, SVG and PNG, the same bytes each time.
"""

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import altair as alt
import vl_convert

from coded_article.site.text import shown

INK, SOFT, LINE, PAPER = "#1b1d20", "#55595f", "#c9c5bc", "#ffffff"
# by Okabe and Ito, for every eye
BLUE, SKY, GREEN, ORANGE, VERMILLION, PURPLE = "#0072b2", "#56b4e9", "#009e73", "#e69f00", "#d55e00", "#cc79a7"
_FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
_RING = "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z"
_CROSS = "M-.8,-.8L.8,.8M.8,-.8L-.8,.8"
SIGNS = {
    "occurred": (_RING, True),
    "ongoing": ("M0,-1A1,1,0,1,0,0,1L.4,1L1.4,0L.4,-1Z", True),
    "reported": (_RING + "M0,-1A1,1,0,0,1,0,1ZM.2,-.8L.2,.8M.4,-.8L.4,.8M.6,-.7L.6,.7", False),
    "announced": ("M-.8,-1L1,0L-.8,1Z", False),
    "not_done": (_CROSS, False),
    "counterfactual": ("M0,-1.2L1.2,0L0,1.2L-1.2,0Z", False),
    "no": (_CROSS, False),
    "yes": ("M-1,.1L-.3,.8L1,-.8", False),
    "partly": (_RING + "M0,-1A1,1,0,0,0,0,1Z", False),
    "not_addressed": ("M-.5,-.4A.5,.5,0,1,1,.2,.05Q0,.2,0,.5M0,.9L0,1", False),
    "head": ("M-1,-1L1,0L-1,1Z", True),
}
_OTHER = (_RING, False)


_LEVELS = {"rect": 0, "line": 1, "point": 2, "text": 3}  # what lies over what


@dataclass
class Sketch:
    """What is on the sheet so far; its height may grow until it is written.

    Words lie over signs, signs over lines, lines over boxes; ``level`` can put a box higher. What looks alike
    is one layer, because the library takes its time for each.
    """

    width: float
    height: float = 0
    _layers: dict[tuple[float, str, str], list[dict[str, Any]]] = field(default_factory=dict)
    _paths: int = 0

    def _add(self, rows: Iterable[dict[str, Any]], mark: str, style: dict[str, Any], level: float | None) -> None:
        key = (_LEVELS[mark] if level is None else level, mark, json.dumps(style))
        self._layers.setdefault(key, []).extend(rows)

    def boxes(
        self, rows: Iterable[tuple[float, float, float, float]], level: float | None = None, **style: Any
    ) -> None:
        """Draw boxes, each as left, top, width and height."""
        listed = ({"x": x, "y": y, "x2": x + width, "y2": y + height} for x, y, width, height in rows)
        self._add(listed, "rect", style, level)

    def words(self, rows: Iterable[tuple[float, float, str]], **style: Any) -> None:
        """Write words, each at the left and the middle of its first line; a line break parts lines."""
        chosen = {"align": "left", "baseline": "middle", "lineBreak": "\n", "font": _FONT, "fontSize": 12.5,
                  "lineHeight": 15, "color": INK, **style}  # fmt: skip
        self._add(({"x": x, "y": y, "t": _shown(text)} for x, y, text in rows), "text", chosen, None)

    def signs(
        self, rows: Iterable[tuple[float, float, str]], size: float = 100, angle: float = 0, **style: Any
    ) -> None:
        """Draw signs by name, such as a status or an arrow's head, turned by ``angle`` degrees."""
        for x, y, name in rows:
            path, filled = SIGNS.get(name, _OTHER)
            dash = {"strokeDash": [2, 1.5]} if name == "counterfactual" else {}
            chosen = {"shape": path, "size": size, "strokeWidth": 1.8, "filled": filled, "opacity": 1, **dash, **style}
            self._add([{"x": x, "y": y, "a": round(angle % 360, 1)}], "point", chosen, None)

    def lines(self, paths: Iterable[Iterable[tuple[float, float]]], **style: Any) -> None:
        """Draw lines through points."""
        for path in paths:
            self._paths += 1
            listed = ({"x": x, "y": y, "n": self._paths, "k": k} for k, (x, y) in enumerate(path))
            self._add(listed, "line", {"color": SOFT, "strokeWidth": 1, **style}, None)

    def svg(self, title: str, description: str) -> str:
        """Return the sheet as SVG that names and describes itself."""
        buffer = io.StringIO()
        self._chart().save(buffer, format="svg")
        head, _, rest = buffer.getvalue().partition(">")
        head = head.replace("<svg ", f'<svg role="img" aria-label={quoteattr(shown(title))} ', 1)
        named = f"<title>{escape(shown(title))}</title><desc>{escape(shown(description))}</desc>"
        return f"{head}>{named}{rest}\n"

    def _chart(self) -> alt.LayerChart | alt.FacetChart:
        across = alt.X("x:Q", scale=alt.Scale(domain=[0, self.width], nice=False), axis=None)
        down = alt.Y("y:Q", scale=alt.Scale(domain=[self.height, 0], nice=False), axis=None)
        encoded: dict[str, dict[str, Any]] = {
            "rect": {"x2": "x2:Q", "y2": "y2:Q"},
            "line": {"detail": "n:N", "order": "k:Q"},
            "point": {"angle": alt.Angle("a:Q", scale=None)},
            "text": {"text": "t:N"},
        }
        layers = []
        for (_, mark, style), rows in sorted(self._layers.items(), key=lambda item: item[0][0]):
            chart = alt.Chart(alt.InlineData(values=rows))
            marked = getattr(chart, f"mark_{mark}")(**json.loads(style), aria=False)
            layers.append(marked.encode(x=across, y=down, **encoded[mark]))
        sheet = alt.layer(*layers).properties(width=self.width, height=self.height, background=PAPER)
        sheet.config = alt.Config(view=alt.ViewConfig(stroke=None))
        return sheet


def png(svg: str) -> bytes:
    """Return an SVG as PNG, two pixels to one."""
    return bytes(vl_convert.svg_to_png(svg, scale=2))


def _shown(text: str) -> str:
    return "\n".join(shown(line) for line in text.split("\n"))
