"""The figures as readers see them: every colour, in the order of drawing, whatever the words are."""

import zlib
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt
import pytest

from coded_article import load
from coded_article.site import figures
from coded_article.site.sketch import BLUE, GREEN, ORANGE, PURPLE, SIGNS, SKY, VERMILLION, Sketch, png
from tests.editor import ROOT

Pixels = npt.NDArray[np.uint32]

LEGENDS = {
    "timeline": (BLUE, "#a63c00"),
    "network": (BLUE, SKY, "#6b7078", ORANGE, VERMILLION, GREEN),
    "coverage": (BLUE, PURPLE, ORANGE, GREEN, "#8b8f96"),
}
LEGEND = slice(124, 164)  # its lines of pixels


@pytest.fixture(scope="module")
def drawn() -> Mapping[str, bytes]:
    return figures.files(load(ROOT / "examples" / "quay"))


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
    for colour in LEGENDS[name]:
        assert count(found[LEGEND], colour) > 20, colour
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
    sketch.box(0, 0, 20, 20, fill=BLUE)
    sketch.box(10, 0, 20, 20, fill=ORANGE)
    sketch.line((0, 10), (40, 10), stroke=GREEN, stroke_width=4)
    sketch.box(25, 0, 5, 20, fill=BLUE)
    found = pixels(png(sketch.svg("", "")))
    seen = [f"#{found[2 * (6 + y), 2 * (6 + x)]:06x}" for x, y in ((5, 3), (15, 3), (15, 10), (27, 10), (35, 10))]
    assert seen == [BLUE, ORANGE, GREEN, BLUE, GREEN]


@pytest.mark.parametrize("name", [*SIGNS, "unheard-of"])
def test_every_sign_is_seen(name: str) -> None:
    sketch = Sketch(40, 40)
    sketch.sign(20, 20, name, BLUE, 10, 30)
    assert 100 < count(pixels(png(sketch.svg("", ""))), BLUE) < 2000


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


def test_the_same_figures_again(drawn: Mapping[str, bytes]) -> None:
    assert figures.files(load(ROOT / "examples" / "quay")) == drawn
