"""Where the files of the site lie, seen from each other, and where the site itself lies once it is published."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from coded_article.errors import RefusedError
from coded_article.package import Package

# whatever an id or a code may be by the profile; nothing else becomes the name of a file
_ACTOR = re.compile(r"([a-z0-9][a-z0-9-]*:)?act-[0-9]{3,}")
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_WEB = re.compile(r"https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9._~/-]*)?")


def actor_page(actor_id: str) -> str:
    """Return the path of an actor's page within the site; empty if the id cannot name a file."""
    return f"actors/{actor_id.replace(':', '.')}.html" if _ACTOR.fullmatch(actor_id) else ""


def principle_page(code: str) -> str:
    """Return the path of a principle's page within the site; empty if the code cannot name a file."""
    return f"principles/{code}.html" if _CODE.fullmatch(code) else ""


def data_file(table: str, kind: str) -> str:
    """Return the path of a table's file within the site; empty if the table's name cannot name a file."""
    return f"data/{table}.{kind}" if _CODE.fullmatch(table) else ""


def from_below(package: Package) -> Callable[[str], str]:
    """Return a function that links to an id from a page that lies in a folder of the site."""
    actors = set(package.actors["actor_id"])

    def at(key: str) -> str:
        page = actor_page(key) if key in actors else ""
        return f"../{page or f'index.html#{quote(key)}'}"

    return at


@dataclass(frozen=True)
class Published:
    """Where the site will lie, the repository that takes reports of faults, and the documentation; empty if unknown."""

    base_url: str = ""
    repository: str = ""
    documentation: str = ""

    def __post_init__(self) -> None:
        """See that all are plain addresses of the web.

        Raises:
            RefusedError: one is not.
        """
        options = ("--base-url", "--repository", "--documentation")
        for option, url in zip(options, (self.base_url, self.repository, self.documentation), strict=True):
            if url and not (_WEB.fullmatch(url) and urlsplit(url).hostname):
                msg = f'{option} {url}: no address of a site; give one such as "https://example.org/coded-article/"'
                raise RefusedError(msg)

    def page(self, path: str) -> str:
        """Return the whole address of a file of the site, of its first page for ``index.html``; empty if unknown."""
        return f"{self.base_url.rstrip('/')}/{path.removesuffix('index.html')}" if self.base_url else ""

    def report(self, package: Package, row: str) -> str:
        """Return the address at which a fault in ``row`` is reported; empty if the repository is unknown."""
        told = {"template": "wrong-row.yml", "title": f"[{row}] ", "row": f"{row}, version {package.version}"}
        return f"{self.repository.rstrip('/')}/issues/new?{urlencode(told, quote_via=quote)}" if self.repository else ""


UNPUBLISHED = Published()
