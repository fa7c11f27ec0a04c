"""The figures for papers: playbook, timeline, network and coverage, as SVG and PNG with alternative text."""

import math
import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from coded_article.package import Package
from coded_article.site.coverage import TRACKS, coverage
from coded_article.site.network import TIES, Tie, network, points, ties
from coded_article.site.playbook import Conduct, Lane, Order, Prior, playbook
from coded_article.site.rows import NOT_DONE, Codes
from coded_article.site.sketch import BLUE, GREEN, INK, LINE, ORANGE, PURPLE, SKY, SOFT, VERMILLION, Sketch, png
from coded_article.site.text import counted, shown
from coded_article.site.timeline import Moment, timeline

FIGURES = ("playbook", "timeline", "network", "coverage")
_WIDTH = 1040
_LETTER = 6  # mean width of a letter in pixels at the size of the text
_DARK = "#a63c00"  # vermillion, dark enough for words
_HUES = (INK, BLUE, PURPLE, ORANGE, GREEN)
_TIE_HUES = dict(zip(TIES, (BLUE, SKY, "#6b7078", ORANGE, VERMILLION, GREEN), strict=True))
_TRACK_HUES = dict(zip(TRACKS, (BLUE, PURPLE, ORANGE, GREEN), strict=True))


def files(package: Package) -> dict[str, bytes]:
    """Return the figures by their paths in the site, and their alternative texts."""
    drawn: dict[str, bytes] = {}
    for name in FIGURES:
        picture = svg(name, package)
        drawn[f"figures/{name}.svg"] = picture.encode("utf-8")
        drawn[f"figures/{name}.png"] = png(picture)
    told = "\n".join(f"{name}: {shown(alternative(name, package))}\n" for name in FIGURES)
    drawn["figures/alternative-text.txt"] = told.encode("utf-8")
    return drawn


def svg(name: str, package: Package) -> str:
    """Return one figure as SVG."""
    title = f"{name.capitalize()}: {package.metadata.get('title', package.name)}"
    return _DRAWN[name](package).svg(title, alternative(name, package))


def alternative(name: str, package: Package) -> str:
    """Return in words what a figure shows."""
    return _TOLD[name](package)


def _wrapped(text: str, pixels: float, letter: float = _LETTER) -> str:
    return "\n".join(textwrap.wrap(text, max(int(pixels / letter), 8), break_long_words=True)) or " "


def _lines(text: str) -> int:
    return text.count("\n") + 1


# --- the playbook


def _playbook(package: Package) -> Sketch:
    book, codes = playbook(package), Codes(package)
    sketch = Sketch(_WIDTH)
    y = _heading(sketch, package, "What was advised, and what was done")
    for order in book.orders:
        y = _order(sketch, order, codes, y)
    if book.lanes:
        sketch.words(
            [(172, y, "ADVICE"), (570, y, "FOLLOWED?"), (690, y, "CONDUCT THAT IT CRITICISES, OR CALLS FOR")],
            fontSize=10.5,
            color=SOFT,
        )
        y += 14
    else:
        sketch.words([(0, y, "This package holds no advice.")])
        y += 14
    for lane in book.lanes:
        y = _lane(sketch, lane, codes, y, _HUES[lane.hue])
    sketch.height = y + 4
    return sketch


def _order(sketch: Sketch, order: Order, codes: Codes, y: float) -> float:
    left, gap = 110, 28
    room = (_WIDTH - left - gap * (order.width - 1)) / order.width
    spots = [left + (room + gap) * place for place in range(order.width)]
    for prior in order.priors:
        span = spots[prior.before - 1] + room - left if prior.before else room
        y = _prior(sketch, prior, codes, y, left, span)
    if len(order.priors) == 1 and order.priors[0].before:  # several arrows would cross
        end, turn = spots[order.priors[0].before - 1] + room, spots[order.priors[0].before] + 18
        sketch.lines([[(end, y - 29), (turn, y - 29), (turn, y - 8)]], color=BLUE, strokeWidth=1.5)
        sketch.signs([(turn, y - 6, "head")], 45, color=BLUE, angle=90)
    top = y
    texts = [(_wrapped(" and ".join(step.who) or step.action, room - 24, 8.2), step) for step in order.steps]
    actions = [_wrapped(step.action, room - 24) for step in order.steps]
    tall = max(58 + 18 * _lines(who) + 15 * _lines(action) for (who, _), action in zip(texts, actions, strict=True))
    sketch.boxes([(x, top, room, tall) for x, _ in zip(spots, texts, strict=False)], fill="#eaf3f8", stroke=BLUE,
                 strokeWidth=1.5, cornerRadius=4)  # fmt: skip
    for x, (who, step), action in zip(spots, texts, actions, strict=False):
        sketch.words([(x + 12, top + 16, f"step {step.number}")], fontWeight="bold", color="#005a8c", fontSize=11.5)
        sketch.words([(x + 12, top + 36, who)], fontWeight="bold", fontSize=16, lineHeight=18)
        below = top + 38 + 18 * _lines(who)
        sketch.words([(x + 12, below, action)])
        _verdicts(sketch, [(x + 12, below + 15 * _lines(action) + 3, step.followed)], codes)
    sketch.signs([(x - gap / 2, top + tall / 2, "head") for x in spots[1 : len(texts)]], 90, color=BLUE)
    sketch.words([(0, top + tall / 2, "ADVISED")], fontWeight="bold", color="#005a8c")
    return _actual(sketch, order, codes, top + tall + 22, spots, room, gap)


def _prior(sketch: Sketch, prior: Prior, codes: Codes, y: float, left: float, span: float) -> float:
    name = f"{codes.label('principle', prior.principle)} first:"
    action = _wrapped(f"{prior.action}, before step {prior.before + 1}", span - 24)
    tall = 52 + 15 * _lines(action)
    sketch.boxes([(left, y, span, tall)], fill="#eaf3f8", stroke=BLUE, strokeWidth=1.5, cornerRadius=4)
    sketch.words([(left + 12, y + 16, name)], fontWeight="bold", fontSize=13.5)
    sketch.words([(left + 12, y + 35, action)])
    _verdicts(sketch, [(left + 12, y + 36 + 15 * _lines(action), prior.followed)], codes)
    return y + tall + 14


def _actual(
    sketch: Sketch, order: Order, codes: Codes, top: float, spots: Sequence[float], room: float, gap: float
) -> float:
    heights = []
    drawn = []
    for x, acts in zip(spots, order.actual, strict=False):
        y = top
        for act in acts:
            who = _wrapped(" and ".join(act.who) or act.label, room - 44, 8.2)
            label = _wrapped(act.label, room - 24)
            told = codes.label("status", act.status).lower() + "".join(f", without {one}" for one in act.without)
            drawn.append((x, y, who, label, told, act.status))
            y += 34 + 18 * _lines(who) + 15 * _lines(label)
        heights.append(y - top + 4)
    tall = max(heights, default=0)
    boxes = [(x, top, room, tall) for x, _ in zip(spots, order.actual, strict=False)]
    sketch.boxes(boxes, fill="#fdf1ea", stroke=_DARK, strokeWidth=1.5, cornerRadius=4)
    for x, y, who, label, told, status in drawn:
        sketch.words([(x + 12, y + 18, who)], fontWeight="bold", fontSize=16, lineHeight=18)
        sketch.signs([(x + room - 18, y + 18, status)], color=_DARK)
        below = y + 20 + 18 * _lines(who)
        sketch.words([(x + 12, below, label)])
        sketch.words([(x + 12, below + 15 * _lines(label) + 2, told)], fontWeight="bold", color=_DARK, fontSize=12)
    sketch.signs([(x - gap / 2, top + tall / 2, "head") for x in spots[1 : len(boxes)]], 90, color=_DARK)
    if boxes:
        sketch.words([(0, top + tall / 2, "ACTUAL")], fontWeight="bold", color=_DARK)
    if order.missing and len(boxes) < len(spots):
        x = spots[len(boxes)]
        sketch.boxes([(x, top, room, tall)], fill="#ffffff", stroke=LINE, strokeDash=[4, 4], cornerRadius=4)
        sketch.words([(x + 12, top + 18, "Advised, but not among them:")], color=SOFT)
        sketch.words([(x + 12, top + 40, "\n".join(order.missing))], fontWeight="bold", fontSize=14, lineHeight=19)
    return top + tall + 30


def _lane(sketch: Sketch, lane: Lane, codes: Codes, y: float, hue: str) -> float:
    top = y
    advice: dict[str, list[tuple[float, float, str]]] = {"bold": [], "normal": [], "italic": []}
    conduct, verdicts, signs, rules = [], [], [], []
    for one in lane.advice:
        indent = 16 * min(one.depth, 3)
        wide = 6.5 if not one.depth else _LETTER
        text = _wrapped(one.action + ("" if one.explicit else " (implied)"), 385 - indent, wide)
        told = [(_wrapped(_act(act), 330), act.status) for act in one.conduct]
        told = told or [(_wrapped(f"calls for: {_act(act)}", 330), "") for act in one.called_for]
        tall = max(15 * _lines(text), sum(15 * _lines(label) for label, _ in told)) + 9
        advice["bold" if not one.depth else "normal" if one.explicit else "italic"].append((172 + indent, y + 12, text))
        verdicts.append((570, y + 12, one.followed))
        down = y + 12
        for label, status in told:
            if status:
                signs.append((696, down, status))
            conduct.append((708, down, label))
            down += 15 * _lines(label)
        y += tall
        rules.append([(172, y), (_WIDTH, y)])
    y = max(y, top + 14 + 17 * _lines(_wrapped(lane.label, 135, 7.6)) + 16 * len(lane.tally))
    sketch.boxes([(0, top, 158, y - top)], fill=hue, fillOpacity=0.13)
    sketch.boxes([(0, top, 6, y - top)], fill=hue)
    name = _wrapped(lane.label, 135, 7.6)
    sketch.words([(16, top + 14, name)], fontWeight="bold", fontSize=14, lineHeight=17)
    _verdicts(
        sketch,
        [(16, top + 18 + 17 * _lines(name) + 16 * place, code) for place, code in enumerate(lane.tally)],
        codes,
        lane.tally,
    )
    sketch.lines(rules[:-1], color=LINE)
    sketch.words(advice["normal"])
    sketch.words(advice["italic"], fontStyle="italic")
    sketch.words(advice["bold"], fontWeight="bold")
    sketch.words(conduct)
    sketch.signs(signs, 70, color=_DARK)
    _verdicts(sketch, verdicts, codes)
    return y + 12


def _act(act: Conduct) -> str:
    return f"{'not: ' if act.negative else ''}{act.label}"


def _verdicts(
    sketch: Sketch, rows: Sequence[tuple[float, float, str]], codes: Codes, counts: Mapping[str, int] | None = None
) -> None:
    for code in dict.fromkeys(code for *_, code in rows):
        hue = {"no": _DARK, "yes": "#00674c"}.get(code, SOFT)
        own = [(x, y) for x, y, other in rows if other == code]
        told = f"{counts[code]} {codes.followed(code)}" if counts else codes.followed(code)
        sketch.signs([(x + 5, y, code) for x, y in own], 60, color=hue)
        sketch.words([(x + 16, y, told) for x, y in own], fontWeight="bold", fontSize=11.5, color=hue)


def _playbook_told(package: Package) -> str:
    book, codes = playbook(package), Codes(package)
    parts = []
    for order in book.orders:
        steps = ", then ".join(" and ".join(step.who) or step.action for step in order.steps)
        priors = "".join(
            f", with {codes.label('principle', one.principle).lower()} before step {one.before + 1}"
            for one in order.priors
        )
        acts = ", then ".join(" and ".join(act.label for act in acts) for acts in order.actual)
        parts.append(f"Advised order of contacts: {steps}{priors}. Actual order: {acts or 'none told'}.")
    if book.tally:
        tally = ", ".join(f"{number} {codes.followed(code)}" for code, number in book.tally.items())
        parts.append(f"Of {counted(sum(book.tally.values()), 'piece')} of advice: {tally}.")
    for lane in book.lanes:
        heads = "; ".join(
            f"{one.action} ({codes.followed(one.followed)}"
            + (f"; criticises: {', '.join(map(_act, one.conduct))}" if one.conduct else "")
            + (f"; calls for: {', '.join(map(_act, one.called_for))}" if one.called_for and not one.conduct else "")
            + ")"
            for one in lane.advice
            if not one.depth
        )
        parts.append(f"{lane.label}: {heads}.")
    return " ".join(parts) or "The package holds no advice."


# --- the timeline


def _timeline(package: Package) -> Sketch:
    line, codes = timeline(package), Codes(package)
    sketch = Sketch(_WIDTH)
    y = _heading(sketch, package, "When, as far as the article says")
    if line.dated or line.undated:
        y = _statuses(sketch, [one.status for one in (*line.dated, *line.undated)], codes, y)
    else:
        sketch.words([(0, y, "This package holds no events.")])
        y += 14
    left, room = 400, _WIDTH - 410

    def across(x: float) -> float:
        return left + room * x / 100

    if line.dated:
        ticks = [tick for panel in line.panels for tick in panel.ticks]
        bottom = y + 26 + sum(8 + 15 * _lines(_wrapped(_named(one), left - 20)) for one in line.dated)
        sketch.lines([[(across(tick.x), y + 18), (across(tick.x), bottom)] for tick in ticks], color=LINE,
                     strokeDash=[2, 3])  # fmt: skip
        sketch.words([(across(tick.x), y + 6, tick.label) for tick in ticks], color=SOFT, fontSize=11.5)
        for panel in line.panels:
            sketch.lines([[(across(panel.x), y + 18), (across(panel.x + panel.width), y + 18)]])
        y += 26
    for one in line.dated:
        label = _wrapped(_named(one), left - 20)
        tall = 8 + 15 * _lines(label)
        middle = y + tall / 2
        hue = _DARK if one.status in NOT_DONE else BLUE
        start, end = across(one.x or 0), across((one.x or 0) + one.width)
        sketch.words([(0, y + 12, label)])
        if not one.point:
            dash: dict[str, Any] = {} if one.basis == "stated" else {"strokeDash": [4, 3]}
            sketch.boxes([(start, middle - 7, end - start, 14)], fill=BLUE, fillOpacity=0.18, stroke=BLUE,
                         cornerRadius=6, **dash)  # fmt: skip
        sketch.signs([((start + end) / 2, middle, one.status)], 90, color=hue)
        y += tall
        sketch.lines([[(0, y), (_WIDTH, y)]], color=LINE, strokeWidth=0.6)
    if line.undated:
        y += 26
        sketch.words([(0, y, "Undated, in the article's order")], fontWeight="bold", fontSize=14)
        half = -(-len(line.undated) // 2)
        ends = []
        for column, listed in enumerate((line.undated[:half], line.undated[half:])):
            x, down = column * (_WIDTH / 2 + 8), y + 22
            for one in listed:
                label = _wrapped(("not: " if one.negative else "") + one.label, _WIDTH / 2 - 40)
                sketch.signs([(x + 7, down, one.status)], 70, color=_DARK if one.status in NOT_DONE else BLUE)
                sketch.words([(x + 22, down, label)])
                down += 15 * _lines(label) + 6
            ends.append(down)
        y = max(ends)
    sketch.height = y + 6
    return sketch


def _named(one: Moment) -> str:
    basis = {"year_inferred": ", year inferred", "relative": ", relative"}.get(one.basis, "")
    return f"{'not: ' if one.negative else ''}{one.label} ({one.when}{basis})"


def _statuses(sketch: Sketch, used: Sequence[str], codes: Codes, y: float) -> float:
    x = 6.0
    for status in dict.fromkeys(used):
        label = codes.label("status", status)
        sketch.signs([(x, y, status)], 70, color=_DARK if status in NOT_DONE else BLUE)
        sketch.words([(x + 12, y, label)], fontSize=12)
        x += 36 + len(label) * _LETTER
    sketch.words([(x, y, "not: a non-act;   bar: somewhere within, or throughout")], fontSize=12, color=SOFT)
    return y + 26


def _timeline_told(package: Package) -> str:
    line, codes = timeline(package), Codes(package)
    if not line.dated and not line.undated:
        return "The package holds no events."
    dated = "; ".join(f"{_named(one)}, {codes.label('status', one.status).lower()}" for one in line.dated)
    return (
        f"{counted(len(line.dated), 'dated event')} on an axis of time: {dated or 'none'}. "
        f"Beside them {counted(len(line.undated), 'undated event')} in the article's order."
    )


# --- the network


def _network(package: Package) -> Sketch:
    drawn = network(package, _WIDTH - 12, 640)
    sketch = Sketch(_WIDTH)
    part = f": the {len(drawn.nodes)} most active of {drawn.actors} actors" if drawn.actors > len(drawn.nodes) else ""
    y = _heading(sketch, package, f"Who does what to whom{part}")
    x = 0.0
    for kind in dict.fromkeys(kind for kind in TIES if kind in {tie.kind for tie in drawn.ties}):
        sketch.lines([[(x, y), (x + 22, y)]], color=_TIE_HUES[kind], strokeWidth=2)
        sketch.signs([(x + 24, y, "head")], 45, color=_TIE_HUES[kind])
        sketch.words([(x + 34, y, TIES[kind])], fontSize=12)
        x += 60 + len(TIES[kind]) * _LETTER
    if drawn.ties:
        sketch.lines([[(x, y), (x + 26, y)]], color=SOFT, strokeDash=[5, 4])
        sketch.words([(x + 32, y, "did not take place, or is yet to;   thicker: more records")], fontSize=12)
    else:
        sketch.words([(0, y, "No record ties one actor to another.")])
    top = y + 20

    def moved(tie: Tie) -> list[tuple[float, float]]:
        return [(round(px + 6, 1), round(py + top, 1)) for px, py in points(tie.path, 14)]

    for tie in drawn.ties:
        path = moved(tie)
        dash: dict[str, Any] = {} if tie.happened else {"strokeDash": [5, 4]}
        hue = _TIE_HUES[tie.kind]
        sketch.lines([path], color=hue, strokeWidth=0.5 + 0.9 * min(tie.weight, 4), **dash)
        (ax, ay), (bx, by) = path[-2:]
        sketch.signs([(bx, by, "head")], 42, color=hue, angle=math.degrees(math.atan2(by - ay, bx - ax)))
    nodes = drawn.nodes
    sketch.boxes(
        [(node.x - node.width / 2 + 6, node.y - node.height / 2 + top, node.width, node.height) for node in nodes],
        level=2.5, fill="#ffffff", stroke=SOFT, cornerRadius=4,
    )  # fmt: skip
    sketch.words(
        [
            (node.x + 6, node.y + top + 1 - 7 * (len(node.lines) - 1), "\n".join(node.lines))
            for node in nodes
        ],
        align="center", lineHeight=14,
    )  # fmt: skip
    sketch.height = top + (drawn.height if nodes else 0) + 8
    if nodes and drawn.left_out:
        sketch.words([(0, sketch.height + 4, drawn.left_out_told)], fontSize=12, color=SOFT)
        sketch.height += 16
    return sketch


def _network_told(package: Package) -> str:
    names = dict(zip(package.actors["actor_id"], package.actors["name"], strict=True))
    found = ties(package)
    if not found:
        return "No record ties one actor to another."
    counts = dict.fromkeys(TIES, 0)
    busy: dict[str, int] = {}
    for (source, target, kind), (records, _) in found.items():
        counts[kind] += len(records)
        for one in (source, target):
            busy[one] = busy.get(one, 0) + len(records)
    most = sorted(busy.items(), key=lambda item: (-item[1], item[0]))[:3]
    return (
        f"{counted(len(busy), 'actor')} joined by {counted(len(found), 'tie')}, by number of records: "
        f"{', '.join(f'{TIES[kind]} {number}' for kind, number in counts.items() if number)}. "
        f"Most tied: {', '.join(f'{names[one]} ({number})' for one, number in most)}."
        + (f" Not drawn: {counted(len(names) - len(busy), 'actor')} without a tie." if len(names) > len(busy) else "")
    )


# --- the coverage


def _coverage(package: Package) -> Sketch:
    sections = coverage(package)
    sketch = Sketch(_WIDTH)
    y = _heading(sketch, package, "What each passage carries")
    x = 0.0
    for number, (track, name) in enumerate(TRACKS.items(), start=1):
        sketch.boxes([(x, y - 5, 24, 10)], fill=_TRACK_HUES[track])
        sketch.words([(x + 30, y, f"row {number}: {name}")], fontSize=12)
        x += 58 + (len(name) + 7) * _LETTER
    sketch.boxes([(x, y - 7, 24, 14)], fill="#8b8f96")
    sketch.words([(x + 30, y, "heading")], fontSize=12)
    y += 24
    for section in sections:
        name = "Opening" if section.number == 0 else f"Section {section.number}"
        several = f"{section.source_id}, " if len(package.sources) > 1 else ""
        told = f"{several}{name}: {counted(len(section.passages), 'passage')}, {section.characters} characters"
        sketch.words([(0, y, told)], fontSize=12, color=SOFT)
        y += 12
        for heading, fill in ((False, "#e9e6df"), (True, "#8b8f96")):
            sketch.boxes(
                [
                    (_WIDTH * one.x / 100, y, max(_WIDTH * one.width / 100 - 2, 1), 52)
                    for one in section.passages
                    if (one.kind == "heading") is heading
                ],
                fill=fill,
            )
        for row, track in enumerate(TRACKS):
            carrying = [one for one in section.passages if track in one.records]
            sketch.boxes(
                [(_WIDTH * one.x / 100, y + 13 * row, max(_WIDTH * one.width / 100 - 2, 1), 12) for one in carrying],
                fill=_TRACK_HUES[track],
            )
            sketch.words(
                [
                    (_WIDTH * (one.x + one.width / 2) / 100 - 1, y + 13 * row + 6.5, str(len(one.records[track])))
                    for one in carrying
                    if len(one.records[track]) > 1
                ],
                align="center", fontSize=10, fontWeight="bold", color="#ffffff" if track == "event" else INK,
            )  # fmt: skip
        y += 72
    sketch.height = y - 8
    return sketch


def _coverage_told(package: Package) -> str:
    passages = [one for section in coverage(package) for one in section.passages]
    counts = ", ".join(f"{name} {sum(track in one.records for one in passages)}" for track, name in TRACKS.items())
    strip = f"The article as a strip of {counted(len(passages), 'passage')} by section."
    return f"{strip} Number of passages that carry {counts}."


def _heading(sketch: Sketch, package: Package, what: str) -> float:
    sketch.words([(0, 12, what)], fontSize=18, fontWeight="bold")
    told = f"{package.metadata.get('title', package.name)}, version {package.version}"
    sketch.words([(0, 34, told)], fontSize=12, color=SOFT)
    return 66


_DRAWN: dict[str, Callable[[Package], Sketch]] = {
    "playbook": _playbook,
    "timeline": _timeline,
    "network": _network,
    "coverage": _coverage,
}
_TOLD: dict[str, Callable[[Package], str]] = {
    "playbook": _playbook_told,
    "timeline": _timeline_told,
    "network": _network_told,
    "coverage": _coverage_told,
}
