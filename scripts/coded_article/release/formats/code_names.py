"""How a code is named outside the package: an address that a browser opens, and a GUID that other packages share."""

import uuid
from collections.abc import Mapping
from functools import cache
from typing import Any

from coded_article.model.citation import place
from coded_article.model.profile import profile_codes

Row = Mapping[str, str]


def guid(metadata: Mapping[str, Any], vocabulary: str, row: Row | None = None) -> str:
    """Return the GUID of a vocabulary, or of its code ``row``.

    A code that means what the profile means has the same in every package, so that programs know it again.
    """
    if row is None:
        return _guid(vocabulary)
    shared = _definitions().get((vocabulary, row["code"])) == row["definition"]
    return _guid(f"{vocabulary}/{row['code']}" if shared else f"{metadata['name']}/{vocabulary}/{row['code']}")


def code_address(metadata: Mapping[str, Any], vocabulary: str, row: Row | None = None) -> str:
    """Return the address of a vocabulary, or of its code ``row``: under the homepage, or else a URN of its GUID."""
    if "homepage" in metadata:
        return place(metadata, f"#{vocabulary}.{row['code']}" if row else f"#{vocabulary}")
    return f"urn:uuid:{guid(metadata, vocabulary, row)}"


def _guid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:coded-article:code:{name}"))


@cache
def _definitions() -> Mapping[tuple[str, str], str]:
    return {(row["vocabulary"], row["code"]): row["definition"] for row in profile_codes()}
