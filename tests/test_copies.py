"""Copies of an article as people have them: texts, Markdown, saved web pages."""

import html
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded_article.article import passages
from coded_article.canonical import canonical
from coded_article.cli import start
from coded_article.copies import MAX_BYTES, read_article, read_copy
from coded_article.errors import RefusedError

from .conftest import ROOT, TEXT, Editor

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
COPIES = {
    "plain.txt": TEXT.encode(),
    "windows.txt": b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(),
    "without-ending": TEXT.encode(),
    "saved.html": page(BLOCKS),
    "saved.HTM": page(BLOCKS),
    "old.html": page(BLOCKS, "windows-1252"),
    "notes.md": MARKDOWN.replace("Oldtown and", "[Oldtown](https://example.org/a_b) and").encode(),
    "quoted.markdown": "\n>\n".join(f"> {line}" for line in MARKDOWN.splitlines() if line).encode(),
}


@pytest.mark.parametrize("name", list(COPIES))
def test_every_kind_of_copy_confirms_the_package(
    name: str, small: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(COPIES[name])
    capsys.readouterr()
    assert start("verify", [str(tmp_path / name), "--package", str(small.root)]) == 0
    assert "passages  6 of 6 confirmed" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["saved.html", "old.html", "notes.md"])
def test_article_is_read_without_what_surrounds_it(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(COPIES[name])
    found = [(one.kind, canonical(one.text)) for one in passages(read_article(tmp_path / name))]
    assert found == [(one.kind, canonical(one.text)) for one in passages(TEXT)]


def test_page_that_lacks_a_paragraph_is_told_passage_by_passage(
    small: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = [block.replace("should have asked", "should have told") for block in BLOCKS if "Bo Reed" not in block]
    (tmp_path / "saved.html").write_bytes(page(blocks))
    capsys.readouterr()
    assert start("verify", [str(tmp_path / "saved.html"), "--package", str(small.root)]) == 1
    lines = capsys.readouterr().out.splitlines()
    missing = [line.split(":")[2] for line in lines if line.startswith("passage-missing")]
    assert [one.split()[1] for one in missing] == ["psg-004", "psg-006"]
    assert "passages  4 of 6 confirmed" in lines


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("latin.txt", "caf\u00e9".encode("latin-1"), "not UTF-8 text (byte 3)"),
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


@given(st.text(max_size=300))
def test_markdown_of_any_kind_is_read_or_refused(text: str) -> None:
    path = ROOT / "never-written.md"
    from coded_article import copies

    with suppress(RefusedError):
        assert copies._text(path, text.encode("utf-8", "ignore")).strip()
