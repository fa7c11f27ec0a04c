"""Somebody's own copy of an article as text: plain, Markdown, or a saved web page."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

from coded_article.errors import RefusedError
from coded_article.layout import ITEM, laid_out

MAX_BYTES = 20_000_000
_PLAIN = ("", ".txt", ".text")
_MARKDOWN = (".md", ".markdown")
_PAGES = (".html", ".htm", ".xhtml")
_WORDS = ("text", "code_inline", "softbreak", "hardbreak")
_READ = "a text (.txt), Markdown (.md) or a saved web page (.html)"


def read_copy(path: Path) -> str:
    """Return the text of a copy in which passages are looked up, not yet canonical.

    Of a web page that is the article as it is found there and then the whole page's text, since more text
    does no harm, and an article that is cut short would.

    Raises:
        RefusedError: the file is absent, too large, of another kind, or not readable as its kind.
    """
    data = _read(path)
    if path.suffix.lower() in _PAGES:
        return _filled(path, f"{_article(data)}\n\n{_whole(data)}")
    return _text(path, data)


def read_article(path: Path) -> str:
    """Return the text of an article that is to be coded: paragraphs separated by blank lines, no menus.

    Raises:
        RefusedError: the file is absent, too large, of another kind, or not readable as its kind.
    """
    data = _read(path)
    if path.suffix.lower() in _PAGES:
        return _filled(path, _article(data))
    text = _text(path, data)
    return text if path.suffix.lower() in _MARKDOWN else laid_out(text)


def _read(path: Path) -> bytes:
    if not path.is_file():
        msg = f"{path}: no such file; give your copy of the article, as {_READ}"
        raise RefusedError(msg)
    if path.suffix.lower() not in (*_PLAIN, *_MARKDOWN, *_PAGES):
        msg = f"{path}: {path.suffix} files are not read; save your copy as {_READ}"
        raise RefusedError(msg)
    if path.stat().st_size > MAX_BYTES:
        msg = f"{path}: larger than {MAX_BYTES:,} bytes; give the article alone, as {_READ}"
        raise RefusedError(msg)
    return path.read_bytes()


def _text(path: Path, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"{path}: not UTF-8 text (byte {error.start}); save your copy as UTF-8 plain text"
        raise RefusedError(msg) from None
    if path.suffix.lower() in _MARKDOWN:
        text = "\n\n".join(_blocks(text))
    return _filled(path, text)


def _filled(path: Path, text: str) -> str:
    if "\0" in text or not text.strip():
        msg = f"{path}: {'binary data' if text.strip() else 'empty'}; save your copy as {_READ}"
        raise RefusedError(msg)
    return text


def _blocks(text: str) -> Iterator[str]:
    """Yield the words of each block of a Markdown text: headings, paragraphs, list items, cells."""
    import markdown_it

    begins = ""
    for token in markdown_it.MarkdownIt().enable("table").parse(text):
        if token.type == "list_item_open":
            begins = ITEM
        elif token.type == "inline":
            parts = token.children or []
            words = (" " if part.type.endswith("break") else part.content for part in parts if part.type in _WORDS)
            yield begins + "".join(words)
            begins = ""


def _article(page: bytes) -> str:
    """Return the article of a web page: its paragraphs, without menus, scripts and comments."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read comes out empty
    text = trafilatura.extract(page, include_comments=False, favor_recall=True, deduplicate=False) or ""
    return "\n\n".join(re.sub("^- ", ITEM, line) for line in text.split("\n"))  # a list's mark is none of its words


def _whole(page: bytes) -> str:
    import trafilatura

    return trafilatura.html2txt(page) or ""
