"""The figures for papers: playbook, timeline, network and coverage, as SVG and PNG with alternative text."""

import math
import textwrap
from collections.abc import Callable, Iterator, Sequence

from coded_article.console import counted
from coded_article.package import Package
from coded_article.site.coverage import TRACKS, coverage, drawn
from coded_article.site.network import TIES, chosen, network
from coded_article.site.playbook import Act, Lane, Order, Playbook, Prior, Tally, playbook
from coded_article.site.rows import NOT_DONE, Codes
from coded_article.site.sketch import (
    ACTS,
    ADDRESSES,
    ADVICE,
    ATTRIBUTED,
    CLAIM,
    CRITICISES,
    EVENT,
    EXCLUDES,
    FAVOURS,
    INK,
    LINE,
    MEETS,
    PAPER,
    SOFT,
    UNDONE,
    Sketch,
    png,
)  # fmt: skip
from coded_article.site.text import shown
from coded_article.site.timeline import Moment, Timeline, timeline
from coded_article.site.titles import Mark, Title

FIGURES = ("playbook", "timeline", "network", "coverage")
_WIDTH = 1040
_LETTER = 6  # mean width of a letter in pixels at the size of the text
_HEADING = "#8b8f96"
_ADVICE_WORDS, _ADVICE_WASH, _EVENT_WASH = "#00674c", "#e8f4ef", "#eaf3f8"
_TIE_HUES = dict(zip(TIES, (MEETS, ADDRESSES, ACTS, EXCLUDES, CRITICISES, FAVOURS), strict=True))
_TRACK_HUES = dict(zip(TRACKS, (EVENT, ATTRIBUTED, CLAIM, ADVICE), strict=True))


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


def finding(name: str, package: Package) -> str:
    """Return in one sentence what a figure finds: its head."""
    return _FOUND[name](package)


def _wrapped(text: str, pixels: float, letter: float = _LETTER) -> str:
    return "\n".join(textwrap.wrap(text, max(int(pixels / letter), 8), break_long_words=True)) or " "


def _lines(text: str) -> int:
    return text.count("\n") + 1


# --- the playbook


def _playbook(package: Package) -> Sketch:
    book, codes = playbook(package), Codes(package)
    sketch = Sketch(_WIDTH)
    y = _heading(sketch, package, "playbook", "What the article advises, and what it reports of the conduct")
    for order in book.orders:
        y = _order(sketch, order, codes, y)
    y = _note(sketch, book.left_out_note, y)
    if book.lanes:
        for x, head in ((202, "ADVICE"), (580, "FOLLOWED?"), (690, "CONDUCT THAT IT CRITICISES, OR CALLS FOR")):
            sketch.words(x, y, head, 10.5, fill=SOFT)
    y += 14
    for lane in book.lanes:
        y = _lane(sketch, lane, codes, y)
    sketch.height = y + 4
    return sketch


def _find_playbook(package: Package) -> str:
    book, codes = playbook(package), Codes(package)
    explicit = {followed: number for (plain, followed), number in book.tally.items() if plain}
    if not explicit:
        return "What is advised, and what is reported" if book.tally else "This package holds no advice."
    most = max(explicit, key=lambda followed: explicit[followed])
    part, total = explicit[most], counted(sum(explicit.values()), "explicit piece")
    if most == "not_addressed":
        return f"The article does not tell what became of {part} of {total} of advice"
    return f"By the article, {part} of {total} of advice {'was' if part == 1 else 'were'} {codes.followed(most)}"


def _order(sketch: Sketch, order: Order, codes: Codes, y: float) -> float:
    left, gap = 110, 28
    room = (_WIDTH - left - gap * (order.width - 1)) / order.width
    spots = [left + (room + gap) * place for place in range(order.width)]
    for prior in order.priors:
        span = spots[prior.before - 1] + room - left if prior.before else room
        y = _prior(sketch, prior, codes, y, left, span)
    if len(order.priors) == 1 and order.priors[0].before:  # several arrows would cross
        end, turn = spots[order.priors[0].before - 1] + room, spots[order.priors[0].before] + 18
        sketch.line((end, y - 29), (turn, y - 29), (turn, y - 8), stroke=ADVICE, stroke_width=1.5)
        sketch.sign(turn, y - 6, "head", ADVICE, 3.4, angle=90)
    top = y
    whos = [_wrapped(" and ".join(step.who) or step.action, room - 24, 8.2) for step in order.steps]
    actions = [_wrapped(step.action, room - 24) for step in order.steps]
    tall = max(58 + 18 * _lines(who) + 15 * _lines(action) for who, action in zip(whos, actions, strict=True))
    for x, who, action, step in zip(spots, whos, actions, order.steps, strict=False):
        sketch.box(x, top, room, tall, fill=_ADVICE_WASH, stroke=ADVICE, stroke_width=1.5, rx=4)
        sketch.words(x + 12, top + 16, f"step {step.number}", 11.5, font_weight="bold", fill=_ADVICE_WORDS)
        sketch.words(x + 12, top + 36, who, 16, 18, font_weight="bold")
        below = top + 38 + 18 * _lines(who)
        sketch.words(x + 12, below, action)
        _verdict(sketch, x + 12, below + 15 * _lines(action) + 3, step.followed, codes.followed(step.followed))
    for x in spots[1 : len(whos)]:
        sketch.sign(x - gap / 2, top + tall / 2, "head", ADVICE)
    sketch.words(0, top + tall / 2, "ADVISED", font_weight="bold", fill=_ADVICE_WORDS)
    return _told(sketch, order, top + tall + 22, spots, room, gap)


def _prior(sketch: Sketch, prior: Prior, codes: Codes, y: float, left: float, span: float) -> float:
    name = f"{codes.label('principle', prior.principle)} first:"
    action = _wrapped(f"{prior.action}, before step {prior.before + 1}", span - 24)
    tall = 52 + 15 * _lines(action)
    sketch.box(left, y, span, tall, fill=_ADVICE_WASH, stroke=ADVICE, stroke_width=1.5, rx=4)
    sketch.words(left + 12, y + 16, name, 13.5, font_weight="bold")
    sketch.words(left + 12, y + 35, action)
    _verdict(sketch, left + 12, y + 36 + 15 * _lines(action), prior.followed, codes.followed(prior.followed))
    return y + tall + 14


def _told(sketch: Sketch, order: Order, top: float, spots: Sequence[float], room: float, gap: float) -> float:
    bottom = top
    for x, acts in zip(spots, order.told, strict=False):
        y = top
        for act in acts:
            y = _act(sketch, act, x, y, room) + 10
        bottom = max(bottom, y - 10)
    for x in spots[1 : len(order.told)]:
        sketch.sign(x - gap / 2, top + 44, "head", EVENT)
    if order.told or order.untold:
        sketch.words(0, top + 30, "AS THE\nARTICLE\nTELLS IT", font_weight="bold", fill=EVENT)
    if order.untold:
        x, y = spots[len(order.told)], top + 18
        head = _wrapped("The article reports no contact with", room - 24)
        sketch.words(x + 12, y, head, fill=SOFT)
        y += 15 * _lines(head) + 6
        for name, marks in order.untold.items():
            who = _wrapped(name, room - 24, 8.2)
            sketch.words(x + 12, y, who, 16, 18, font_weight="bold")
            y = _marked(sketch, marks, x + 12, y + 18 * _lines(who), room - 24)
        sketch.box(x, top, room, y - top + 2, fill="none", stroke=_HEADING, stroke_dasharray="2 4", rx=4)
        bottom = max(bottom, y + 2)
    return bottom + 30


def _act(sketch: Sketch, act: Act, x: float, top: float, room: float) -> float:
    who = _wrapped(" and ".join(act.who) or act.title.words, room - 24, 8.2)
    label = _wrapped(f"{'not: ' if act.title.negative else ''}{act.title.words}", room - 24)
    without = _wrapped(f"without {' and '.join(act.without)}", room - 24, 6.6) if act.without else ""
    content = Sketch(_WIDTH)
    content.sign(x + 18, top + 16, act.title.code, _hue(act.title), 4.6)
    content.words(x + 30, top + 16, act.title.status, 11.5, font_weight="bold", fill="#005a8c")
    content.words(x + 12, top + 36, who, 16, 18, font_weight="bold")
    y = top + 38 + 18 * _lines(who)
    content.words(x + 12, y, label)
    y += 15 * _lines(label)
    if without:
        content.words(x + 12, y, without, 12, font_weight="bold", fill=UNDONE)
        y += 15 * _lines(without)
    bottom = _marked(content, act.marks, x + 12, y, room - 24) - 2
    sketch.box(x, top, room, bottom - top, fill=_EVENT_WASH if act.took_place else PAPER, stroke=EVENT,
               stroke_width=1.5, rx=4, stroke_dasharray="none" if act.took_place else "5 4")  # fmt: skip
    sketch.lay(content)
    return bottom


def _marked(sketch: Sketch, marks: Sequence[Mark], x: float, y: float, room: float) -> float:
    """Write what the record elsewhere adds, and return where the next line goes."""
    for mark in marks:
        text = _wrapped(str(mark), room - 14, 5.8)
        sketch.sign(x + 4, y, "elsewhere", INK, 3.4)
        sketch.words(x + 14, y, text, 11.5, 14, font_style="italic")
        y += 14 * _lines(text) + 3
    return y + 6


def _lane(sketch: Sketch, lane: Lane, codes: Codes, y: float) -> float:
    top = y
    for number, advice in enumerate(lane.drawn):
        if number:
            sketch.line((202, y), (_WIDTH, y), stroke=LINE)
        indent = 16 * min(advice.depth, 3)
        wide = 6.5 if not advice.depth else _LETTER
        text = _wrapped(advice.action + ("" if advice.explicit else " (implied)"), 365 - indent, wide)
        slant = "italic" if advice.depth and not advice.explicit else "normal"
        sketch.words(202 + indent, y + 12, text, font_weight="normal" if advice.depth else "bold", font_style=slant)
        _verdict(sketch, 580, y + 12, advice.followed, codes.followed(advice.followed))
        acts = [(act, str(act)) for act in advice.conduct] + [(act, f"calls for: {act}") for act in advice.called_for]
        down = y + 12
        for act, words in acts:
            label = _wrapped(words, 330)
            sketch.sign(696, down, act.code, _hue(act), 4.2)
            sketch.words(708, down, label)
            down += 15 * _lines(label)
            if told := advice.elsewhere.get(act.record_id):
                sketch.sign(712, down, "elsewhere", INK, 3.4)
                sketch.words(722, down, told, 11.5, font_style="italic")
                down += 15
        y = max(y + 15 * _lines(text), down - 12) + 9
    if lane.left_out_note:
        sketch.words(202, y + 12, lane.left_out_note, fill=SOFT)
        y += 24
    name = _wrapped(lane.label, 165, 7.6)
    y = max(y, top + 14 + 17 * _lines(name) + 16 * len(lane.tally))
    sketch.box(0, top, 188, y - top, fill="#eeece6")
    sketch.box(0, top, 6, y - top, fill=INK)
    sketch.words(16, top + 14, name, 14, 17, font_weight="bold")
    for place, (followed, words) in enumerate(tallied(lane.tally, codes)):
        _verdict(sketch, 16, top + 18 + 17 * _lines(name) + 16 * place, followed, words)
    return y + 12


def tallied(tally: Tally, codes: Codes) -> list[tuple[str, str]]:
    """Return a tally line by line, as the code of ``followed`` and words that say what is counted."""
    return [
        (followed, f"{number} {'explicit' if explicit else 'implied'} {codes.followed(followed)}")
        for (explicit, followed), number in tally.items()
    ]


def _verdict(sketch: Sketch, x: float, y: float, code: str, words: str) -> None:
    hue = {"no": UNDONE, "yes": _ADVICE_WORDS}.get(code, SOFT)
    sketch.sign(x + 5, y, code, hue, 3.9)
    sketch.words(x + 16, y, words, 11.5, font_weight="bold", fill=hue)


def contacts(package: Package) -> str:
    """Return the orders of contacts in words; empty if the package has none."""
    return " ".join(_contacts(playbook(package), Codes(package)))


def _contacts(book: Playbook, codes: Codes) -> Iterator[str]:
    for order in book.orders:
        steps = ", then ".join(" and ".join(step.who) or step.action for step in order.steps)
        priors = "".join(
            f", with {codes.label('principle', prior.principle).lower()} before step {prior.before + 1}"
            for prior in order.priors
        )
        yield f"Advised order of contacts: {steps}{priors}."
        acts = ", then ".join(" and ".join(f"{act.title}{_aside(act.marks)}" for act in acts) for acts in order.told)
        yield f"As the article reports it: {acts or 'no contact'}."
        if order.untold:
            yield (
                "The article reports no contact with "
                f"{' and '.join(f'{who}{_aside(marks)}' for who, marks in order.untold.items())}."
            )


def _aside(marks: Sequence[Mark]) -> str:
    return f" ({'; '.join(str(mark).removesuffix('.') for mark in marks)})" if marks else ""


def _describe_playbook(package: Package) -> str:
    book, codes = playbook(package), Codes(package)
    parts = [*_contacts(book, codes)]
    if book.tally:
        tally = ", ".join(words for _, words in tallied(book.tally, codes))
        parts.append(f"Of {counted(sum(book.tally.values()), 'piece')} of advice: {tally}.")
    for lane in book.lanes:
        heads = "; ".join(
            f"{advice.action} ({codes.followed(advice.followed)}"
            + (f"; criticises: {', '.join(map(str, advice.conduct))}" if advice.conduct else "")
            + (f"; calls for: {', '.join(map(str, advice.called_for))}" if advice.called_for else "")
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
    y = _heading(sketch, package, "timeline", "When, as far as the article says")
    dated, undated = line.drawn
    if dated or undated:
        y = _statuses(sketch, [moment.title for moment in (*dated, *undated)], codes, y)
    left, room = 420, _WIDTH - 430

    def across(x: float) -> float:
        return left + room * x / 100

    moments_drawn, top = Sketch(_WIDTH), y
    if dated:
        y += 26
    for moment in dated:
        label = _wrapped(_named(moment), left - 40)
        moments_drawn.sign(7, y + 12, moment.title.code, _hue(moment.title), 4.2)
        moments_drawn.words(22, y + 12, label)
        below = _marked(moments_drawn, moment.marks, 22, y + 12 + 15 * _lines(label), left - 40)
        tall = max(below - y - (12 if moment.marks else 10), 23)
        middle = y + 12
        start, end = across(moment.x or 0), across((moment.x or 0) + moment.width)
        if moment.point:
            moments_drawn.sign((start + end) / 2, middle, moment.title.code, _hue(moment.title), 4.7)
        else:
            moments_drawn.box(start, middle - 7, end - start, 14, fill=EVENT, fill_opacity=0.18, stroke=EVENT, rx=6,
                       stroke_dasharray="none" if moment.basis == "stated" else "4 3")  # fmt: skip
        y += tall
        moments_drawn.line((0, y), (_WIDTH, y), stroke=LINE, stroke_width=0.6)
    if dated:
        _axis(sketch, line, across, top, y)
        sketch.lay(moments_drawn)
    if undated:
        y += 26
        sketch.words(0, y, "Undated, in the article's order", 14, font_weight="bold")
        half = -(-len(undated) // 2)
        ends = []
        for column, moments in enumerate((undated[:half], undated[half:])):
            x, down = column * (_WIDTH / 2 + 8), y + 22
            for moment in moments:
                label = _wrapped(str(moment.title), _WIDTH / 2 - 40)
                sketch.sign(x + 7, down, moment.title.code, _hue(moment.title), 4.2)
                sketch.words(x + 22, down, label)
                down = _marked(sketch, moment.marks, x + 22, down + 15 * _lines(label), _WIDTH / 2 - 40)
            ends.append(down)
        y = max(ends)
    sketch.height = _note(sketch, line.left_out_note, y) + 6
    return sketch


def _axis(sketch: Sketch, line: Timeline, across: Callable[[float], float], top: float, bottom: float) -> None:
    for panel in line.panels:
        for tick in panel.ticks:
            x = across(tick.x)
            sketch.line((x, top + 18), (x, bottom), stroke=LINE, stroke_dasharray="2 3")
            sketch.words(x, top + 6, tick.label, 11.5, fill=SOFT)
        sketch.line((across(panel.x), top + 18), (across(panel.x + panel.width), top + 18))


def _find_timeline(package: Package) -> str:
    line = timeline(package)
    total = len(line.dated) + len(line.undated)
    return (
        f"The article dates {len(line.dated)} of {counted(total, 'event')}"
        if total
        else "This package holds no events."
    )


def _hue(title: Title) -> str:
    return UNDONE if title.code in NOT_DONE else EVENT


def _named(moment: Moment) -> str:
    basis = {"year_inferred": ", year inferred", "relative": ", relative"}.get(moment.basis, "")
    return f"{moment.title}: {moment.when}{basis}"


def _statuses(sketch: Sketch, used: Sequence[Title], codes: Codes, y: float) -> float:
    x = 6.0
    for title in {title.code: title for title in used}.values():
        label = codes.label("status", title.code)
        sketch.sign(x, y, title.code, _hue(title), 4.2)
        sketch.words(x + 12, y, label, 12)
        x += 40 + len(label) * 6.6
    sketch.words(x, y, "not: a non-act \u00b7 bar: somewhere within, or throughout", 12, fill=SOFT)
    return y + 26


def _describe_timeline(package: Package) -> str:
    line = timeline(package)
    if not line.dated and not line.undated:
        return "The package holds no events."
    dated = "; ".join(f"{_named(moment)}{_aside(moment.marks)}" for moment in line.drawn[0])
    return (
        f"{counted(len(line.dated), 'dated event')} on an axis of time: {dated or 'none'}. "
        f"As well as {counted(len(line.undated), 'undated event')} in the article's order."
    )


# --- the network


def _network(package: Package) -> Sketch:
    drawn = network(package, _WIDTH - 12, 640)
    sketch = Sketch(_WIDTH)
    part = f": the {len(drawn.nodes)} most active of {drawn.actors} actors" if drawn.actors > len(drawn.nodes) else ""
    y = _heading(sketch, package, "network", f"Who does what to whom, by the article{part}")
    x = 0.0
    for kind in dict.fromkeys(kind for kind in TIES if kind in {tie.kind for tie in drawn.ties}):
        sketch.line((x, y), (x + 22, y), stroke=_TIE_HUES[kind], stroke_width=2)
        sketch.sign(x + 24, y, "head", _TIE_HUES[kind], 3.4)
        sketch.words(x + 34, y, TIES[kind], 12)
        x += 60 + len(TIES[kind]) * _LETTER
    if drawn.ties:
        sketch.line((x, y), (x + 26, y), stroke_dasharray="5 4")
        sketch.words(x + 32, y, "did not take place, or is yet to \u00b7 thicker: more records", 12)
    top = y + 20
    for tie, path in zip(drawn.ties, drawn.paths, strict=True):
        start, control, end = ((px + 6, py + top) for px, py in path)
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
    if drawn.nodes and drawn.left_out_note:
        sketch.words(0, sketch.height + 4, drawn.left_out_note, 12, fill=SOFT)
        sketch.height += 16
    return sketch


def _find_network(package: Package) -> str:
    drawn = chosen(package)
    if not drawn.ties:
        return "No record ties one actor to another."
    actor, name = next(iter(drawn.names.items()))
    own = sum(actor in (tie.source_id, tie.target_id) for tie in drawn.ties)
    return f"{name} is at one end of {own} of {counted(len(drawn.ties), 'tie')}"


def _describe_network(package: Package) -> str:
    drawn = chosen(package)
    if not drawn.ties:
        return "No record ties one actor to another."
    counts = dict.fromkeys(TIES, 0)
    for tie in drawn.ties:
        counts[tie.kind] += tie.weight
    most = ", ".join(f"{name} ({drawn.weights[actor]})" for actor, name in list(drawn.names.items())[:3])
    return (
        f"{counted(len(drawn.names), 'actor')} joined by {counted(len(drawn.ties), 'tie')}, by number of records: "
        f"{', '.join(f'{TIES[kind]} {number}' for kind, number in counts.items() if number)}. "
        f"Most tied: {most}. {drawn.left_out_note}"
    ).strip()


# --- the coverage


def _coverage(package: Package) -> Sketch:
    sections, left_out_note = drawn(coverage(package))
    sketch = Sketch(_WIDTH)
    y = _heading(sketch, package, "coverage", "What rests on each passage of the article")
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
                                 fill=PAPER)  # fmt: skip
        y += 72
    sketch.height = _note(sketch, left_out_note, y - 8)
    return sketch


def _find_coverage(package: Package) -> str:
    passages = [passage for section in coverage(package) for passage in section.passages]
    coded = sum(bool(passage.records) for passage in passages)
    return f"{coded} of {counted(len(passages), 'passage')} of the article {'has' if coded == 1 else 'have'} records"


def _describe_coverage(package: Package) -> str:
    passages = [passage for section in coverage(package) for passage in section.passages]
    counts = ", ".join(
        f"{name} {sum(track in passage.records for passage in passages)}" for track, name in TRACKS.items()
    )
    strip = f"The article as a strip of {counted(len(passages), 'passage')} by section."
    return f"{strip} Number of passages that carry {counts}."


def _note(sketch: Sketch, text: str, y: float) -> float:
    """Write what is not drawn, if anything is not, and return where it ends."""
    if text:
        sketch.words(0, y + 16, text, fill=SOFT)
    return y + 30 if text else y


def _heading(sketch: Sketch, package: Package, name: str, what: str) -> float:
    head = _wrapped(finding(name, package), _WIDTH, 9)
    sketch.words(0, 12, head, 18, 22, font_weight="bold")
    of = f"{what} \u00b7 {package.metadata.get('title', package.name)}, version {package.version}"
    subtitle = _wrapped(of, _WIDTH)
    sketch.words(0, 12 + 22 * _lines(head), subtitle, 12, fill=SOFT)
    return 29 + 22 * _lines(head) + 15 * _lines(subtitle)


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
_FOUND: dict[str, Callable[[Package], str]] = {
    "playbook": _find_playbook,
    "timeline": _find_timeline,
    "network": _find_network,
    "coverage": _find_coverage,
}
