"""The figures for papers: playbook, timeline, network and coverage, as SVG and PNG with alternative text."""

import math
import textwrap
from collections.abc import Callable, Sequence

from coded_article.package import Package
from coded_article.site.coverage import TRACKS, coverage
from coded_article.site.network import TIES, network, ties
from coded_article.site.playbook import Conduct, Lane, Order, Prior, playbook
from coded_article.site.rows import NOT_DONE, Codes
from coded_article.site.sketch import BLUE, GREEN, INK, LINE, ORANGE, PAPER, PURPLE, SKY, SOFT, VERMILLION, Sketch, png
from coded_article.site.text import counted, shown
from coded_article.site.timeline import Moment, timeline

FIGURES = ("playbook", "timeline", "network", "coverage")
_WIDTH = 1040
_LETTER = 6  # mean width of a letter in pixels at the size of the text
_DARK = "#a63c00"  # vermillion, dark enough for words
_HEADING = "#8b8f96"
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
    texts = "\n".join(f"{name}: {shown(alternative(name, package))}\n" for name in FIGURES)
    drawn["figures/alternative-text.txt"] = texts.encode("utf-8")
    return drawn


def svg(name: str, package: Package) -> str:
    """Return one figure as SVG."""
    title = f"{name.capitalize()}: {package.metadata.get('title', package.name)}"
    return _DRAWN[name](package).svg(title, alternative(name, package))


def alternative(name: str, package: Package) -> str:
    """Return in words what a figure shows."""
    return _DESCRIBED[name](package)


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
        for x, head in ((172, "ADVICE"), (570, "FOLLOWED?"), (690, "CONDUCT THAT IT CRITICISES, OR CALLS FOR")):
            sketch.words(x, y, head, 10.5, fill=SOFT)
    else:
        sketch.words(0, y, "This package holds no advice.")
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
        sketch.line((end, y - 29), (turn, y - 29), (turn, y - 8), stroke=BLUE, stroke_width=1.5)
        sketch.sign(turn, y - 6, "head", BLUE, 3.4, angle=90)
    top = y
    whos = [_wrapped(" and ".join(step.who) or step.action, room - 24, 8.2) for step in order.steps]
    actions = [_wrapped(step.action, room - 24) for step in order.steps]
    tall = max(58 + 18 * _lines(who) + 15 * _lines(action) for who, action in zip(whos, actions, strict=True))
    for x, who, action, step in zip(spots, whos, actions, order.steps, strict=False):
        sketch.box(x, top, room, tall, fill="#eaf3f8", stroke=BLUE, stroke_width=1.5, rx=4)
        sketch.words(x + 12, top + 16, f"step {step.number}", 11.5, font_weight="bold", fill="#005a8c")
        sketch.words(x + 12, top + 36, who, 16, 18, font_weight="bold")
        below = top + 38 + 18 * _lines(who)
        sketch.words(x + 12, below, action)
        _verdict(sketch, x + 12, below + 15 * _lines(action) + 3, step.followed, codes)
    for x in spots[1 : len(whos)]:
        sketch.sign(x - gap / 2, top + tall / 2, "head", BLUE)
    sketch.words(0, top + tall / 2, "ADVISED", font_weight="bold", fill="#005a8c")
    return _actual(sketch, order, codes, top + tall + 22, spots, room, gap)


def _prior(sketch: Sketch, prior: Prior, codes: Codes, y: float, left: float, span: float) -> float:
    name = f"{codes.label('principle', prior.principle)} first:"
    action = _wrapped(f"{prior.action}, before step {prior.before + 1}", span - 24)
    tall = 52 + 15 * _lines(action)
    sketch.box(left, y, span, tall, fill="#eaf3f8", stroke=BLUE, stroke_width=1.5, rx=4)
    sketch.words(left + 12, y + 16, name, 13.5, font_weight="bold")
    sketch.words(left + 12, y + 35, action)
    _verdict(sketch, left + 12, y + 36 + 15 * _lines(action), prior.followed, codes)
    return y + tall + 14


def _actual(
    sketch: Sketch, order: Order, codes: Codes, top: float, spots: Sequence[float], room: float, gap: float
) -> float:
    drawn = []
    missing = "\n".join(_wrapped(name, room - 24, 7.4) for name in order.missing)
    tall = 40.0 + 19 * _lines(missing) if order.missing and len(order.actual) < len(spots) else 0.0
    for x, acts in zip(spots, order.actual, strict=False):
        y = top
        for act in acts:
            who = _wrapped(" and ".join(act.who) or act.label, room - 44, 8.2)
            label = _wrapped(act.label, room - 24)
            outcome = codes.label("status", act.status).lower() + "".join(f", without {name}" for name in act.without)
            outcome = _wrapped(outcome, room - 24, 6.6)
            drawn.append((x, y, who, label, outcome, act.status))
            y += 19 + 18 * _lines(who) + 15 * (_lines(label) + _lines(outcome))
        tall = max(tall, y - top + 4)
    for x, _ in zip(spots, order.actual, strict=False):
        sketch.box(x, top, room, tall, fill="#fdf1ea", stroke=_DARK, stroke_width=1.5, rx=4)
    for x, y, who, label, outcome, status in drawn:
        sketch.words(x + 12, y + 18, who, 16, 18, font_weight="bold")
        sketch.sign(x + room - 18, y + 18, status, _DARK)
        below = y + 20 + 18 * _lines(who)
        sketch.words(x + 12, below, label)
        sketch.words(x + 12, below + 15 * _lines(label) + 2, outcome, 12, font_weight="bold", fill=_DARK)
    for x in spots[1 : len(order.actual)]:
        sketch.sign(x - gap / 2, top + tall / 2, "head", _DARK)
    if order.actual:
        sketch.words(0, top + tall / 2, "ACTUAL", font_weight="bold", fill=_DARK)
    if order.missing and len(order.actual) < len(spots):
        x = spots[len(order.actual)]
        sketch.box(x, top, room, tall, fill=PAPER, stroke=LINE, stroke_dasharray="4 4", rx=4)
        sketch.words(x + 12, top + 18, "Advised, but not among them:", fill=SOFT)
        sketch.words(x + 12, top + 40, missing, 14, 19, font_weight="bold")
    return top + tall + 30


def _lane(sketch: Sketch, lane: Lane, codes: Codes, y: float, hue: str) -> float:
    top = y
    for number, advice in enumerate(lane.advice):
        if number:
            sketch.line((172, y), (_WIDTH, y), stroke=LINE)
        indent = 16 * min(advice.depth, 3)
        wide = 6.5 if not advice.depth else _LETTER
        text = _wrapped(advice.action + ("" if advice.explicit else " (implied)"), 385 - indent, wide)
        slant = "italic" if advice.depth and not advice.explicit else "normal"
        sketch.words(172 + indent, y + 12, text, font_weight="normal" if advice.depth else "bold", font_style=slant)
        _verdict(sketch, 570, y + 12, advice.followed, codes)
        labels = [(_wrapped(_act(act), 330), act.status) for act in advice.conduct]
        labels = labels or [(_wrapped(f"calls for: {_act(act)}", 330), "") for act in advice.called_for]
        down = y + 12
        for label, status in labels:
            if status:
                sketch.sign(696, down, status, _DARK, 4.2)
            sketch.words(708, down, label)
            down += 15 * _lines(label)
        y = max(y + 15 * _lines(text), down - 12) + 9
    name = _wrapped(lane.label, 135, 7.6)
    y = max(y, top + 14 + 17 * _lines(name) + 16 * len(lane.tally))
    sketch.box(0, top, 158, y - top, fill=hue, fill_opacity=0.13)
    sketch.box(0, top, 6, y - top, fill=hue)
    sketch.words(16, top + 14, name, 14, 17, font_weight="bold")
    for place, (code, number) in enumerate(lane.tally.items()):
        _verdict(sketch, 16, top + 18 + 17 * _lines(name) + 16 * place, code, codes, f"{number} ")
    return y + 12


def _act(act: Conduct) -> str:
    return f"{'not: ' if act.negative else ''}{act.label}"


def _verdict(sketch: Sketch, x: float, y: float, code: str, codes: Codes, before: str = "") -> None:
    hue = {"no": _DARK, "yes": "#00674c"}.get(code, SOFT)
    sketch.sign(x + 5, y, code, hue, 3.9)
    sketch.words(x + 16, y, before + codes.followed(code), 11.5, font_weight="bold", fill=hue)


def _describe_playbook(package: Package) -> str:
    book, codes = playbook(package), Codes(package)
    parts = []
    for order in book.orders:
        steps = ", then ".join(" and ".join(step.who) or step.action for step in order.steps)
        priors = "".join(
            f", with {codes.label('principle', prior.principle).lower()} before step {prior.before + 1}"
            for prior in order.priors
        )
        acts = ", then ".join(" and ".join(act.label for act in acts) for acts in order.actual)
        parts.append(f"Advised order of contacts: {steps}{priors}. Actual order: {acts or 'none told'}.")
    if book.tally:
        tally = ", ".join(f"{number} {codes.followed(code)}" for code, number in book.tally.items())
        parts.append(f"Of {counted(sum(book.tally.values()), 'piece')} of advice: {tally}.")
    for lane in book.lanes:
        heads = "; ".join(
            f"{advice.action} ({codes.followed(advice.followed)}"
            + (f"; criticises: {', '.join(map(_act, advice.conduct))}" if advice.conduct else "")
            + (
                f"; calls for: {', '.join(map(_act, advice.called_for))}"
                if advice.called_for and not advice.conduct
                else ""
            )
            + ")"
            for advice in lane.advice
            if not advice.depth
        )
        parts.append(f"{lane.label}: {heads}.")
    return " ".join(parts) or "The package holds no advice."


# --- the timeline


def _timeline(package: Package) -> Sketch:
    line, codes = timeline(package), Codes(package)
    sketch = Sketch(_WIDTH)
    y = _heading(sketch, package, "When, as far as the article says")
    if line.dated or line.undated:
        y = _statuses(sketch, [moment.status for moment in (*line.dated, *line.undated)], codes, y)
    else:
        sketch.words(0, y, "This package holds no events.")
        y += 14
    left, room = 400, _WIDTH - 410

    def across(x: float) -> float:
        return left + room * x / 100

    if line.dated:
        bottom = y + 26 + sum(8 + 15 * _lines(_wrapped(_named(moment), left - 20)) for moment in line.dated)
        for panel in line.panels:
            for tick in panel.ticks:
                x = across(tick.x)
                sketch.line((x, y + 18), (x, bottom), stroke=LINE, stroke_dasharray="2 3")
                sketch.words(x, y + 6, tick.label, 11.5, fill=SOFT)
            sketch.line((across(panel.x), y + 18), (across(panel.x + panel.width), y + 18))
        y += 26
    for moment in line.dated:
        label = _wrapped(_named(moment), left - 20)
        tall = 8 + 15 * _lines(label)
        middle = y + tall / 2
        start, end = across(moment.x or 0), across((moment.x or 0) + moment.width)
        sketch.words(0, y + 12, label)
        if not moment.point:
            sketch.box(start, middle - 7, end - start, 14, fill=BLUE, fill_opacity=0.18, stroke=BLUE, rx=6,
                       stroke_dasharray="none" if moment.basis == "stated" else "4 3")  # fmt: skip
        sketch.sign((start + end) / 2, middle, moment.status, _hue(moment.status), 4.7)
        y += tall
        sketch.line((0, y), (_WIDTH, y), stroke=LINE, stroke_width=0.6)
    if line.undated:
        y += 26
        sketch.words(0, y, "Undated, in the article's order", 14, font_weight="bold")
        half = -(-len(line.undated) // 2)
        ends = []
        for column, moments in enumerate((line.undated[:half], line.undated[half:])):
            x, down = column * (_WIDTH / 2 + 8), y + 22
            for moment in moments:
                label = _wrapped(("not: " if moment.negative else "") + moment.label, _WIDTH / 2 - 40)
                sketch.sign(x + 7, down, moment.status, _hue(moment.status), 4.2)
                sketch.words(x + 22, down, label)
                down += 15 * _lines(label) + 6
            ends.append(down)
        y = max(ends)
    sketch.height = y + 6
    return sketch


def _hue(status: str) -> str:
    return _DARK if status in NOT_DONE else BLUE


def _named(moment: Moment) -> str:
    basis = {"year_inferred": ", year inferred", "relative": ", relative"}.get(moment.basis, "")
    return f"{'not: ' if moment.negative else ''}{moment.label} ({moment.when}{basis})"


def _statuses(sketch: Sketch, used: Sequence[str], codes: Codes, y: float) -> float:
    x = 6.0
    for status in dict.fromkeys(used):
        label = codes.label("status", status)
        sketch.sign(x, y, status, _hue(status), 4.2)
        sketch.words(x + 12, y, label, 12)
        x += 40 + len(label) * 6.6
    sketch.words(x, y, "not: a non-act \u00b7 bar: somewhere within, or throughout", 12, fill=SOFT)
    return y + 26


def _describe_timeline(package: Package) -> str:
    line, codes = timeline(package), Codes(package)
    if not line.dated and not line.undated:
        return "The package holds no events."
    dated = "; ".join(f"{_named(moment)}, {codes.label('status', moment.status).lower()}" for moment in line.dated)
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
        sketch.line((x, y), (x + 22, y), stroke=_TIE_HUES[kind], stroke_width=2)
        sketch.sign(x + 24, y, "head", _TIE_HUES[kind], 3.4)
        sketch.words(x + 34, y, TIES[kind], 12)
        x += 60 + len(TIES[kind]) * _LETTER
    if drawn.ties:
        sketch.line((x, y), (x + 26, y), stroke_dasharray="5 4")
        sketch.words(x + 32, y, "did not take place, or is yet to \u00b7 thicker: more records", 12)
    else:
        sketch.words(0, y, "No record ties one actor to another.")
    top = y + 20
    for tie in drawn.ties:
        start, control, end = ((px + 6, py + top) for px, py in tie.path)
        hue, width = _TIE_HUES[tie.kind], 0.5 + 0.9 * min(tie.weight, 4)
        sketch.curve(start, control, end, stroke=hue, stroke_width=width,
                     stroke_dasharray="none" if tie.happened else "5 4")  # fmt: skip
        angle = math.degrees(math.atan2(end[1] - control[1], end[0] - control[0]))
        sketch.sign(*end, "head", hue, 2.4 + 0.6 * width, angle)
    for node in drawn.nodes:
        sketch.box(node.x - node.width / 2 + 6, node.y - node.height / 2 + top, node.width, node.height,
                   fill=PAPER, stroke=SOFT, rx=4)  # fmt: skip
        first = node.y + top + 1 - 7 * (len(node.lines) - 1)
        sketch.words(node.x + 6, first, "\n".join(node.lines), leading=14, text_anchor="middle")
    sketch.height = top + (drawn.height if drawn.nodes else 0) + 8
    if drawn.nodes and drawn.left_out:
        sketch.words(0, sketch.height + 4, drawn.left_out_note, 12, fill=SOFT)
        sketch.height += 16
    return sketch


def _describe_network(package: Package) -> str:
    names = dict(zip(package.actors["actor_id"], package.actors["name"], strict=True))
    tie_records = ties(package)
    if not tie_records:
        return "No record ties one actor to another."
    counts = dict.fromkeys(TIES, 0)
    busy: dict[str, int] = {}
    for (source, target, kind), (records, _) in tie_records.items():
        counts[kind] += len(records)
        for actor in (source, target):
            busy[actor] = busy.get(actor, 0) + len(records)
    most = sorted(busy.items(), key=lambda item: (-item[1], item[0]))[:3]
    return (
        f"{counted(len(busy), 'actor')} joined by {counted(len(tie_records), 'tie')}, by number of records: "
        f"{', '.join(f'{TIES[kind]} {number}' for kind, number in counts.items() if number)}. "
        f"Most tied: {', '.join(f'{names[actor]} ({number})' for actor, number in most)}."
        + (f" Not drawn: {counted(len(names) - len(busy), 'actor')} without a tie." if len(names) > len(busy) else "")
    )


# --- the coverage


def _coverage(package: Package) -> Sketch:
    sections = coverage(package)
    sketch = Sketch(_WIDTH)
    y = _heading(sketch, package, "What each passage carries")
    x = 0.0
    for number, (track, name) in enumerate(TRACKS.items(), start=1):
        sketch.box(x, y - 5, 24, 10, fill=_TRACK_HUES[track])
        sketch.words(x + 30, y, f"row {number}: {name}", 12)
        x += 58 + (len(name) + 7) * _LETTER
    sketch.box(x, y - 7, 24, 14, fill=_HEADING)
    sketch.words(x + 30, y, "heading", 12)
    y += 24
    for section in sections:
        name = "Opening" if section.number == 0 else f"Section {section.number}"
        several = f"{section.source_id}, " if len(package.sources) > 1 else ""
        caption = f"{several}{name}: {counted(len(section.passages), 'passage')}, {section.characters} characters"
        sketch.words(0, y, caption, 12, fill=SOFT)
        y += 12
        for passage in section.passages:
            x, width = _WIDTH * passage.x / 100, max(_WIDTH * passage.width / 100 - 2, 1)
            sketch.box(x, y, width, 52, fill=_HEADING if passage.kind == "heading" else "#e9e6df")
            for row, track in enumerate(TRACKS):
                if track not in passage.records:
                    continue
                sketch.box(x, y + 13 * row, width, 12, fill=_TRACK_HUES[track])
                if len(passage.records[track]) > 1:
                    sketch.words(x + width / 2, y + 13 * row + 6.5, str(len(passage.records[track])), 10,
                                 text_anchor="middle", font_weight="bold",
                                 fill=PAPER if track == "event" else INK)  # fmt: skip
        y += 72
    sketch.height = y - 8
    return sketch


def _describe_coverage(package: Package) -> str:
    passages = [passage for section in coverage(package) for passage in section.passages]
    counts = ", ".join(
        f"{name} {sum(track in passage.records for passage in passages)}" for track, name in TRACKS.items()
    )
    strip = f"The article as a strip of {counted(len(passages), 'passage')} by section."
    return f"{strip} Number of passages that carry {counts}."


def _heading(sketch: Sketch, package: Package, what: str) -> float:
    sketch.words(0, 12, what, 18, font_weight="bold")
    subtitle = _wrapped(f"{package.metadata.get('title', package.name)}, version {package.version}", _WIDTH)
    sketch.words(0, 34, subtitle, 12, fill=SOFT)
    return 51 + 15 * _lines(subtitle)


_DRAWN: dict[str, Callable[[Package], Sketch]] = {
    "playbook": _playbook,
    "timeline": _timeline,
    "network": _network,
    "coverage": _coverage,
}
_DESCRIBED: dict[str, Callable[[Package], str]] = {
    "playbook": _describe_playbook,
    "timeline": _describe_timeline,
    "network": _describe_network,
    "coverage": _describe_coverage,
}
