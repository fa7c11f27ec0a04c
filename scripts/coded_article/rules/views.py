"""The views that the rules read beside the tables."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from coded_article.model.patterns import connection
from coded_article.model.profile import CORPUS, PROFILE, RECORD_TABLES, TABLES
from coded_article.model.schema import Descriptor
from coded_article.model.versions import SEMVER
from coded_article.rules.engine import Engine, text


@cache
def _tables_of(query: str) -> frozenset[str]:
    return frozenset(connection().get_table_names(query) & {*TABLES, *_VIEWS})


@dataclass(frozen=True)
class _View:
    """A view over several tables, made of one ``SELECT`` for each; it needs all of ``needs``.

    What has ``few`` rows is kept rather than made again by each rule.
    """

    name: str
    needs: frozenset[str]
    selects: list[str]
    few: bool = False


_VIEWS = ("record_rows", "record_uses", "record_cells", "code_uses", "used_codes", "schema_codes", "package")


def _define_views(engine: Engine, descriptor: Descriptor, tables: AbstractSet[str]) -> list[str]:
    """Define the views whose tables are there, and return their names."""
    views = [view for view in _views(descriptor) if view.needs <= tables]
    for view in views:
        make = engine.define if view.few else engine.view
        make(view.name, " UNION ALL ".join(view.selects))
    return [view.name for view in views]


def _views(descriptor: Descriptor) -> Iterator[_View]:
    tables = [table for name, table in descriptor.tables.items() if name in PROFILE]
    # those of a corpus hold no codes, and no keys of records
    every = frozenset(TABLES) | {table.name for table in tables if table.name not in CORPUS}
    records = [table for table in tables if table.name in RECORD_TABLES]
    key = {table.name: f'"{table.columns[0]}"' for table in tables}
    yield _View(
        "record_rows",
        frozenset(RECORD_TABLES),
        [
            f"SELECT '{table.name}' AS table_name, line, '{table.columns[0]}' AS key_column,"
            f' {key[table.name]} AS record_id FROM "{table.name}"'
            for table in records
        ],
    )
    for table in records:
        yield _View(
            f"checked_{table.name}",
            frozenset({table.name, "external_checks"}),
            [f'SELECT * FROM "{table.name}" WHERE {key[table.name]} IN (SELECT record_id FROM external_checks)'],
            few=True,
        )
    yield _View(
        "record_cells",
        frozenset({*RECORD_TABLES, "external_checks"}),
        [
            f"SELECT {key[table.name]} AS record_id, '{column}' AS field,"
            f" coalesce(CAST(\"{column}\" AS VARCHAR), '') AS value"
            f' FROM "checked_{table.name}"'
            for table in records
            for column in table.columns
        ],
        few=True,
    )
    yield _View(
        "record_uses",
        every,
        [
            f"SELECT '{table.name}' AS table_name, line, '{link.fields[0]}' AS column_name,"
            f' {key[table.name]} AS row_id, "{link.fields[0]}" AS record_id'
            f' FROM "{table.name}" WHERE "{link.fields[0]}" IS NOT NULL'
            for table in tables
            for link in table.foreign_keys
            if link.target == "records" and table.name not in (*RECORD_TABLES, "records")
        ],
    )
    yield _View(
        "code_uses",
        every,
        [
            f"SELECT '{field.vocabulary}' AS vocabulary, \"{field.name}\" AS code, '{table.name}' AS table_name, line,"
            f" '{field.name}' AS column_name, {key[table.name]} AS row_id"
            f' FROM "{table.name}" WHERE "{field.name}" IS NOT NULL'
            for table in tables
            for field in table.fields
            if field.vocabulary
        ],
    )
    yield _View(
        "used_codes",
        every,
        [
            f"SELECT DISTINCT '{field.vocabulary}' AS vocabulary, \"{field.name}\" AS code"
            f' FROM "{table.name}" WHERE "{field.name}" IS NOT NULL'
            for table in tables
            for field in table.fields
            if field.vocabulary
        ],
        few=True,
    )
    if descriptor.tables.keys() >= set(TABLES):
        coded = [
            ", ".join(_text(cell) for cell in (table.schema_path, field.name, field.vocabulary, code))
            for table in descriptor.tables.values()
            for field in table.fields
            if field.vocabulary
            for code in field.constraints.get("enum", [None])
        ]
        values = ", ".join(f"({cells})" for cells in coded)
        yield _View(
            "schema_codes",
            frozenset(),
            [f"SELECT * FROM (VALUES {values}) AS listed (schema_path, field, vocabulary, code)"],
            few=True,
        )
    needed = {"records", "passages"} | (descriptor.tables.keys() & {"packages"})
    yield _View("package", frozenset(needed), [_package(descriptor)], few=True)


def _package(descriptor: Descriptor) -> str:
    """Return the ``SELECT`` of the view ``package``: a corpus tells of each namespace, a package of itself."""
    version = descriptor.version if SEMVER.fullmatch(descriptor.version) else None
    own = f"CAST({_text(version)} AS VARCHAR)", "TRUE" if "created" in descriptor.raw else "FALSE"
    namespaces = (
        "SELECT DISTINCT coalesce(left(record_id, strpos(record_id, ':')), '') AS namespace FROM records"
        " UNION SELECT DISTINCT coalesce(left(passage_id, strpos(passage_id, ':')), '') FROM passages"
    )
    if "packages" not in descriptor.tables:
        return f"SELECT n.namespace, {own[0]} AS version, {own[1]} AS released FROM ({namespaces}) AS n"
    return (
        f"SELECT n.namespace, coalesce(p.version, {own[0]}) AS version, p.created IS NOT NULL AS released"
        f" FROM ({namespaces}) AS n LEFT JOIN packages AS p ON concat(p.namespace, ':') = n.namespace"
    )


def _text(cell: str | None) -> str:
    return "NULL" if cell is None else text(cell)
