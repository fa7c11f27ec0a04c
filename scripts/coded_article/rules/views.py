"""The views that the rules read beside the tables, each of which has its physical ``line``.

``record_rows``   every row of the four record tables: table_name, line, key_column, record_id
``record_uses``   every cell elsewhere that names a record: table_name, line, column_name, row_id, record_id
``record_cells``  every cell, as text, of the records that an outside check names: record_id, field, value
``code_uses``     every coded cell: vocabulary, code, table_name, line, column_name, row_id
``used_codes``    every code that some cell has, once or more: vocabulary, code
``schema_codes``  every code that a schema lists: schema_path, field, vocabulary, code
``code_fits``     what a role or predicate fits, the profile's and the package's own; of a code that fits all no row:
                  vocabulary, code, subject, object (tables; the object missing for a role)
``code_facts``    every further fact of a code, likewise: vocabulary, code, fact (``symmetric``, ``before``, ``after``)
``code_needs``    the roles that a type of event needs, the profile's and the package's own: vocabulary, code, need (as
                  the cell has it), role, least (how many actors)
``coded_columns`` every column that has a vocabulary: table_name, column_name, vocabulary
``country_codes`` every code of a country: country_code
``record_sources`` the source that each record's evidence is of: record_id, source_id
``free_sources``  every source whose words anybody may repeat: source_id
``dated``         every event and statement that has a date, with what its article says of itself: table_name, line,
                  record_id, status (of an event), the columns of the date, language, published_earliest,
                  published_latest
``date_words``    what date words name, in each language of a source: language, text, unit (``year``, ``month``, ``day``
                  as a hundred times the month plus the day), number
``advice_links``  what the links of each recommendation say of whether it was followed: recommendation_id, followed,
                  followed_basis
``profile_codes`` every code of the vocabularies to which a package adds none: vocabulary, code
``package``       one row for each namespace of ids, with its colon, "" for none: namespace, version, missing if it
                  is none, and whether it is ``released``, which is when it has a date
``uncovered``     every sentence without evidence: passage_id, line, kind, and whether its package is ``released``
``actor_houses``  what each actor is of: itself, its parent, and the parent of that: actor_id, house
``code_said``     what the package says of its codes for rules to know: vocabulary, code, column_name, value
``profile_said``  what the profile says of its own, likewise
``named_actors``  every actor that a record's own evidence mentions, a pronoun counting: record_id, actor_id
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from coded_article.errors import RefusedError
from coded_article.model.date_words import named
from coded_article.model.profile import (
    CLOSED,
    CORPUS,
    COUNTRIES,
    DESCRIPTOR,
    PROFILE,
    RECORD_TABLES,
    SCHEMAS,
    SENTENCES,
    TABLES,
    profile_codes,
)
from coded_article.model.rights import FREE
from coded_article.model.schema import Descriptor, Table
from coded_article.model.versions import SEMVER, final
from coded_article.rules.engine import Engine, literal, quoted
from coded_article.rules.in_row import EDTF, edtf_columns

VIEWS = (
    "record_rows",
    "record_uses",
    "record_cells",
    "code_uses",
    "used_codes",
    "schema_codes",
    "code_fits",
    "code_facts",
    "code_needs",
    "coded_columns",
    "country_codes",
    "record_sources",
    "free_sources",
    "dated",
    "date_words",
    "advice_links",
    "profile_codes",
    "package",
    "uncovered",
    "actor_houses",
    "code_said",
    "profile_said",
    "named_actors",
)

# the cells may be numbers, or texts as a table of a file has them
NAMED = (
    "SELECT DISTINCT e.record_id, m.actor_id FROM evidence AS e JOIN mentions AS m ON m.passage_id = e.passage_id"
    " WHERE CAST(e.start AS BIGINT) BETWEEN 0 AND CAST(m.start AS BIGINT)"
    ' AND CAST(m."end" AS BIGINT) <= CAST(e."end" AS BIGINT)'
)

# what is made for the checking of dates and of the roles that a type of event needs
_MADE = ("edtf", "edtf_texts", "date_words_text", "code_needs_text")
# how names begin that SQLite and DuckDB keep for themselves
_KEPT = ("sqlite_", "duckdb_", "pg_", "pragma_")

# what a package tells of its own codes, so that rules know how they are used
_TOLD = ("fits", "symmetric", "time_order", "needs")
# what is written otherwise is reported as such, and says nothing of what the code fits or needs
_FITS, _NEEDS = (
    re.compile(next(field["constraints"]["pattern"] for field in SCHEMAS["codes"]["fields"] if field["name"] == name))
    for name in ("fits", "needs")
)


@dataclass(frozen=True)
class _View:
    """A view over several tables, made of one ``SELECT`` for each; it needs all of ``needs``.

    What has ``few`` rows is kept rather than made again by each rule.
    """

    name: str
    needs: frozenset[str]
    selects: list[str]
    few: bool = False


def hold_names(descriptor: Descriptor) -> None:
    """See that no table has a name that is a view's, or that an engine keeps for itself, and no column one of ours.

    Raises:
        RefusedError: one has.
    """
    taken = {*VIEWS, *_MADE, *(f"checked_{name}" for name in RECORD_TABLES)}
    taken |= {f"{name}_text" for name in descriptor.tables}
    for name, table in descriptor.tables.items():
        if name in taken or name.startswith(_KEPT):
            msg = f"{descriptor.root / DESCRIPTOR}: the checks use the name `{name}` themselves; rename that table"
            raise RefusedError(msg)
        readings = {reading for column in EDTF if column in table.columns for reading in edtf_columns(column)}
        for column in sorted({"sound", *readings}.intersection(table.columns)):
            msg = f"{descriptor.root / table.schema_path}: the checks use the name `{column}`; rename that column"
            raise RefusedError(msg)


def define_views(engine: Engine, descriptor: Descriptor, tables: AbstractSet[str]) -> set[str]:
    """Define the views whose tables are among ``tables``, those that the engine has; return their names."""
    known = {"code_fits", "code_facts", "code_needs", "country_codes", "profile_codes", "profile_said"}
    codes = profile_codes()
    closed = [(row["vocabulary"], row["code"]) for row in codes if row["vocabulary"] in CLOSED]
    engine.load("profile_codes", ("vocabulary", "code"), closed)
    if "codes" in tables:
        codes = [*codes, *_own_codes(engine, descriptor.tables["codes"], codes)]
    engine.load("code_fits", ("vocabulary", "code", "subject", "object"), list(_fits(codes)))
    engine.load("code_facts", ("vocabulary", "code", "fact"), list(_facts(codes)))
    engine.load("code_needs_text", ("vocabulary", "code", "need", "role", "least"), list(_needs(codes)))
    least = _integer(engine, "least")
    engine.define("code_needs", f"SELECT vocabulary, code, need, role, {least} FROM code_needs_text")
    said = [(row["vocabulary"], row["code"], name, row[name]) for row in profile_codes() for name in _TOLD]
    engine.load("profile_said", ("vocabulary", "code", "column_name", "value"), said)
    engine.load("country_codes", ("country_code",), [(code,) for code in COUNTRIES])
    if descriptor.tables.keys() >= set(TABLES):
        engine.load("schema_codes", ("schema_path", "field", "vocabulary", "code"), list(_schema_codes(descriptor)))
        coded = [(table, field) for table in descriptor.tables.values() for field in table.fields if field.vocabulary]
        columns = [(table.name, field.name, field.vocabulary) for table, field in coded]
        engine.load("coded_columns", ("table_name", "column_name", "vocabulary"), columns)
        known |= {"schema_codes", "coded_columns"}
    for view in _views(descriptor):
        if view.needs <= {*tables, *known}:
            make = engine.define if view.few else engine.view
            make(view.name, " UNION ALL ".join(view.selects))
            known.add(view.name)
    if "dated" in known:
        _define_date_words(engine)
        known.add("date_words")
    return known


def _own_codes(engine: Engine, table: Table, known: Iterable[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """Yield what the codes say that the profile lacks; of a code that it has, its own word counts.

    The columns are those of a later profile: a package that follows the first has none of them.
    """
    told = [column for column in _TOLD if column in table.columns]
    if told:
        columns = ("vocabulary", "code", *told)
        given = " OR ".join(f"{quoted(column)} IS NOT NULL" for column in told)
        profiled = {(row["vocabulary"], row["code"]) for row in known}
        for cells in engine.rows(f"SELECT {', '.join(map(quoted, columns))} FROM codes WHERE {given}"):
            if cells[:2] not in profiled:
                yield {name: "" if cell is None else str(cell) for name, cell in zip(columns, cells, strict=True)}


def _fits(codes: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, str, str, str | None]]:
    for row in codes:
        fits = row.get("fits", "")
        for ends in fits.split() if _FITS.fullmatch(fits) else ():
            subject, _, target = ends.partition(">")
            yield row["vocabulary"], row["code"], subject, target or None


def _facts(codes: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, str, str]]:
    for row in codes:
        if row.get("symmetric") == "yes":
            yield row["vocabulary"], row["code"], "symmetric"
        if row.get("time_order") in ("before", "after"):
            yield row["vocabulary"], row["code"], row["time_order"]


def _needs(codes: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, str, str, str, str]]:
    for row in codes:
        needs = row.get("needs", "")
        for need in needs.split() if _NEEDS.fullmatch(needs) else ():
            roles, _, least = need.partition(":")
            for role in roles.split("/"):
                yield row["vocabulary"], row["code"], need, role, least or "1"


def _define_date_words(engine: Engine) -> None:
    """Define the view ``date_words``, from each text that dates something in the tables."""
    texts = engine.rows("SELECT DISTINCT language, date_text FROM dated WHERE date_text IS NOT NULL")
    words = [
        (language, text, unit, str(number))
        for language, text in texts
        if language is not None
        for unit, number in named(text, language)
    ]
    engine.load("date_words_text", ("language", "text", "unit", "number"), words)
    engine.define("date_words", f"SELECT language, text, unit, {_integer(engine, 'number')} FROM date_words_text")


def _integer(engine: Engine, column: str) -> str:
    return f"{engine.casts['integer'].format(column)} AS {column}"


def _schema_codes(descriptor: Descriptor) -> Iterator[tuple[str, str, str, str | None]]:
    for table in descriptor.tables.values():
        for field in table.fields:
            if field.vocabulary:
                for code in field.constraints.get("enum", [None]):
                    yield table.schema_path, field.name, field.vocabulary, code


def _views(descriptor: Descriptor) -> Iterator[_View]:
    tables = [table for name, table in descriptor.tables.items() if name in PROFILE]
    # those of a corpus hold no codes, and no keys of records
    every = frozenset(TABLES) | {table.name for table in tables if table.name not in CORPUS}
    records = [table for table in tables if table.name in RECORD_TABLES]
    key = {table.name: quoted(table.columns[0]) for table in tables}
    yield _View(
        "record_rows",
        frozenset(RECORD_TABLES),
        [
            f"SELECT '{table.name}' AS table_name, line, '{table.columns[0]}' AS key_column,"
            f" {key[table.name]} AS record_id FROM {quoted(table.name)}"
            for table in records
        ],
    )
    for table in records:
        checked = f"{key[table.name]} IN (SELECT record_id FROM external_checks)"
        yield _View(
            f"checked_{table.name}",
            frozenset({table.name, "external_checks"}),
            [f"SELECT * FROM {quoted(table.name)} WHERE {checked}"],
            few=True,
        )
    yield _View(
        "record_cells",
        frozenset({*RECORD_TABLES, "external_checks"}),
        [
            f"SELECT {key[table.name]} AS record_id, '{column}' AS field,"
            f" coalesce(CAST({quoted(column)} AS VARCHAR), '') AS value FROM checked_{table.name}"
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
            f" {key[table.name]} AS row_id, {quoted(link.fields[0])} AS record_id"
            f" FROM {quoted(table.name)} WHERE {quoted(link.fields[0])} IS NOT NULL"
            for table in tables
            for link in table.foreign_keys
            if link.target == "records" and table.name not in (*RECORD_TABLES, "records")
        ],
    )
    coded = [(table, field) for table in tables for field in table.fields if field.vocabulary]
    yield _View(
        "code_uses",
        every,
        [
            f"SELECT '{field.vocabulary}' AS vocabulary, {quoted(field.name)} AS code, '{table.name}' AS table_name,"
            f" line, '{field.name}' AS column_name, {key[table.name]} AS row_id"
            f" FROM {quoted(table.name)} WHERE {quoted(field.name)} IS NOT NULL"
            for table, field in coded
        ],
    )
    yield _View(
        "used_codes",
        every,
        [
            f"SELECT DISTINCT '{field.vocabulary}' AS vocabulary, {quoted(field.name)} AS code"
            f" FROM {quoted(table.name)} WHERE {quoted(field.name)} IS NOT NULL"
            for table, field in coded
        ],
        few=True,
    )
    yield _View("actor_houses", frozenset({"actors"}), [_HOUSES], few=True)
    told = [name for table in tables if table.name == "codes" for name in _TOLD if name in table.columns]
    if told:
        yield _View(
            "code_said",
            frozenset({"codes"}),
            [
                f"SELECT line, vocabulary, code, '{name}' AS column_name, {quoted(name)} AS value FROM codes"
                for name in told
            ],
        )
    yield _View("record_sources", frozenset({"evidence", "passages"}), [_RECORD_SOURCES], few=True)
    yield _View("free_sources", frozenset({"sources"}), [_FREE_SOURCES], few=True)
    yield _View("dated", frozenset({"events", "statements", "record_sources", "sources"}), [_DATED], few=True)
    yield _View("advice_links", frozenset({"recommendations", "relations", "events"}), [ADVICE_LINKS], few=True)
    needed = {"records", "passages"} | (descriptor.tables.keys() & {"packages"})
    yield _View("package", frozenset(needed), [_package(descriptor, tables)], few=True)
    yield _View("uncovered", frozenset({"passages", "evidence", "package"}), [_UNCOVERED])
    yield _View("named_actors", frozenset({"evidence", "mentions"}), [NAMED], few=True)


_HOUSES = (
    "SELECT actor_id, actor_id AS house FROM actors"
    " UNION SELECT actor_id, parent_id FROM actors WHERE parent_id IS NOT NULL"
    " UNION SELECT a.actor_id, p.parent_id FROM actors AS a JOIN actors AS p ON p.actor_id = a.parent_id"
    " WHERE p.parent_id IS NOT NULL"
)

_FREE_SOURCES = "SELECT source_id FROM sources WHERE " + " OR ".join(
    f"lower(rights) LIKE {literal(f'{prefix}%')}" for prefix in FREE
)
_RECORD_SOURCES = (
    "SELECT record_id, source_id FROM ("
    "SELECT DISTINCT e.record_id, p.source_id FROM evidence AS e JOIN passages AS p ON p.passage_id = e.passage_id"
    ") AS d"
    # of the same package: another part of a corpus may be checked apart
    " WHERE substr(source_id, 1, instr(source_id, ':')) = substr(record_id, 1, instr(record_id, ':'))"
)

_DATED = (
    "SELECT d.*, o.language, o.published_earliest, o.published_latest FROM ("
    "SELECT 'events' AS table_name, line, event_id AS record_id, status, date_text, date_edtf, date_earliest,"
    " date_latest, date_basis FROM events WHERE date_edtf IS NOT NULL"
    " UNION ALL SELECT 'statements', line, statement_id, NULL, date_text, date_edtf, date_earliest,"
    " date_latest, date_basis FROM statements WHERE date_edtf IS NOT NULL"
    ") AS d JOIN record_sources AS r ON r.record_id = d.record_id JOIN sources AS o ON o.source_id = r.source_id"
)

# the codebook has the decision as a table: what carries the advice out, what it faults or misses, then its children
ADVICE_LINKS = """
SELECT a.recommendation_id,
    CASE
        WHEN a.done > 0 AND a.missed > 0 THEN 'partly'
        WHEN a.done > 0 THEN 'yes'
        WHEN a.missed > 0 THEN 'no'
        WHEN a.parts_yes + a.parts_no + a.parts_partly = 0 THEN 'not_addressed'
        WHEN a.parts_yes + a.parts_partly = 0 THEN 'no'
        WHEN a.parts_no + a.parts_partly = 0 THEN 'yes'
        ELSE 'partly'
    END AS followed,
    CASE
        WHEN a.told > 0 THEN 'stated'
        WHEN a.done + a.missed + a.parts_yes + a.parts_no + a.parts_partly > 0 THEN 'implied'
    END AS followed_basis
FROM (
    SELECT r.recommendation_id, coalesce(max(l.done), 0) AS done, coalesce(max(l.missed), 0) AS missed,
        coalesce(max(l.told), 0) AS told, coalesce(max(c.yes), 0) AS parts_yes, coalesce(max(c.no), 0) AS parts_no,
        coalesce(max(c.partly), 0) AS parts_partly
    FROM recommendations AS r
    LEFT JOIN (
        SELECT CASE WHEN x.predicate = 'carries_out' THEN x.object_id ELSE x.subject_id END AS recommendation_id,
            sum(CASE WHEN x.predicate = 'carries_out' THEN 1 ELSE 0 END) AS done,
            sum(CASE WHEN x.predicate = 'carries_out' THEN 0 ELSE 1 END) AS missed,
            sum(CASE
                WHEN x.basis = 'stated' OR e.status IN ('not_done', 'reported') OR e.polarity = 'negative' THEN 1
                ELSE 0
            END) AS told
        FROM relations AS x
        JOIN events AS e
            ON e.event_id = CASE WHEN x.predicate = 'carries_out' THEN x.subject_id ELSE x.object_id END
        WHERE x.predicate IN ('carries_out', 'criticises', 'calls_for')
        GROUP BY CASE WHEN x.predicate = 'carries_out' THEN x.object_id ELSE x.subject_id END
    ) AS l ON l.recommendation_id = r.recommendation_id
    LEFT JOIN (
        SELECT parent_id,
            sum(CASE WHEN followed = 'yes' THEN 1 ELSE 0 END) AS yes,
            sum(CASE WHEN followed = 'no' THEN 1 ELSE 0 END) AS no,
            sum(CASE WHEN followed = 'partly' THEN 1 ELSE 0 END) AS partly
        FROM recommendations
        WHERE parent_id IS NOT NULL
        GROUP BY parent_id
    ) AS c ON c.parent_id = r.recommendation_id
    GROUP BY r.recommendation_id
) AS a
"""

_UNCOVERED = (
    "SELECT p.passage_id, p.line, p.kind, k.released FROM passages AS p"
    " JOIN package AS k ON k.namespace = substr(p.passage_id, 1, instr(p.passage_id, ':'))"
    " LEFT JOIN evidence AS e ON e.passage_id = p.passage_id"
    f" WHERE p.kind IN ({', '.join(map(literal, SENTENCES))}) AND e.passage_id IS NULL"
)


def _package(descriptor: Descriptor, tables: Iterable[Table]) -> str:
    """Return the ``SELECT`` of the view ``package``: a corpus has a row for each package, a package one of its own."""
    version = literal(final(descriptor.version)) if SEMVER.fullmatch(descriptor.version) else "NULL"
    own = f"CAST({version} AS VARCHAR)", "TRUE" if "created" in descriptor.raw else "FALSE"
    namespaces = " UNION ".join(
        f"SELECT DISTINCT coalesce(substr({column}, 1, instr({column}, ':')), '') AS namespace FROM {table}"
        for table, column in (("records", "record_id"), ("passages", "passage_id"))
    )
    if not any(table.name == "packages" for table in tables):
        return f"SELECT n.namespace, {own[0]} AS version, {own[1]} AS released FROM ({namespaces}) AS n"
    return (
        f"SELECT n.namespace, coalesce(split_part(split_part(p.version, '-', 1), '+', 1), {own[0]}) AS version,"
        " p.created IS NOT NULL AS released"
        f" FROM ({namespaces}) AS n LEFT JOIN packages AS p ON concat(p.namespace, ':') = n.namespace"
    )
