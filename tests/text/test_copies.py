"""Copies of an article as people have them: texts, Markdown, saved web pages."""

import html
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded_article.cli.run import start
from coded_article.errors import RefusedError
from coded_article.text.canonical import canonical, digest
from coded_article.text.copies import MAX_BYTES, MAX_CHARACTERS, read_article, read_copy
from coded_article.text.passages import find_passages, passages
from tests.editor import Editor
from tests.specimen import TEXT

BLOCKS = TEXT.strip().split("\n\n")


def page(blocks: list[str], charset: str = "utf-8") -> bytes:
    """Return a saved web page of ``blocks`` between menus, scripts, an advertisement and comments."""
    parts = []
    for number, block in enumerate(blocks):
        words = html.escape(block.replace("\n", " "), quote=False).split(" ")
        if len(words) > 9:
            words[3], words[5], words[7] = f'<a href="/x">{words[3]}</a>', f"<em>{words[5]}", f"{words[7]}</em>"
        tag = "h2" if len(words) <= 6 and not block.endswith(".") else "p"
        parts.append(f"<{tag}>{' '.join(words)}</{tag}>")
        if number == 1:
            parts.append(
                '<aside class="ad"><p>Subscribe to our newsletter!</p></aside><script>var x = "Oldtown";</script>'
            )
    text = f"""<!doctype html><html><head><meta charset="{charset}"><title>Rivers | News</title>
<script>track("closed the bridge")</script><style>p {{ margin: 0 }}</style></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/rivers">Rivers</a></li></ul></nav></header>
<main><article>{"".join(parts)}</article></main>
<section class="comments" id="comments"><h3>Comments</h3><p>I do not agree with a word, says a reader.</p></section>
<footer><p>All rights reserved. <a href="/privacy">Privacy</a></p></footer></body></html>"""
    return text.encode(charset, "xmlcharrefreplace")


MARKDOWN = "\n\n".join(
    f"## {block}" if len(block.split()) <= 6 and not block.endswith(".") else block.replace("bridge", "**bridge**")
    for block in BLOCKS
)
LINKED = '<sup id="a1"><a href="#n1">1</a></sup>'
FOOTNOTE = "\n\n[^1]: The bridge, that is.\n"


def marked(mark: str, text: str = TEXT) -> str:
    """Return ``text`` with the mark of a note inside one sentence and at the end of another."""
    return text.replace("closed the bridge", f"closed the bridge{mark}").replace("working day.", f"working day.{mark}")


def noted(mark: str) -> bytes:
    """Return a saved web page with the marks of notes in it."""
    plain = page([block.replace("bridge between", "bridge@ between").replace("day.", "day.@") for block in BLOCKS])
    return plain.replace(b"@", mark.encode())


COPIES = {
    "plain.txt": TEXT.encode(),
    "windows.txt": b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(),
    "without-ending": TEXT.encode(),
    "notepad.txt": TEXT.encode("utf-16"),
    "big-endian.txt": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "hyphens.txt": TEXT.replace("neighbour", "neigh\u00adbour").replace("carters", "car\u00adters").encode(),
    "hyphens.html": page(BLOCKS).replace(b"neighbour", b"neigh&shy;bour"),
    "linked-notes.html": noted(LINKED),
    "raised-notes.html": noted("<sup>1</sup>"),
    "notes-of.md": (marked("[^1]", MARKDOWN) + FOOTNOTE).encode(),
    "saved.html": page(BLOCKS),
    "saved.HTM": page(BLOCKS),
    "old.html": page(BLOCKS, "windows-1252"),
    "notes.md": MARKDOWN.replace("Oldtown and", "[Oldtown](https://example.org/a_b) and").encode(),
    "quoted.markdown": "\n>\n".join(f"> {line}" for line in MARKDOWN.splitlines() if line).encode(),
}


@pytest.mark.parametrize("name", list(COPIES))
def test_every_kind_of_copy_confirms_the_package(
    name: str, specimen: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(COPIES[name])
    capsys.readouterr()
    assert start("verify", [str(tmp_path / name), "--package", str(specimen.root)]) == 0
    assert "passages  10 of 10 confirmed" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name", ["saved.html", "old.html", "notes.md", "notepad.txt", "hyphens.txt", "hyphens.html", "linked-notes.html"]
)
def test_article_is_read_without_what_surrounds_it(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(COPIES[name])
    found = [(one.kind, canonical(one.text)) for one in passages(read_article(tmp_path / name))]
    assert found == [(one.kind, canonical(one.text)) for one in passages(TEXT)]


def test_what_is_raised_without_a_link_stays_in_an_article(tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_bytes(page([*BLOCKS, "The yard has 40 m2."]).replace(b"m2.", b"m<sup>2</sup>."))
    assert "The yard has 40 m2." in canonical(read_article(tmp_path / "saved.html"))


def test_marks_of_markdown_notes_stay_out_of_an_article(tmp_path: Path) -> None:
    (tmp_path / "notes-of.md").write_bytes(COPIES["notes-of.md"])
    text = canonical(read_article(tmp_path / "notes-of.md"))
    assert text == f"{canonical(TEXT)} The bridge, that is."


def test_page_that_lacks_a_paragraph_is_told_passage_by_passage(
    specimen: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = [block.replace("should have asked", "should have told") for block in BLOCKS if "Bo Reed" not in block]
    (tmp_path / "saved.html").write_bytes(page(blocks))
    capsys.readouterr()
    assert start("verify", [str(tmp_path / "saved.html"), "--package", str(specimen.root)]) == 1
    lines = capsys.readouterr().out.splitlines()
    missing = [line.split()[1] for line in lines if line.endswith("[passage-missing]")]
    assert missing == ["psg-004", "psg-010"]
    assert "passages  8 of 10 confirmed" in lines


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("latin.txt", "caf\u00e9".encode("latin-1"), "not UTF-8 text (byte 3)"),
        ("cut.txt", b"\xff\xfea\0b", "not UTF-16 text (byte 4)"),
        ("unmarked.txt", "abc".encode("utf-16-le"), "binary data"),
        ("utf-32.txt", "abc".encode("utf-32"), "binary data"),
        ("null.txt", b"a\0b", "binary data"),
        ("empty.txt", b" \n", "empty"),
        ("empty.md", b"<!-- nothing -->\n", "empty"),
        ("empty.html", b"<html><script>x</script></html>", "empty"),
        ("noise.html", bytes(range(256)) * 9, "empty"),
        ("article.pdf", b"%PDF-1.7", ".pdf files are not read"),
        ("article.docx", b"PK", ".docx files are not read"),
        ("deep.html", b"<div>" * 100_000, "empty"),
    ],
)
@pytest.mark.parametrize("read", [read_copy, read_article])
def test_unusable_copy_is_refused_in_one_line(read: object, name: str, data: bytes, said: str, tmp_path: Path) -> None:
    assert callable(read)
    (tmp_path / name).write_bytes(data)
    with pytest.raises(RefusedError) as error:
        read(tmp_path / name)
    assert said in str(error.value)
    assert "save your copy as" in str(error.value)
    assert "\n" not in str(error.value)


def test_absent_and_huge_copies_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="no such file"):
        read_copy(tmp_path / "none.txt")
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(RefusedError, match="larger than 20,000,000 bytes"):
        read_copy(tmp_path / "huge.txt")


@pytest.mark.parametrize("name", ["long.txt", "long.md", "long.html"])
@pytest.mark.parametrize("read", [read_copy, read_article])
def test_a_text_too_long_to_be_searched_is_refused(read: Callable[[Path], str], name: str, tmp_path: Path) -> None:
    paragraph = "It rained all day, and nobody minded. " * 100
    paragraphs = [f"{paragraph}{number}" for number in range(MAX_CHARACTERS // len(paragraph) + 1)]
    text = page(paragraphs) if name.endswith("html") else "\n\n".join(paragraphs).encode()
    (tmp_path / name).write_bytes(text)
    with pytest.raises(RefusedError, match=r"characters of text, more than 500,000; give the article alone, as a text"):
        read(tmp_path / name)


MARKS = ("{}", "*{}*", "**{}**", "_{}_", "`{}`", "[{}](/a_b)", "{}[^n]", "&#8203;{}", "<b>{}</b>")
HEADINGS = ("# {}", "### {} ###", "{}\n===", "> ## {}", "{}")
PARAGRAPHS = ("{}", "> {}", "- {}", "1. {}", "{}\n\n***", "<!-- page 2 -->\n\n{}")


@st.composite
def dressed(draw: st.DrawFn) -> str:
    """Give the small article as Markdown: some words marked, lines broken anywhere, blocks of several kinds."""
    blocks = []
    for block in BLOCKS:
        words = block.split()
        for number in draw(st.sets(st.integers(0, len(words) - 1), max_size=4)):
            if words[number].isalpha():
                words[number] = draw(st.sampled_from(MARKS)).format(words[number])
        kinds = PARAGRAPHS if len(words) > 6 else HEADINGS
        lines = (
            " ".join(words).replace(" who", "\nwho") if kinds is PARAGRAPHS and draw(st.booleans()) else " ".join(words)
        )
        blocks.append(draw(st.sampled_from(kinds)).format(lines))
    return "\n\n".join(blocks) + draw(
        st.sampled_from(["", "\n", "\n\n[^n]: A note.\n", "\n\n| a | b |\n|---|---|\n| c | d |"])
    )


def _found(tmp: Path, text: str) -> set[str]:
    (tmp / "copy.md").write_text(text, encoding="utf-8")
    wanted = [(one.text, one.end - one.start, digest(one.text)) for one in passages(TEXT)]
    return set(find_passages(read_copy(tmp / "copy.md"), wanted))


@given(text=dressed())
def test_the_article_as_markdown_of_any_kind_is_found_whole(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert _found(tmp_path_factory.getbasetemp(), text) == {one.text for one in passages(TEXT)}


@given(text=dressed(), word=st.sampled_from(["insult", "should", "rivers"]))
def test_a_changed_word_in_markdown_is_told_at_its_passage(
    text: str, word: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = _found(tmp_path_factory.getbasetemp(), text.replace(word, "otherwise"))
    assert {one.text for one in passages(TEXT)} - found == {one.text for one in passages(TEXT) if word in one.text}


LAYOUTS = (
    "- Ask first.|* Pay|1. Mend it.|2. Sell it!|\u2013 Who? she asked.|---|# Who will pay?|The Quay|  5) a fifth"
    "|By Bo Reed||It was shut\u00ad in March.[^1]|\u201cNo,\u201d\u00a0he said|> - so he said.|<p>It rained.</p>"
    "|\\- kept|\u2060word\u200b"
)
LINES = st.lists(
    st.sampled_from([*LAYOUTS.split("|"), "a long line, " * 11, "| a | b |"]),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@given(lines=LINES, end=st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_positions_are_those_of_the_copy_that_is_kept(
    suffix: str, lines: list[str], end: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / f"article{suffix}").write_bytes(end.join([*lines, "It ended."]).encode())
    kept = read_article(folder / f"article{suffix}")
    (folder / "kept.txt").write_text(kept, encoding="utf-8", newline="")
    found = passages(kept)
    text = canonical((folder / "kept.txt").read_text(encoding="utf-8"))
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
    assert passages(read_article(folder / "kept.txt")) == found  # which `fingerprint` reads again


def test_lists_of_a_page_have_the_positions_of_the_copy(tmp_path: Path) -> None:
    items = "<ul><li>Ask the bakers first.</li><li>Lower the rent</li></ul><p>\u2013 No, he said.</p>"
    (tmp_path / "saved.html").write_bytes(page(BLOCKS).replace(b"</article>", items.encode() + b"</article>"))
    kept = read_article(tmp_path / "saved.html")
    (tmp_path / "kept.txt").write_text(kept, encoding="utf-8")
    assert "Lower the rent" in kept
    assert passages(read_article(tmp_path / "kept.txt")) == passages(kept)


def _cut(path: Path, data: str) -> list[tuple[str, str]]:
    path.write_bytes(data.encode())
    return [(one.kind, one.text) for one in passages(read_article(path))]


@pytest.mark.parametrize("fence", ["---", "+++"])
def test_front_matter_is_no_text(fence: str, tmp_path: Path) -> None:
    between = 'title: "The Quay"\ntags:\n- ports' if fence == "---" else 'title = "The Quay"'
    found = _cut(tmp_path / "a.md", f"{fence}\n{between}\n{fence}\n\n# The Quay\n\nIt is old.\n")
    assert found == [("heading", "The Quay"), ("body", "It is old.")]
    assert _cut(tmp_path / "a.md", "---\n\nIt is old.\n\n---\n\nIt was new.\n")[0] == ("body", "It is old.")


def test_html_in_markdown_is_read(tmp_path: Path) -> None:
    html = "<p>It <b>was</b> new.</p>\n\n<div>\n<h2>Who pays?</h2>\nNobody.<script>no()</script></div>\n\n<!doctype>\n"
    assert _cut(tmp_path / "a.md", f"It is old.\n\n{html}\nIt ended.\n") == [
        ("body", "It is old."), ("body", "It was new."), ("heading", "Who pays?"), ("body", "Nobody."),
        ("body", "It ended."),
    ]  # fmt: skip


def test_what_the_markup_calls_a_heading_or_a_table_is_one(tmp_path: Path) -> None:
    markdown = "# The Quay\n\n## Who will pay? Not we.\n\n| Year | Cost |\n|---|---|\n| 2019 | 3 |\n\nIt is old.\n"
    wanted = [
        ("heading", "The Quay"), ("heading", "Who will pay? Not we."), ("body", "Year Cost"), ("body", "2019 3"),
        ("body", "It is old."),
    ]  # fmt: skip
    assert _cut(tmp_path / "a.md", markdown) == wanted
    rows = "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2019</td><td>3</td></tr></table>"
    html = page(BLOCKS).replace(b"<p>Bo Reed", f"<h2>Who will pay? Not we.</h2>{rows}<p>Bo Reed".encode())
    found = _cut(tmp_path / "a.html", html.decode())
    assert found[-4:-1] == wanted[1:4]


def test_digits_and_credits_open_no_section(tmp_path: Path) -> None:
    found = _cut(tmp_path / "a.txt", "The Quay\n\nIt is old.\n\n12\n\nPhoto: Ada Finch\n")
    assert [kind for kind, _ in found] == ["heading", "body", "body", "credit"]


@pytest.mark.parametrize(
    ("declared", "charset"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ("", "cp1252"),
        ("", "utf-8"),
        ('<meta charset="no-such">', "utf-8"),
        ('<meta charset="koi8-r">', "koi8-r"),
    ],
)
def test_page_is_read_in_the_encoding_that_browsers_take(declared: str, charset: str, tmp_path: Path) -> None:
    word = "\u0444\u043b\u043e\u0442" if charset == "koi8-r" else "na\u00efve \u201ccaf\u00e9\u201d"
    text = page([*BLOCKS, f"So they said {word} again."]).decode().replace('<meta charset="utf-8">', declared)
    (tmp_path / "a.html").write_bytes(text.encode(charset, "xmlcharrefreplace"))
    assert canonical(f"So they said {word} again.") in canonical(read_article(tmp_path / "a.html"))
