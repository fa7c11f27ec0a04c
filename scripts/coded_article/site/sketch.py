"""A sheet of boxes, lines, signs and words at given places, written as SVG: what is drawn later lies on top.

Places are pixels from the top left. Styles are attributes of SVG, with underscores for hyphens.
"""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

import vl_convert

from coded_article.site.text import shown

INK, SOFT, LINE, PAPER = "#1b1d20", "#55595f", "#c9c5bc", "#ffffff"
# Each colour means one thing in the whole site, and stands out from paper by 3 to 1 or more: the four kinds of what
# is coded, what was not done or not followed, and the six kinds of ties (as in styles/page.css).
EVENT, ATTRIBUTED, CLAIM, ADVICE, UNDONE = "#0072b2", "#b5588e", "#a86a00", "#008a64", "#a63c00"
MEETS, ADDRESSES, ACTS, EXCLUDES, CRITICISES, FAVOURS = (
    "#4b3f9e", "#8a80c4", "#6b7078", "#7a1f3d", "#d55e00", "#1f8a8a",
)  # fmt: skip
_FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
_MARGIN = 6
_RING = "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z"
_CROSS = "M-.8,-.8L.8,.8M.8,-.8L-.8,.8"
# outline and filled part, of radius 1
SIGNS = {
    "occurred": ("", _RING),
    "ongoing": ("", "M0,-1A1,1,0,1,0,0,1L.4,1L1.4,0L.4,-1Z"),
    "reported": (_RING, "M0,-1A1,1,0,0,1,0,1Z"),
    "announced": ("M-.8,-1L1,0L-.8,1Z", ""),
    "not_done": (_CROSS, ""),
    "counterfactual": ("M0,-1.2L1.2,0L0,1.2L-1.2,0Z", ""),
    "no": (_CROSS, ""),
    "yes": ("M-1,.1L-.3,.8L1,-.8", ""),
    "partly": (_RING, "M0,-1A1,1,0,0,0,0,1Z"),
    "not_addressed": ("M-.5,-.4A.5,.5,0,1,1,.2,.05Q0,.2,0,.5M0,.8L0,1.15", ""),
    "elsewhere": ("M-1,-1H1V1H-1ZM-1,0H1", ""),
    "head": ("", "M-1,-1L1,0L-1,1Z"),
}
_OTHER = (_RING, "")

Point = tuple[float, float]


@dataclass
class Sketch:
    """What is on the sheet so far; its height may grow until it is written."""

    width: float
    height: float = 0
    _drawn: list[str] = field(default_factory=list)

    def _draw(self, tag: str, content: str = "", /, **attributes: str | float) -> None:
        pairs = "".join(f" {name.replace('_', '-')}={quoteattr(_format(value))}" for name, value in attributes.items())
        self._drawn.append(f"<{tag}{pairs}>{content}</{tag}>" if content else f"<{tag}{pairs}/>")

    def lay(self, other: "Sketch") -> None:
        """Lay what is drawn on another sheet on top of this one."""
        self._drawn += other._drawn

    def box(self, x: float, y: float, width: float, height: float, **style: str | float) -> None:
        """Draw a box from its left top."""
        self._draw("rect", x=x, y=y, width=width, height=height, **style)

    def line(self, *points: Point, **style: str | float) -> None:
        """Draw a line through points."""
        self._draw("path", d="M" + "L".join(map(_at, points)), **{"fill": "none", "stroke": SOFT, **style})

    def curve(self, start: Point, control: Point, end: Point, **style: str | float) -> None:
        """Draw a quadratic curve."""
        self._draw("path", d=f"M{_at(start)}Q{_at(control)} {_at(end)}", fill="none", **style)

    def sign(self, x: float, y: float, name: str, hue: str, radius: float = 5, angle: float = 0) -> None:
        """Draw a sign by name, such as a status or an arrow's head, turned by ``angle`` degrees."""
        outline, filled = SIGNS.get(name, _OTHER)
        placed = f"translate({_at((x, y))}) rotate({_format(angle)}) scale({_format(radius)})"
        if filled:
            self._draw("path", d=filled, transform=placed, fill=hue)
        if outline:
            dash = f"{_format(2 / radius)} {_format(1.5 / radius)}" if name == "counterfactual" else "none"
            self._draw("path", d=outline, transform=placed, fill="none", stroke=hue, stroke_width=1.8 / radius,
                       stroke_dasharray=dash)  # fmt: skip

    def words(
        self, x: float, y: float, text: str, size: float = 12.5, leading: float = 15, **style: str | float
    ) -> None:
        """Write words, ``y`` being the middle of their first line; a line break parts lines."""
        first, *others = shown(text).split("\n")
        rest = "".join(f'<tspan x="{_format(x)}" dy="{_format(leading)}">{escape(line)}</tspan>' for line in others)
        # the middle by number: not every reader of SVG knows dominant-baseline
        placed: dict[str, str | float] = {"x": x, "y": y + 0.3 * size, "font_size": size, "fill": INK, **style}
        self._draw("text", escape(first) + rest, **placed)

    def svg(self, title: str, description: str) -> str:
        """Return the sheet as SVG that names and describes itself."""
        width, height = _format(self.width + 2 * _MARGIN), _format(self.height + 2 * _MARGIN)
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(shown(title))} '
                f'width="{width}" height="{height}" viewBox="{-_MARGIN} {-_MARGIN} {width} {height}" '
                f'font-family="{_FONT}">',
                f"<title>{escape(shown(title))}</title>",
                f"<desc>{escape(shown(description))}</desc>",
                f'<rect x="{-_MARGIN}" y="{-_MARGIN}" width="{width}" height="{height}" fill="{PAPER}"/>',
                *self._drawn,
                "</svg>\n",
            ]
        )


def png(svg: str, scale: float = 2) -> bytes:
    """Return an SVG as PNG, ``scale`` pixels to one."""
    return bytes(vl_convert.svg_to_png(svg, scale=scale))


def _format(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def _at(point: Point) -> str:
    return f"{_format(point[0])},{_format(point[1])}"
