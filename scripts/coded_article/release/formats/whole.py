"""An archive that stands alone: the tables in one form, and what says what they are, whose, and under what licence."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from coded_article.files.archive import pack
from coded_article.files.json_text import json_text
from coded_article.files.paths import read_text
from coded_article.model.citation import citation
from coded_article.model.profile import DESCRIPTOR
from coded_article.model.schema import Table
from coded_article.release.formats import Content

_TEXTS = ("LICENSE-DATA", "CITATION.cff")


def whole(
    content: Content,
    form: Mapping[str, Any],
    files: Mapping[str, bytes],
    load: str,
    front: str = "",
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a zip of ``files``, one a table in the descriptor's order by name, that is a data package of its own.

    ``form`` is what its descriptor says of each file: format, mediatype, encoding. ``load`` shows in the README how the
    tables are read; ``front`` stands before it all. ``more`` has further files by name.
    """
    tables = dict(zip(files, content.in_order(), strict=True))
    texts = {name: text.encode() for name in _TEXTS if (text := read_text(content.descriptor.root, name)) is not None}
    kept = {key: value for key, value in content.metadata.items() if key not in ("conformsTo", "resources")}
    resources = [_resource(content, table, name, form) for name, table in tables.items()]
    texts[DESCRIPTOR] = json_text({**kept, "resources": resources}).encode()
    texts["README.md"] = (front + "\n".join(_readme(content, tables, load, texts)) + "\n").encode()
    return pack({**files, **texts, **(more or {})})


def _resource(content: Content, table: Table, name: str, form: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": name,
        "title": table.title,
        "description": table.description,
        "type": "table",
        **form,
        "schema": json.loads((content.descriptor.root / table.schema_path).read_text(encoding="utf-8")),
    }


def _readme(content: Content, tables: Mapping[str, Table], load: str, texts: Mapping[str, bytes]) -> Iterator[str]:
    raw = content.metadata
    yield f"# {raw.get('title', raw['name'])} {raw['version']}"
    yield from ("", raw.get("description", ""), "", "| file | rows | what it holds |", "|---|--:|---|")
    for name, table in tables.items():
        yield f"| `{name}` | {len(content.tables[table.name].cells)} | {table.description} |"
    yield from (
        "",
        load,
        "",
        f"`{DESCRIPTOR}` describes every column, with its codes and the table that it refers to.",
        "",
    )
    terms = ", in `LICENSE-DATA`" if "LICENSE-DATA" in texts else ""
    licence = raw["licenses"][0]
    where = f" ({licence['path']})" if "path" in licence else ""
    yield f"Licence: {licence['name']}{where}{terms}. Cite it as:"
    yield from ("", f"> {citation(raw)}")
