"""The citation of a package as reference managers read it: BibTeX, RIS and CSL-JSON."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from coded_article.model.citation import address

_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def citation_formats(metadata: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of each format, by the name of its file, of the package with the descriptor ``metadata``."""
    return {f"citation.{ending}": write(metadata) for ending, write in _WRITERS.items()}


def _authors(metadata: Mapping[str, Any]) -> list[str]:
    return [_line(person["title"]) for person in metadata.get("contributors", [])] or ["Anonymous"]


def _title(metadata: Mapping[str, Any]) -> str:
    return _line(metadata.get("title", metadata["name"]))


def _line(text: str) -> str:
    """Return text on one line."""
    return " ".join(text.split())


def _bibtex(metadata: Mapping[str, Any]) -> str:
    def tex(text: str) -> str:
        return re.sub(r"[\\~^&%$#_{}]", lambda found: _TEX.get(found[0], f"\\{found[0]}"), text)

    fields = {
        "author": " and ".join(f"{{{tex(author)}}}" for author in _authors(metadata)),
        "title": f"{{{tex(_title(metadata))}}}",
        "year": metadata.get("created", "")[:4],
        "version": tex(metadata["version"]),
        "note": f"Data package, {tex(metadata['licenses'][0]['name'])}",
        "howpublished": tex(address(metadata)),
    }
    key = re.sub(r"[^\w.:-]", "", f"{metadata['name']}-{metadata['version']}")
    return "\n".join((f"@misc{{{key},", *(f"{name} = {{{text}}}," for name, text in fields.items() if text), "}\n"))


def _ris(metadata: Mapping[str, Any]) -> str:
    def lines() -> Iterator[tuple[str, str]]:
        yield "TY", "DATA"
        for author in _authors(metadata):
            yield "AU", author
        yield "TI", _title(metadata)
        yield "PY", metadata.get("created", "")[:4]
        yield "DA", metadata.get("created", "")[:10].replace("-", "/")
        yield "ET", metadata["version"]
        for word in metadata.get("keywords", []):
            yield "KW", _line(word)
        yield "N1", f"Licence: {_line(metadata['licenses'][0]['name'])}"
        yield "ID", address(metadata)

    return "".join(f"{tag}  - {text}\n" for tag, text in lines() if text) + "ER  - \n"


def _csl(metadata: Mapping[str, Any]) -> str:
    day = [int(part) for part in metadata.get("created", "")[:10].split("-") if part]
    item = {
        "id": address(metadata),
        "type": "dataset",
        "author": [{"literal": author} for author in _authors(metadata)],
        "title": _title(metadata),
        **({"issued": {"date-parts": [day]}} if day else {}),
        "version": metadata["version"],
        "note": f"Licence: {_line(metadata['licenses'][0]['name'])}",
    }
    return json.dumps([item], ensure_ascii=False) + "\n"


_WRITERS: dict[str, Callable[[Mapping[str, Any]], str]] = {"bib": _bibtex, "ris": _ris, "json": _csl}
