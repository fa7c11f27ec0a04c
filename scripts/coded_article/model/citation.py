"""How a version of a package, and one row of it, is cited and addressed, and who made it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ADDRESS = re.compile(r"https?://[^\s<>\"'`|]+")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.[0-9]{4,9}/[^\s<>\"'`|]+)")
_AUTHORS = {"author", "creator"}
ORCID = re.compile(r"(?:https?://orcid\.org/)?([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])")


@dataclass(frozen=True)
class Contributor:
    """Who had part in a package; all but the name is empty where the descriptor says nothing of it."""

    name: str
    given: str
    family: str
    orcid: str
    affiliation: str = ""
    is_author: bool = True

    @property
    def is_person(self) -> bool:
        """Whether this is a person, which a family name or an ORCID says; else it may be a group."""
        return bool(self.family or self.orcid)


def contributors(metadata: Mapping[str, Any]) -> list[Contributor]:
    """Return who had part in the package with the descriptor ``metadata``.

    The ORCID is without its ``https://orcid.org/``. Those without roles are authors, as creators and authors are.
    """
    found = []
    for one in metadata.get("contributors", []):
        orcid = ORCID.fullmatch(one.get("path", ""))
        names = (one["title"], one.get("givenName", ""), one.get("familyName", ""))
        roles = one.get("roles", [])
        is_author = not roles or not _AUTHORS.isdisjoint(roles)
        found.append(Contributor(*names, orcid[1] if orcid else "", one.get("organization", ""), is_author))
    return found


def authors(metadata: Mapping[str, Any]) -> list[Contributor]:
    """Return those who made the package with the descriptor ``metadata``: everybody, if no role says who did."""
    everybody = contributors(metadata)
    return [one for one in everybody if one.is_author] or everybody


def parted(name: str) -> tuple[str, str]:
    """Return the given and the family names of a person, as far as one can tell: the last word is the family's."""
    given, _, family = name.rpartition(" ")
    return given, family


def doi(metadata: Mapping[str, Any]) -> str:
    """Return the DOI that is the ``id`` of a descriptor, as ``10.5281/zenodo.1``; empty if it has none."""
    found = _DOI.fullmatch(metadata.get("id", ""))
    return found[1] if found else ""


def doi_address(metadata: Mapping[str, Any]) -> str:
    """Return the address of the DOI; empty if there is none."""
    return f"https://doi.org/{doi(metadata)}" if doi(metadata) else ""


def place(metadata: Mapping[str, Any], name: str) -> str:
    """Return the address under the homepage of a file ``name``, or of a row ``#id``; ``name`` itself without one."""
    home = metadata.get("homepage", "")
    return f"{home.rstrip('/')}/{name}" if home else name


def citation(metadata: Mapping[str, Any], row: str | None = None) -> str:
    """Return the citation of the package with the descriptor ``metadata``, or of one row of it.

    It ends in the permanent address, then the DOI and the address on the web where the descriptor has them.
    """
    who = "; ".join(one.name for one in authors(metadata))
    year = str(metadata.get("created", ""))[:4] or "no date"
    title = metadata.get("title", metadata["name"])
    part = f", row {row}" if row else ""
    home = place(metadata, f"#{row}" if row else "")
    addresses = (address(metadata, row), doi_address(metadata), home if "homepage" in metadata else "")
    return (
        f"{who or 'Anonymous'} ({year}). {title}, version {metadata['version']}{part} [data package]. "
        f"{metadata['licenses'][0]['name']}. {', '.join(filter(None, addresses))}"
    )


def address(metadata: Mapping[str, Any], row: str | None = None) -> str:
    """Return the permanent address of a version or of a row of it: ``name@version`` and ``#id``."""
    return f"{metadata['name']}@{metadata['version']}" + (f"#{row}" if row else "")
