"""How a version of a package, and one row of it, is cited and addressed."""

from collections.abc import Mapping
from typing import Any


def citation(metadata: Mapping[str, Any], row: str | None = None) -> str:
    """Return the citation of the package with the descriptor ``metadata``, or of one row of it."""
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
