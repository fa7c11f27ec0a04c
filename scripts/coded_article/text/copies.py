"""Somebody's own copy of an article as text: plain, Markdown, or a saved web page.

Soft hyphens and the marks of notes are no part of a sentence; they are left out as the copy is read.
"""

import codecs
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coded_article.errors import RefusedError
from coded_article.text.paragraphs import ITEM, laid_out

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 500_000  # a book; every passage is looked up at every word of it, which takes seconds
_PLAIN = ("", ".txt", ".text")
_MARKDOWN = (".md", ".markdown")
_PAGES = (".html", ".htm", ".xhtml")
_WORDS = ("text", "code_inline", "softbreak", "hardbreak")
_SOFT_HYPHEN = "\u00ad"
_MARKDOWN_NOTE = re.compile(r"(?m)^ {0,3}\[\^[^\]\s]+\]:|\[\^[^\]\s]+\]")
_RAISED = "//sup"
_RAISED_LINKS = "//sup[.//a or parent::a]"  # the marks of notes; without a link it may be the 2 of a square metre
_READ = "a text (.txt), Markdown (.md) or a saved web page (.html)"


def read_copy(path: Path) -> str:
    """Return the text of a copy in which passages are looked up, not yet canonical.

    Of a web page that is the article as it is found there and then the whole page's text, with and without
    what is raised, since more text does no harm, and an article that is cut short would.

    Raises:
        RefusedError: the file is absent, too large, of another kind, or not readable as its kind.
    """
    data = _read(path)
    if path.suffix.lower() in _PAGES:
        whole = _bounded(path, _whole(data))  # before the article is searched for, which takes longer
        return _filled(path, "\n\n".join((_article(data), whole, _whole(data, without=_RAISED))))
    return _text(path, data)


def read_article(path: Path) -> str:
    """Return the text of an article that is to be coded: paragraphs separated by blank lines, no menus.

    Raises:
        RefusedError: the file is absent, too large, of another kind, or not readable as its kind.
    """
    data = _read(path)
    if path.suffix.lower() in _PAGES:
        return _filled(path, _bounded(path, _article(data)))
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
    encoding = "UTF-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "UTF-8"
    try:
        text = data.decode("utf-16" if encoding == "UTF-16" else "utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"{path}: not {encoding} text (byte {error.start}); save your copy as UTF-8 plain text"
        raise RefusedError(msg) from None
    if path.suffix.lower() in _MARKDOWN:
        text = "\n\n".join(_blocks(_MARKDOWN_NOTE.sub("", text)))
    return _filled(path, _bounded(path, text))


def _bounded(path: Path, text: str) -> str:
    if len(text) > MAX_CHARACTERS:
        length = f"{len(text):,} characters of text, more than {MAX_CHARACTERS:,}"
        msg = f"{path}: {length}; give the article alone, as {_READ}"
        raise RefusedError(msg)
    return text


def _filled(path: Path, text: str) -> str:
    """Return the text of a copy without soft hyphens.

    Raises:
        RefusedError: there is none, or it is no text.
    """
    text = text.replace(_SOFT_HYPHEN, "")
    if "\0" in text or not text.strip():
        what = "binary data, or text that is not UTF-8" if text.strip() else "empty"
        msg = f"{path}: {what}; save your copy as {_READ}"
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
    """Return the article of a web page: its paragraphs, without menus, scripts, comments and marks of notes."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read comes out empty
    tree = _tree(page, without=_RAISED_LINKS)
    text = trafilatura.extract(tree, include_comments=False, favor_recall=True, deduplicate=False) or ""
    return "\n\n".join(re.sub("^- ", ITEM, line) for line in text.split("\n"))  # a list's mark is none of its words


def _whole(page: bytes, without: str = "") -> str:
    import trafilatura

    tree = _tree(page, without)
    return "" if tree is None else trafilatura.html2txt(tree)


def _tree(page: bytes, without: str) -> Any:
    """Return a web page as a tree of elements, less those at the XPath ``without``; None for what is no page."""
    import trafilatura

    tree = trafilatura.load_html(page)
    if tree is not None and without:
        for element in tree.xpath(without):
            element.drop_tree()
    return tree
