"""A corpus: many packages in one folder of a package's shape, every id under the namespace of its package.

What ``combine`` and ``synthesise`` share: the tables that a corpus has beside those of a package, its paths,
its descriptor, and how it comes to stand whole or not at all.
"""

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from coded_article.errors import RefusedError
from coded_article.files.json_text import json_text
from coded_article.files.lock import alone
from coded_article.model.plan import SQL_TYPES
from coded_article.model.profile import CORPUS, CSV, DESCRIPTOR

NAMESPACE = re.compile(r"[a-z0-9][a-z0-9-]*")
FORMATS = ("csv", "parquet")
_STAY_CSV = ("codes", *CORPUS)  # small, and read by people

README = """# A corpus of coded articles

Tables of many packages in one: every id is `namespace:id`, and `data/packages.csv` says which package each
namespace is. `data/same_as.csv` proposes actors of different packages that carry the same Wikidata identifier:
review it, and delete a row that is wrong. The actors themselves are never merged. A code of `data/codes.csv` means the
same in all packages; `data/code_packages.csv` says which of them define it, if the profile does not.

Check it with `coded-article validate`.
"""


def is_parquet(table: str, form: str) -> bool:
    """Whether ``table`` of a corpus in the format ``form`` is a folder of Parquet files."""
    return form == "parquet" and table not in _STAY_CSV


def folder_of(table: str) -> str:
    """Return the folder of a table in a package, relative to it."""
    return "seeds" if table in ("sources", "passages") else "data"


def parquet_path(table: str, namespace: str) -> str:
    """Return where the rows of one package are in a table of Parquet files."""
    return f"{folder_of(table)}/{table}/source={namespace}/{table}.parquet"


@contextmanager
def begun(verb: str, target: Path) -> Iterator[Path]:
    """Give a new folder beside ``target`` that becomes it at the end, or goes if anything fails.

    What an interrupted run left of it is removed first.

    Raises:
        RefusedError: the target is there already, or the disk is full.
    """
    with alone(verb, target.parent):
        if target.exists() or target.is_symlink():
            msg = f"{target}: is there already; remove it or give another folder"
            raise RefusedError(msg)
        part = target.parent / f".{target.name}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        try:
            yield part
            part.rename(target)
        except duckdb.IOException as error:
            msg = f"{target}: could not be written, and nothing is left of it: {str(error).splitlines()[0]}"
            raise RefusedError(msg) from None
        finally:
            shutil.rmtree(part, ignore_errors=True)


def sql_types(fields: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the SQL type of each column of a schema."""
    return {field["name"]: SQL_TYPES[field["type"]] for field in fields}


def write_parquet(
    connection: duckdb.DuckDBPyConnection,
    rows: Sequence[Sequence[str]],
    fields: Sequence[Mapping[str, Any]],
    target: Path,
) -> None:
    """Write rows of text to a Parquet file whose columns have the types of the schema; an empty cell is NULL.

    Raises:
        duckdb.ConversionException: a cell is not of its type.
    """
    target.parent.mkdir(parents=True)
    types = sql_types(fields)
    columns = ", ".join(f'"{name}" VARCHAR' for name in types)
    connection.execute(f"CREATE OR REPLACE TABLE rows ({columns})")
    lists = ", ".join("unnest(?::VARCHAR[])" for _ in types)
    connection.execute(
        f"INSERT INTO rows SELECT {lists}", [list(cells) for cells in zip(*rows, strict=True)] or [[]] * len(types)
    )
    typed = ", ".join(f"""CAST(nullif("{name}", '') AS {kind}) AS "{name}\"""" for name, kind in types.items())
    copy(connection, f"SELECT {typed} FROM rows", target, "FORMAT parquet")


def copy(connection: duckdb.DuckDBPyConnection, rows: str, target: Path, form: str) -> int:
    """Write the rows of a SELECT to a file; return how many."""
    path = str(target).replace("'", "''")
    (written,) = connection.execute(f"COPY ({rows}) TO '{path}' ({form})").fetchone() or (0,)
    return int(written)


def complete(root: Path, metadata: Mapping[str, Any], schemas: Mapping[str, dict[str, Any]], form: str) -> None:
    """Write schemas, README and descriptor of the corpus in ``root``, whose tables are there."""
    (root / "schemas").mkdir()
    for name, schema in schemas.items():
        (root / "schemas" / f"{name}.json").write_text(json_text(schema), encoding="utf-8")
    resources = [_resource(root, name, schema, form) for name, schema in schemas.items()]
    (root / "README.md").write_text(README, encoding="utf-8")
    (root / DESCRIPTOR).write_text(json_text({**metadata, "resources": resources}), encoding="utf-8")


def _resource(root: Path, name: str, schema: Mapping[str, Any], form: str) -> dict[str, Any]:
    properties = {"title": schema.get("title", name), "description": schema.get("description", name)}
    path = f"{folder_of(name)}/{name}"
    if is_parquet(name, form):
        kind = {"type": "table", "format": "parquet", "mediatype": "application/vnd.apache.parquet"}
        return {"name": name, "path": path, **properties, **kind, "schema": f"schemas/{name}.json"}
    with (root / f"{path}.csv").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
    return {
        "name": name,
        "path": f"{path}.csv",
        **properties,
        **CSV,
        "schema": f"schemas/{name}.json",
        "bytes": size,
        "hash": f"sha256:{digest}",
    }


class SameAs:
    """The actors of a corpus that carry the Wikidata identifier of an earlier one, of another package."""

    def __init__(self) -> None:
        """Know no actor yet."""
        self._first: dict[str, str] = {}

    def rows(self, actors: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
        """Yield the rows of ``same_as`` for further actors, each an id and its identifier, in the corpus's order."""
        for actor_id, wikidata_id in actors:
            first = self._first.setdefault(wikidata_id, actor_id)
            if first.partition(":")[0] != actor_id.partition(":")[0]:
                yield actor_id, first, wikidata_id
