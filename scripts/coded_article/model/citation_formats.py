"""The citation of a package, or of one row of it, as reference managers read it: BibTeX, RIS and CSL-JSON."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from coded_article.model.citation import Contributor, address, authors, citation, doi, place

_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_NOBODY = Contributor("Anonymous", "", "", "")


def _authors(metadata: Mapping[str, Any]) -> list[Contributor]:
    return authors(metadata) or [_NOBODY]


def _title(metadata: Mapping[str, Any], row: str | None) -> str:
    return _line(metadata.get("title", metadata["name"])) + (f", row {row}" if row else "")


def _day(metadata: Mapping[str, Any]) -> str:
    return str(metadata.get("created", ""))[:10]


def _licence(metadata: Mapping[str, Any]) -> str:
    return _line(metadata["licenses"][0]["name"])


def _home(metadata: Mapping[str, Any], row: str | None) -> str:
    return place(metadata, f"#{row}" if row else "") if "homepage" in metadata else ""


def _line(text: str) -> str:
    """Return text on one line."""
    return " ".join(text.split())


def _bibtex(metadata: Mapping[str, Any], row: str | None) -> str:
    def tex(text: str) -> str:
        return re.sub(r"[\\~^&%$#_{}]", lambda found: _TEX.get(found[0], f"\\{found[0]}"), text)

    def name(one: Contributor) -> str:
        # braces keep a name of several words whole
        return f"{tex(one.family)}, {tex(one.given)}" if one.family and one.given else f"{{{tex(_line(one.name))}}}"

    fields = {
        "author": " and ".join(map(name, _authors(metadata))),
        "title": f"{{{tex(_title(metadata, row))}}}",
        "year": _day(metadata)[:4],
        "version": tex(metadata["version"]),
        "note": f"Data package, {tex(_licence(metadata))}",
        "howpublished": tex(address(metadata, row)),
        "doi": doi(metadata),
        "url": _home(metadata, row),
    }
    key = re.sub(r"[^A-Za-z0-9.-]", "-", address(metadata, row))
    return "\n".join((f"@misc{{{key},", *(f"{name} = {{{text}}}," for name, text in fields.items() if text), "}\n"))


def _ris(metadata: Mapping[str, Any], row: str | None) -> str:
    def lines() -> Iterator[tuple[str, str]]:
        yield "TY", "DATA"
        for one in _authors(metadata):
            yield "AU", f"{one.family}, {one.given}" if one.family and one.given else _line(one.name)
        yield "TI", _title(metadata, row)
        yield "PY", _day(metadata)[:4]
        yield "DA", _day(metadata).replace("-", "/")
        yield "ET", metadata["version"]
        for word in metadata.get("keywords", []):
            yield "KW", _line(word)
        yield "N1", f"Licence: {_licence(metadata)}"
        yield "ID", address(metadata, row)
        yield "DO", doi(metadata)
        yield "UR", _home(metadata, row)

    return "".join(f"{tag}  - {text}\n" for tag, text in lines() if text) + "ER  - \n"


def _csl(metadata: Mapping[str, Any], row: str | None) -> str:
    def name(one: Contributor) -> dict[str, str]:
        whole = one.family and one.given
        return {"family": one.family, "given": one.given} if whole else {"literal": _line(one.name)}

    day = [int(part) for part in _day(metadata).split("-") if part]
    item = {
        "id": address(metadata, row),
        "type": "dataset",
        "author": [name(one) for one in _authors(metadata)],
        "title": _title(metadata, row),
        "issued": {"date-parts": [day]} if day else None,
        "version": metadata["version"],
        "note": f"Licence: {_licence(metadata)}",
        "DOI": doi(metadata),
        "URL": _home(metadata, row),
    }
    return json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=False) + "\n"


STYLES: Mapping[str, Callable[[Mapping[str, Any], str | None], str]] = {
    "text": citation, "bibtex": _bibtex, "ris": _ris, "csl": _csl,
}  # fmt: skip
_FILES = {"citation.bib": "bibtex", "citation.ris": "ris", "citation.json": "csl"}


def citation_formats(metadata: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of each format, by the name of its file, of the package with the descriptor ``metadata``."""
    return {name: STYLES[style](metadata, None) for name, style in _FILES.items()}
