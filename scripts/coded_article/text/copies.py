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
from coded_article.files.paths import see_small
from coded_article.text.paragraphs import HEADING, ITEM, as_block, laid_out

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 500_000  # a book; every passage is looked up at every word of it, which takes seconds
_PLAIN = ("", ".txt", ".text")
_MARKDOWN = (".md", ".markdown")
_PAGES = (".html", ".htm", ".xhtml")
_WORDS = ("text", "code_inline", "softbreak", "hardbreak")
# tokens of Markdown and elements of pages: what they say of the words in them, what lies in a line, what nobody reads
_MARKS = {
    **dict.fromkeys(("list_item_open", "li", "item", "row", "tr"), ITEM),
    **dict.fromkeys(("heading_open", "head", "h1", "h2", "h3", "h4", "h5", "h6"), HEADING),
}
_ROWS = ("row", "tr")
_INLINE = set(
    re.findall(
        r"\w+",
        "a abbr b bdi bdo cite code data del dfn em font hi i ins kbd mark q ref s samp small span strong sub sup time"
        " tt u var wbr",
    )
)
_UNREAD = ("noscript", "script", "style", "template")
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[^\S\n]*\n(?=#|\w[\w-]*[^\S\n]*[:=])(.*\n)*?\1[^\S\n]*(\n|\Z)")
_HEAD = 4096  # bytes in which a page declares its encoding
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_BROWSERS_TAKE = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")  # XML can hold none of them
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


def read_saved(path: Path) -> str:
    """Return the text of a file that another program saved, character by character as it is there.

    Raises:
        RefusedError: the file is absent, too large, or not UTF-8.
    """
    if not path.is_file():
        msg = f"{path}: no such file; it belongs to what the tool saved"
        raise RefusedError(msg)
    see_small(path, MAX_BYTES, "save one article alone")
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8"
        raise RefusedError(msg) from None


def is_plain(path: Path) -> bool:
    """Return whether a copy is plain text."""
    return path.suffix.lower() in _PLAIN


def _read(path: Path) -> bytes:
    if not path.is_file():
        msg = f"{path}: no such file; give your copy of the article, as {_READ}"
        raise RefusedError(msg)
    if path.suffix.lower() not in (*_PLAIN, *_MARKDOWN, *_PAGES):
        msg = f"{path}: {path.suffix} files are not read; save your copy as {_READ}"
        raise RefusedError(msg)
    see_small(path, MAX_BYTES, f"give the article alone, as {_READ}")
    return path.read_bytes()


def _text(path: Path, data: bytes) -> str:
    encoding = "UTF-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "UTF-8"
    try:
        text = data.decode("utf-16" if encoding == "UTF-16" else "utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"{path}: not {encoding} text (byte {error.start}); save your copy as UTF-8 plain text"
        raise RefusedError(msg) from None
    if path.suffix.lower() in _MARKDOWN:
        text = "\n\n".join(filter(None, _blocks(_MARKDOWN_NOTE.sub("", text))))
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
    """Yield the blocks of a Markdown text and of HTML in it: headings, paragraphs, list items, rows of tables."""
    import lxml.html
    import markdown_it

    begins = ""
    row: list[str] | None = None
    for token in markdown_it.MarkdownIt().enable("table").parse(_FRONT_MATTER.sub("", text)):
        if token.type in _MARKS:
            begins = _MARKS[token.type]
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield as_block(" ".join(row or ()), ITEM)
            row = None
        elif token.type == "html_block":
            yield from _blocks_of(lxml.html.document_fromstring(f"<div>{_CONTROLS.sub('', token.content)}</div>"))
        elif token.type == "inline":
            parts = token.children or []
            words = "".join(
                " " if part.type.endswith("break") else part.content for part in parts if part.type in _WORDS
            )
            if row is None:
                yield as_block(words, begins)
                begins = ""
            else:
                row.append(words)


def _blocks_of(element: Any, begins: str = "") -> Iterator[str]:
    """Yield the blocks of a tree of elements, of HTML or of TEI as trafilatura has it."""
    begins = _MARKS.get(element.tag, begins)
    if element.tag in _ROWS:
        yield as_block(" ".join(" ".join(cell.itertext()) for cell in element), begins)
        return
    words = [element.text or ""]
    for child in element:
        if child.tag in _INLINE:
            words += child.itertext()
        elif isinstance(child.tag, str) and child.tag not in _UNREAD:
            yield as_block("".join(words), begins)
            words = []
            yield from _blocks_of(child, begins)
        words.append(child.tail or "")
    yield as_block("".join(words), begins)


def _article(page: bytes) -> str:
    """Return the article of a web page: its paragraphs, without menus, scripts, comments and marks of notes."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read comes out empty
    tree = _tree(page, without=_RAISED_LINKS)
    found = trafilatura.bare_extraction(tree, include_comments=False, favor_recall=True, deduplicate=False)
    body = getattr(found, "body", None)
    return "" if body is None else "\n\n".join(filter(None, _blocks_of(body)))


def _whole(page: bytes, without: str = "") -> str:
    import trafilatura

    tree = _tree(page, without)
    return "" if tree is None else trafilatura.html2txt(tree)


def _decoded(page: bytes) -> str:
    """Return the text of a page, as browsers read it: by its mark, by what it declares, as UTF-8, as windows-1252."""
    declared = _CHARSET.search(page[:_HEAD])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    marks = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    name = next((encoding for mark, encoding in marks.items() if page.startswith(mark)), name)
    try:
        name = codecs.lookup(name).name
    except LookupError:
        name = "utf-8"
    for encoding in (_BROWSERS_TAKE.get(name, name), "utf-8"):
        try:
            return page.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return page.decode("cp1252", "replace")


def _tree(page: bytes, without: str) -> Any:
    """Return a web page as a tree of elements, less those at the XPath ``without``; None for what is no page."""
    import trafilatura

    tree = trafilatura.load_html(_decoded(page))
    if tree is not None and without:
        for element in tree.xpath(without):
            element.drop_tree()
    return tree
