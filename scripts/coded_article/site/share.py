"""The picture that a link to the site is shown with: the playbook in large words, 1200 by 630 pixels."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from coded_article.package import Package
from coded_article.site.figures import finding, tallied
from coded_article.site.playbook import Order, playbook
from coded_article.site.rows import Codes
from coded_article.site.sketch import ADVICE, EVENT, INK, PAPER, SOFT, UNDONE, Sketch, png
from coded_article.site.titles import brief

_WIDTH, _HEIGHT, _EDGE = 1200, 630, 48
_MOST, _GAP = 4, 40  # boxes side by side


@dataclass(frozen=True)
class _Box:
    """A contact: its step or status, with whom, what the record elsewhere adds, and whether it took place."""

    small: str
    large: str
    note: str = ""
    solid: bool = True


def picture(package: Package) -> bytes:
    """Return the picture as PNG: what the playbook finds, and the order of contacts or else the tally of advice."""
    book, codes = playbook(package), Codes(package)
    sketch = Sketch(_WIDTH - 12, _HEIGHT - 12)
    head = _cut(finding("playbook", package), 44, 2)
    sketch.words(_EDGE, 58, head, 42, 50, font_weight="bold")
    if book.orders:
        _order(sketch, book.orders[0], codes)
    else:
        for place, (code, words) in enumerate(tallied(book.tally, codes)[:5]):
            y = 230 + 58 * place
            hue = UNDONE if code == "no" else SOFT
            sketch.sign(_EDGE + 14, y, code, hue, 13)
            sketch.words(_EDGE + 48, y, words, 34, fill=hue)
    title = _cut(str(package.metadata.get("title", package.name)), 62, 1)
    sketch.words(_EDGE, _HEIGHT - 62, f"{title}, version {package.version}", 24, fill=SOFT)
    return png(sketch.svg(finding("playbook", package), title), scale=1)


def _order(sketch: Sketch, order: Order, codes: Codes) -> None:
    advised = [
        _Box(f"step {step.number}", " and ".join(step.who) or step.action, codes.followed(step.followed))
        for step in order.steps
    ]
    told = [
        _Box(
            " and ".join(dict.fromkeys(act.title.status for act in acts)),
            " and ".join(dict.fromkeys(who for act in acts for who in act.who)) or acts[0].title.words,
            brief(tuple(mark for act in acts for mark in act.marks)),
            any(act.took_place for act in acts),
        )
        for acts in order.told
    ]
    untold = [
        _Box("the article reports no contact with", " and ".join(order.untold), str(marks[0]) if marks else "", False)
        for marks in [tuple(mark for marks in order.untold.values() for mark in marks)]
        if order.untold
    ]
    _row(sketch, 178, "ADVISED", advised, ADVICE, "#e8f4ef", len(advised))
    _row(sketch, 358, "AS THE ARTICLE REPORTS IT", [*told, *untold], EVENT, "#eaf3f8", len(told))


def _row(sketch: Sketch, y: float, name: str, boxes: Sequence[_Box], hue: str, wash: str, arrows: int) -> None:
    sketch.words(_EDGE, y, name, 20, font_weight="bold", fill=hue)
    shown = boxes[:_MOST]
    places = max(len(shown), 3)
    room = (_WIDTH - 12 - 2 * _EDGE - _GAP * (places - 1)) / places
    for place, box in enumerate(shown):
        x = _EDGE + (room + _GAP) * place
        sketch.box(x, y + 18, room, 132, fill=wash if box.solid else PAPER, stroke=hue, stroke_width=3, rx=8,
                   stroke_dasharray="none" if box.solid else "9 7")  # fmt: skip
        sketch.words(x + 18, y + 40, _cut(box.small, int(room / 8.5), 1), 17, fill=SOFT)
        sketch.words(x + 18, y + 68, _cut(box.large, int(room / 13.5), 2), 24, 28, font_weight="bold", fill=INK)
        sketch.words(x + 18, y + 120, _cut(box.note, int(room / 7.6), 2), 15, 17, font_style="italic", fill=SOFT)
        if place + 1 < min(arrows, _MOST):
            sketch.sign(x + room + _GAP / 2, y + 84, "head", hue, 10)


def _cut(text: str, letters: int, lines: int) -> str:
    """Return ``text`` in lines of so many letters, with an ellipsis if it has more lines than there is room for."""
    return "\n".join(textwrap.wrap(text, letters, max_lines=lines, placeholder=" \u2026"))
