"""The figures as readers see them: every colour, in the order of drawing, whatever the words are."""

import re
import zlib
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from coded_article import load
from coded_article.site import figures
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
    MEETS,
    SIGNS,
    UNDONE,
    Sketch,
    png,
)  # fmt: skip
from tests.changed import replace
from tests.editor import ROOT

Pixels = npt.NDArray[np.uint32]

LEGENDS = {
    "timeline": (EVENT, UNDONE),
    "network": (MEETS, ADDRESSES, ACTS, EXCLUDES, CRITICISES, FAVOURS),
    "coverage": (EVENT, ATTRIBUTED, CLAIM, ADVICE, "#8b8f96"),
}
LEGEND = slice(124, 164)  # its lines of pixels


@pytest.fixture(scope="module", params=[ROOT, ROOT / "examples" / "quay"], ids=["here", "quay"])
def drawn(request: pytest.FixtureRequest) -> Mapping[str, bytes]:
    return figures.files(load(request.param))


def _parts(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(picture):
        size = int.from_bytes(picture[at : at + 4], "big")
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + size]
        at += size + 12


def pixels(picture: bytes) -> Pixels:
    """Return the colours of a PNG as numbers, line by line."""
    head = next(data for name, data in _parts(picture) if name == b"IHDR")
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    assert head[8:] == bytes([8, 6, 0, 0, 0]), "not eight bits each of red, green, blue and opacity"
    data = zlib.decompress(b"".join(data for name, data in _parts(picture) if name == b"IDAT"))
    lines = np.frombuffer(data, dtype=np.uint8).reshape(height, 1 + 4 * width)
    assert set(lines[:, 0]) == {1}, "written as anything but the differences to the pixel before"
    red, green, blue, _ = np.cumsum(lines[:, 1:].reshape(height, width, 4), axis=1, dtype=np.uint8).transpose(2, 0, 1)
    found: Pixels = (red.astype(np.uint32) << 16) + (green.astype(np.uint32) << 8) + blue
    return found


def count(area: Pixels, colour: str) -> int:
    return int(np.count_nonzero(area == int(colour[1:], 16)))


@pytest.mark.parametrize("name", LEGENDS)
def test_every_colour_of_a_legend_is_seen_in_the_figure(name: str, drawn: Mapping[str, bytes]) -> None:
    found = pixels(drawn[f"figures/{name}.png"])
    named = [colour for colour in LEGENDS[name] if count(found[LEGEND], colour) > 20]
    assert len(named) > 1
    for colour in named:
        assert count(found[LEGEND.stop :], colour) > 20, colour


def test_every_passage_shows_its_records_in_their_colours(drawn: Mapping[str, bytes]) -> None:
    found = pixels(drawn["figures/coverage.png"])[LEGEND.stop :]
    root = ElementTree.fromstring(drawn["figures/coverage.svg"])
    for colour in LEGENDS["coverage"][:4]:
        boxes = [one for one in root.iter() if one.get("fill") == colour and float(one.get("y", 0)) > 80]
        area = sum(float(one.get("width", 0)) * float(one.get("height", 0)) for one in boxes)
        assert count(found, colour) > 0.9 * 4 * area, colour  # numbers cover a little


def test_what_is_drawn_later_lies_on_top() -> None:
    sketch = Sketch(40, 20)
    sketch.box(0, 0, 20, 20, fill=EVENT)
    sketch.box(10, 0, 20, 20, fill=CLAIM)
    sketch.line((0, 10), (40, 10), stroke=ADVICE, stroke_width=4)
    sketch.box(25, 0, 5, 20, fill=EVENT)
    found = pixels(png(sketch.svg("", "")))
    seen = [f"#{found[2 * (6 + y), 2 * (6 + x)]:06x}" for x, y in ((5, 3), (15, 3), (15, 10), (27, 10), (35, 10))]
    assert seen == [EVENT, CLAIM, ADVICE, EVENT, ADVICE]


@pytest.mark.parametrize("name", [*SIGNS, "unheard-of"])
def test_every_sign_is_seen(name: str) -> None:
    sketch = Sketch(40, 40)
    sketch.sign(20, 20, name, EVENT, 10, 30)
    assert 100 < count(pixels(png(sketch.svg("", ""))), EVENT) < 2000


def test_words_that_look_like_markup_stay_words() -> None:
    evil = "\"'></text><script>&lt;]]>\u202e\x00\ufffe\ud800"
    sketch = Sketch(400, 40)
    sketch.words(0, 10, f"{evil}\n{evil}", font_style=evil[:13])
    svg = sketch.svg(evil, evil)
    told = "\"'></text><script>&lt;]]><U+202E><U+0000><U+FFFE><U+D800>"
    root = ElementTree.fromstring(svg)
    assert [one.tag.partition("}")[2] for one in root.iter()] == ["svg", "title", "desc", "rect", "text", "tspan"]
    assert [one.text for one in root.iter() if (one.text or "").strip()] == [told] * 4
    assert root.get("aria-label") == told
    assert png(svg).startswith(b"\x89PNG")


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_stands_out_from_paper_and_means_one_thing() -> None:
    hues = [EVENT, ATTRIBUTED, CLAIM, ADVICE, UNDONE, MEETS, ADDRESSES, ACTS, EXCLUDES, CRITICISES, FAVOURS]
    assert len(set(hues)) == len(hues)
    for hue in hues:
        assert 1.05 / (_light(hue) + 0.05) >= 3, hue
    styles = (ROOT / "scripts/coded_article/site/templates/styles/page.css").read_text(encoding="utf-8")
    names = ("event", "attributed", "claim", "advice", "no", "meets", "addresses", "acts", "excludes", "criticises",
             "favours")  # fmt: skip
    for name, hue in zip(names, hues, strict=True):
        assert f"--{name}: light-dark({hue}," in styles


def test_advice_is_drawn_in_one_colour_and_what_the_article_tells_in_another(drawn: Mapping[str, bytes]) -> None:
    found = pixels(drawn["figures/playbook.png"])
    for colour in (ADVICE, EVENT, UNDONE):
        assert count(found, colour) > 500, colour


def test_an_interval_is_drawn_without_a_day() -> None:
    package = load(ROOT)
    root = ElementTree.fromstring(figures.svg("timeline", package))
    bars = [one for one in root.iter() if one.get("fill-opacity")]
    signs = [re.match(r"translate\((.*?),(.*?)\)", one.get("transform", "")) for one in root.iter()]
    assert len(bars) == 3
    for bar in bars:
        x, y, width = (float(bar.get(name, 0)) for name in ("x", "y", "width"))
        within = [one[0] for one in signs if one and x <= float(one[1]) <= x + width and abs(float(one[2]) - y - 7) < 9]
        assert not within


def test_a_figure_of_very_many_events_stays_small() -> None:
    package = load(ROOT)
    many = pd.concat([package.events.assign(event_id=package.events["event_id"] + f"-{copy}") for copy in range(58)])
    drawn = figures.svg("timeline", replace(package, events=many))
    assert "1,950 events more: no more than 80 are drawn." in drawn
    assert len(png(drawn)) < 8_000_000


def test_the_same_figures_again() -> None:
    package = load(ROOT / "examples" / "quay")
    assert figures.files(package) == figures.files(package)
