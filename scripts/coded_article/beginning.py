"""A package for another article, begun: the profile's schemas and codes, empty tables, the article's seeds."""

import json
import re
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from coded_article.article import passages
from coded_article.canonical import canonical
from coded_article.csvfile import format_rows, format_table, read_rows
from coded_article.descriptor import PACKAGE_PROFILE, PROFILE, TABLES
from coded_article.edtf_dates import bounds
from coded_article.errors import RefusedError
from coded_article.fingerprint import passage_rows, source_row

COPY = "seeds/article.txt"
_FIRST = "0.1.0"
_RIGHTS = "All rights in the article belong to its author and publisher; its text is not in the package."


@dataclass(frozen=True)
class Begun:
    """What is known of an article before it is coded; an empty string is unknown."""

    name: str
    title: str
    author: str
    publisher: str
    date: str
    licence: str
    rights: str
    language: str
    kind: str


def name_of(author: str, date: str, title: str) -> str:
    """Return a package name such as ``pifer-2025-ukraine-negotiations`` from author, EDTF date and title."""
    parts = [author.rpartition(" ")[2], date[:4], *[word for word in title.split() if len(word) > 3][:3]]
    plain = unicodedata.normalize("NFKD", " ".join(parts)).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "article"


def profile_folder() -> Path:
    """Return the folder with the profile's ``schemas`` and ``data/codes.csv``: the repository's, or the wheel's."""
    installed = Path(str(files("coded_article") / "profile"))
    return installed if installed.is_dir() else Path(__file__).resolve().parents[2]


def contents(begun: Begun, text: str) -> dict[str, str]:
    """Return the files of the new package by path, the copy of the article among them.

    Raises:
        RefusedError: the date is no EDTF date, or the text has no sentence.
    """
    profile = profile_folder()
    span = bounds(begun.date) if begun.date else None
    if begun.date and span is None:
        msg = f'"{begun.date}" is no EDTF date; write one such as 2025-02-17, 2025-02 or 2025-02-17/2025-02-28'
        raise RefusedError(msg)
    schemas = {name: (profile / "schemas" / f"{name}.json").read_text(encoding="utf-8") for name in TABLES}
    found = passages(text, begun.language)
    known = {
        "kind": begun.kind,
        "title": begun.title,
        "title_basis": _basis(begun.title),
        "author_id": "act-001",
        "publisher": begun.publisher,
        "publisher_basis": _basis(begun.publisher),
        "published_edtf": begun.date,
        "published_earliest": span[0].isoformat() if span else "",
        "published_latest": span[1].isoformat() if span else "",
        "published_basis": _basis(begun.date),
        "language": begun.language,
        "rights": begun.rights or _RIGHTS,
    }
    used = {field.get("vocabulary") for schema in schemas.values() for field in json.loads(schema)["fields"]}
    listed = read_rows(profile / "data" / "codes.csv")
    codes = [{**row, "example": ""} for row in listed if row["vocabulary"] in used]
    rows: dict[str, list[dict[str, str]]] = {
        "sources": [source_row("src-001", canonical(text), found, tuple(PROFILE["sources"]), known)],
        "passages": passage_rows("src-001", found, []),
        "actors": [{"actor_id": "act-001", "name": begun.author, "actor_type": "person"}],
        "records": [{"record_id": "act-001", "table": "actors", "added_in": _FIRST}],
        "codes": codes,
    }
    texts = {f"schemas/{name}.json": text for name, text in schemas.items()}
    for name in TABLES:
        columns = list(PROFILE[name])
        key = json.loads(schemas[name])["primaryKey"]
        full = [{column: row.get(column, "") for column in columns} for row in rows.get(name, [])]
        texts[_path(name)] = format_table(columns, key, full) if full else format_rows([columns])
    texts["datapackage.json"] = json.dumps(_descriptor(begun, schemas), indent=2, ensure_ascii=False) + "\n"
    return {**texts, **_documents(begun), COPY: text}


def _basis(cell: str) -> str:
    return "unverified" if cell else "unknown"


def _path(table: str) -> str:
    return f"{'seeds' if table in ('sources', 'passages') else 'data'}/{table}.csv"


def _descriptor(begun: Begun, schemas: dict[str, str]) -> dict[str, Any]:
    titled = begun.title or "an untitled article"
    return {
        "$schema": PACKAGE_PROFILE,
        "name": begun.name,
        "title": f"Coded Article: {titled}",
        "description": f"The actors, events, statements and recommendations of {titled}, by {begun.author}.",
        "version": _FIRST,
        "licenses": [{"name": begun.licence}],
        "contributors": [{"title": "The package's maintainers", "roles": ["creator", "maintainer"]}],
        "sources": [{"title": ", ".join(filter(None, (begun.author, begun.title, begun.publisher, begun.date)))}],
        "resources": [_resource(name, json.loads(schema)) for name, schema in schemas.items()],
    }


def _resource(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "path": _path(name),
        "title": schema["title"],
        "description": schema["description"],
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ","},
        "schema": f"schemas/{name}.json",
    }


def _documents(begun: Begun) -> dict[str, str]:
    return {
        "README.md": f"""# Coded Article: {begun.title or begun.name}

The actors, events, statements and recommendations of one article, as tables; every row is tied to exact characters
of the article, which is not part of the package.

{_section("inside")}

{_section("playbook")}

{_section("citation")}

Columns are described in [the data dictionary](data/README.md), codes in [the codebook](schemas/README.md).
""",
        "schemas/README.md": f"""# Codebook

The package follows the codebook of the profile that it was begun with. Write here what you decide differently, and
the rules for codes of your own.

{_section("columns")}

## Codes

{_section("codes")}
""",
        "seeds/README.md": """# Seeds

Positions, lengths and hashes of the article's passages, without its words. Your own copy lies beside them as
`article.txt`; git ignores it.
""",
        "CHANGELOG.md": "# Changelog\n\nChanges are listed under *Data* (rows, by id) and *Structure*.\n",
        ".gitignore": "/*.txt\n/seeds/*\n!/seeds/README.md\n!/seeds/sources.csv\n!/seeds/passages.csv\ndist/\nbuild/\n",
        ".gitattributes": "* text=auto eol=lf\n",
    }


def _section(name: str) -> str:
    return f"<!-- begin {name}, written by scripts/build.py -->\n<!-- end {name} -->"
