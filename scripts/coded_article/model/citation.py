"""How a version of a package, and one row of it, is cited and addressed."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any


def citation(metadata: Mapping[str, Any], row: str | None = None, style: str = "text") -> str:
    """Return the citation of the package with the descriptor ``metadata``, or of one row of it.

    Raises:
        KeyError: ``style`` is none of STYLES.
    """
    return STYLES[style](metadata, row)


def _text(metadata: Mapping[str, Any], row: str | None) -> str:
    who = "; ".join(person["title"] for person in metadata.get("contributors", []))
    year = str(metadata.get("created", ""))[:4] or "no date"
    title = metadata.get("title", metadata["name"])
    part = f", row {row}" if row else ""
    return (
        f"{who or 'Anonymous'} ({year}). {title}, version {metadata['version']}{part} [data package]. "
        f"{metadata['licenses'][0]['name']}. {address(metadata, row)}"
    )


def address(metadata: Mapping[str, Any], row: str | None = None) -> str:
    """Return the permanent address of a version or of a row of it: ``name@version`` and ``#id``."""
    return f"{metadata['name']}@{metadata['version']}" + (f"#{row}" if row else "")


def _parts(metadata: Mapping[str, Any], row: str | None) -> dict[str, Any]:
    """Return what all styles for reference managers have."""
    created = str(metadata.get("created", ""))
    return {
        "authors": [person["title"] for person in metadata.get("contributors", [])] or ["Anonymous"],
        "title": str(metadata.get("title", metadata["name"])) + (f", row {row}" if row else ""),
        "date": [int(part) for part in created[:10].split("-")] if created else [],
        "version": str(metadata["version"]),
        "licence": str(metadata["licenses"][0]["name"]),
        "address": address(metadata, row),
        "home": metadata.get("homepage"),
    }


def _bibtex(metadata: Mapping[str, Any], row: str | None) -> str:
    parts = _parts(metadata, row)
    fields = {
        # braces keep a name of several words whole, and the capitals of the title
        "author": " and ".join(f"{{{_escaped(author)}}}" for author in parts["authors"]),
        "title": f"{{{_escaped(parts['title'])}}}",
        "year": parts["date"][0] if parts["date"] else None,
        "version": parts["version"],
        "note": f"Data package, {parts['licence']}, {_escaped(parts['address'])}",
        "url": parts["home"],
    }
    key = re.sub(r"[^A-Za-z0-9-]", "-", parts["address"])
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@dataset{{{key},\n{lines}}}"


def _escaped(text: str) -> str:
    return re.sub(r"[#$%&_{}]", lambda match: f"\\{match[0]}", text.replace("\\", " "))


def _ris(metadata: Mapping[str, Any], row: str | None) -> str:
    parts = _parts(metadata, row)
    lines = [("TY", "DATA"), *(("AU", author) for author in parts["authors"]), ("TI", parts["title"])]
    if parts["date"]:
        lines += [("PY", parts["date"][0]), ("DA", "/".join(f"{part:02d}" for part in parts["date"]) + "/")]
    lines += [("ET", parts["version"]), ("AN", parts["address"])]
    lines += [("UR", parts["home"])] if parts["home"] else []
    return "\n".join(f"{tag}  - {value}" for tag, value in [*lines, ("N1", parts["licence"]), ("ER", "")])


def _csl(metadata: Mapping[str, Any], row: str | None) -> str:
    parts = _parts(metadata, row)
    item = {
        "id": parts["address"],
        "type": "dataset",
        "title": parts["title"],
        "author": [{"literal": author} for author in parts["authors"]],
        **({"issued": {"date-parts": [parts["date"]]}} if parts["date"] else {}),
        "version": parts["version"],
        "number": parts["address"],
        **({"URL": parts["home"]} if parts["home"] else {}),
    }
    return json.dumps([item], ensure_ascii=False, indent=2)


STYLES: dict[str, Callable[[Mapping[str, Any], str | None], str]] = {
    "text": _text,
    "bibtex": _bibtex,
    "ris": _ris,
    "csl": _csl,
}
