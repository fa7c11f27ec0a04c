"""Corpora that nobody coded: as large as wanted, the same for the same seed, valid but for the faults asked for.

Each file in ``synthesis/`` is the SELECT of one table over the articles at hand (``macros.sql`` says what they
are) and the tables made before it, in the table's columns, ``nth``, the row's place in its package, and what the
tables after it need to know. Packages are made some at a time, so that memory does not grow with the corpus.
"""

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from coded_article.console import Progress
from coded_article.corpus.layout import (
    SameAs,
    begun,
    complete,
    copy,
    folder_of,
    is_parquet,
    parquet_path,
    sql_types,
)
from coded_article.files.canonical_csv import format_rows, sort_key
from coded_article.model.profile import (
    CONFORMS_TO,
    CORPUS,
    COUNTRIES,
    PACKAGE_PROFILE,
    SCHEMAS,
    TABLES,
    VERSIONS,
    by_vocabulary,
    profile_codes,
    with_codes,
)
from coded_article.rules.views import ADVICE_LINKS, NAMED
from synthesis import words
from synthesis.faults import HEADER, changed, drawn, faults_of, left_out, planted

MAX_EVENTS = 100_000_000  # as far as the invented names go
MAX_PACKAGES = 1_000
_EVENTS = 100  # of an article
_AT_ONCE = 1_000  # articles
_CREATED = "2026-01-01"
_VERSION = "1.0.0"
_LICENCE = "CC0-1.0"
_CUES = [
    "said",
    "told reporters",
    "according to",
    "wrote",
    "warned that",
    "was quoted, at length, as saying",
    "déclara",
]
# each is made of those before it
_MADE = (
    "sources",
    "passages",
    "actors",
    "events",
    "statements",
    "relations",
    "recommendations",
    "evidence",
    "mentions",
    "involvements",
    "external_checks",
    "records",
)

Schemas = Mapping[str, dict[str, Any]]


@dataclass(frozen=True)
class Wanted:
    """The corpus that is wanted; a ``share`` of its rows get a fault."""

    events: int
    packages: int
    seed: int
    share: float
    form: str

    @property
    def articles(self) -> int:
        """How many articles the events make, the last perhaps a short one."""
        return -(-self.events // _EVENTS)


def synthesise(wanted: Wanted, target: Path, faults: Path) -> dict[str, int]:
    """Write the corpus into the folder ``target``; return the rows of each table, and of ``faults``.

    What was planted is written to ``faults``, unless no share is asked for.

    Raises:
        RefusedError: there is something at ``target``, or the disk is full.
    """
    schemas = _schemas()
    with begun("synthesise", target) as root:
        counts = _write(wanted, schemas, root)
        complete(root, _metadata(wanted, target.name), schemas, wanted.form)
        (root / _PART).unlink(missing_ok=True)
        if wanted.share:
            shutil.move(root / _FAULTS, faults)
    return counts


_PART, _FAULTS = ".part.csv", ".faults.csv"


def _write(wanted: Wanted, schemas: Schemas, root: Path) -> dict[str, int]:
    same_as, progress = SameAs(), Progress("synthesise: events", wanted.events)
    counts = dict.fromkeys((*schemas, "faults"), 0)
    for folder in ("data", "seeds"):
        (root / folder).mkdir()
    _begin_csv(root, schemas, wanted)
    with _database(wanted, schemas, root) as connection:
        for namespaces in _begin_articles(connection, wanted):
            _make(connection)
            for name in _MADE:
                rows, faulty = _add(connection, root, name, schemas[name], wanted, namespaces)
                counts[name] += rows
                counts["faults"] += faulty
            _append(root / "data/packages.csv", (_package(namespace, wanted.seed) for namespace in namespaces))
            actors = "SELECT actor_id, wikidata_id FROM actors WHERE wikidata_id IS NOT NULL ORDER BY ns, nth"
            same = list(same_as.rows(connection.execute(actors).fetchall()))
            _append(root / "data/same_as.csv", same)
            counts["packages"] += len(namespaces)
            counts["same_as"] += len(same)
            progress.tell(counts["events"])
    return counts


def _schemas() -> dict[str, dict[str, Any]]:
    codes = by_vocabulary(_codes())
    return {name: with_codes(SCHEMAS[name], codes) for name in (*TABLES, *CORPUS)}


def _codes() -> list[dict[str, str]]:
    """Return the codes of the profile, and topics and principles, which every article has its own of."""
    names = [
        *(("principle", code) for code in ("inclusion", "leverage", "premature_concessions", "sequencing")),
        *(("topic", f"topic_{letter}") for letter in "abcdefghijklmnop"),
    ]
    own = [
        {"vocabulary": vocabulary, "code": code, "label": code.replace("_", " ").capitalize()}
        for vocabulary, code in names
    ]
    codes = profile_codes()
    codes += [{**dict.fromkeys(codes[0], ""), **row, "definition": "Invented."} for row in own]
    used = {field.get("vocabulary") for name in TABLES for field in SCHEMAS[name]["fields"]}
    return sorted(
        (row for row in codes if row["vocabulary"] in used), key=lambda row: sort_key([row["vocabulary"], row["code"]])
    )


def _begin_csv(root: Path, schemas: Schemas, wanted: Wanted) -> None:
    for name, schema in schemas.items():
        if not is_parquet(name, wanted.form):
            _append(root / folder_of(name) / f"{name}.csv", [_columns(schema)])
    _append(root / "data/codes.csv", ([row[column] for column in _columns(schemas["codes"])] for row in _codes()))
    if wanted.share:
        _append(root / _FAULTS, [HEADER])


def _append(path: Path, rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(format_rows(rows))


def _database(wanted: Wanted, schemas: Schemas, root: Path) -> duckdb.DuckDBPyConnection:
    """Return a database with what the SELECTs draw from: words, codes by vocabulary, and the packages."""
    names, families = words.names(wanted.seed)
    codes = {
        field["vocabulary"]: words.shuffled(field["constraints"]["enum"], wanted.seed, field["vocabulary"])
        for schema in schemas.values()
        for field in schema["fields"]
        if "vocabulary" in field
    }
    drawn_from = {
        **codes,
        "phrases": words.phrases(wanted.seed),
        "names": names,
        "families": families,
        "cues": _CUES,
        "countries": words.shuffled(COUNTRIES, wanted.seed, "country"),
        # what is counterfactual, announces a meeting or is worded for the past is drawn where it makes sense
        "told": [code for code in codes["status"] if code != "counterfactual"],
        "past": [code for code in codes["status"] if code not in ("counterfactual", "announced")],
        "act": [code for code in codes["event_type"] if code != "meeting_announcement"],
        "modality": [code for code in codes["modality"] if code != "should_have"],
    }
    connection = duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(root / ".spilled")})
    connection.execute("SET VARIABLE seed = ?", [wanted.seed])
    for name, values in drawn_from.items():
        connection.execute(f'SET VARIABLE "{name}" = ?', [values])
    connection.execute("CREATE TABLE packages (k BIGINT, ns VARCHAR, first BIGINT, past BIGINT)")
    connection.executemany("INSERT INTO packages VALUES (?, ?, ?, ?)", _packages(wanted))
    connection.execute(_ARTICLES.format(events=wanted.events, where="false"))
    connection.execute(_sql("macros"))
    connection.execute("CREATE TABLE needs (event_type VARCHAR, role VARCHAR)")
    connection.executemany("INSERT INTO needs VALUES (?, ?)", list(_needs()))
    return connection


def _needs() -> Iterator[tuple[str, str]]:
    """Yield each type of event for which one initiator is not enough, and the role of another actor whom it needs."""
    for row in profile_codes():
        for need in row["needs"].split():
            roles, _, least = need.partition(":")
            others = [role for role in roles.split("/") if role != "initiator"]
            if others and (least or others == roles.split("/")):
                yield row["code"], others[0]


_ARTICLES = """
CREATE OR REPLACE TABLE articles AS
SELECT b, b - first AS j, ns, n, least(past * 100, {events}) - first * 100 AS events,
    greatest(1, n * 6 // 10) AS np, np - CAST(np > 31 AS INTEGER) AS nq, greatest(3, n // 5) AS na,
    (n * 3 + 9) // 10 AS ns_, (n + 19) // 20 AS nr,
    greatest(greatest(3, n // 5), n * 6 // 10) AS nm, n * 3 // 20 AS nl
FROM (
    SELECT *, least(100, {events} - b * 100) AS n
    FROM (SELECT *, unnest(range(first, past)) AS b FROM packages WHERE {where})
)
"""


def _packages(wanted: Wanted) -> list[tuple[int, str, int, int]]:
    """Return the number and namespace of each package, and its first article and the one past its last."""
    width = len(str(wanted.packages))
    edges = [k * wanted.articles // wanted.packages for k in range(wanted.packages + 1)]
    return [(k, f"invented-{k + 1:0{width}}", edges[k], edges[k + 1]) for k in range(wanted.packages)]


def _begin_articles(connection: duckdb.DuckDBPyConnection, wanted: Wanted) -> Iterator[list[str]]:
    """Make the table of the articles at hand again and again; yield the namespaces that they are of."""
    packages = _packages(wanted)
    while packages:
        some = [packages.pop(0)]
        while packages and packages[0][3] - some[0][2] <= _AT_ONCE:
            some.append(packages.pop(0))
        where = f"k BETWEEN {some[0][0]} AND {some[-1][0]}"
        connection.execute(_ARTICLES.format(events=wanted.events, where=where))
        yield [namespace for _, namespace, _, _ in some]


def _make(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every table of the articles at hand."""
    for name in _MADE:
        if name == "involvements":
            connection.execute(f"CREATE OR REPLACE TABLE named_actors AS {NAMED}")
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS {_sql(name)}")
        if name == "recommendations":
            for _ in range(3):  # levels of the tree
                connection.execute(f"CREATE OR REPLACE TABLE recommendations AS {_FOLLOWED}")


_FOLLOWED = f"""
SELECT r.* REPLACE (l.followed AS followed, l.followed_basis AS followed_basis)
FROM recommendations AS r
JOIN ({ADVICE_LINKS}) AS l ON l.recommendation_id = r.recommendation_id
"""


def _add(
    connection: duckdb.DuckDBPyConnection,
    root: Path,
    name: str,
    schema: dict[str, Any],
    wanted: Wanted,
    namespaces: list[str],
) -> tuple[int, int]:
    """Write the rows of one table for the articles at hand; return how many, and how many have a fault."""
    columns = _columns(schema)
    faults = faults_of(name, wanted.form) if wanted.share else []
    faulty = 0
    cells, rows, where = [f'"{column}"' for column in columns], f"SELECT * FROM {name}", "true"
    if faults:
        connection.execute(f"CREATE OR REPLACE TABLE faulty AS {drawn(rows, faults, wanted.share)}")
        cells, rows, where = (
            changed(columns, faults),
            "SELECT * FROM faulty",
            f"coalesce(fault, -2) NOT IN ({left_out(faults)})",
        )
        told = connection.execute(planted(name, columns[0], faults)).fetchall()
        _append(root / _FAULTS, told)
        faulty = len(told)
    if wanted.form == "parquet":
        types = sql_types(schema["fields"]).values()
        cells = [f"CAST({cell} AS {kind})" for cell, kind in zip(cells, types, strict=True)]
    named = ", ".join(f'{cell} AS "{column}"' for cell, column in zip(cells, columns, strict=True))
    kept = f"FROM ({rows}) WHERE {where} ORDER BY ns, nth"
    if wanted.form == "csv":
        written = copy(connection, f"SELECT {named} {kept}", root / _PART, "FORMAT csv, HEADER false")
        with (root / _PART).open("rb") as part, (root / folder_of(name) / f"{name}.csv").open("ab") as whole:
            shutil.copyfileobj(part, whole, 1 << 20)
        return written, faulty
    connection.execute(f"CREATE OR REPLACE TABLE made AS SELECT {named}, ns {kept}")
    written = 0
    for namespace in namespaces:
        target = root / parquet_path(name, namespace)
        target.parent.mkdir(parents=True)
        of_package = f"SELECT * EXCLUDE (ns) FROM made WHERE ns = '{namespace}'"
        written += copy(connection, of_package, target, "FORMAT parquet")
    return written, faulty


def _columns(schema: Mapping[str, Any]) -> list[str]:
    return [field["name"] for field in schema["fields"]]


def _sql(name: str) -> str:
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")


def _package(namespace: str, seed: int) -> tuple[str, ...]:
    digest = hashlib.sha256(f"{namespace} {seed}".encode()).hexdigest()
    return namespace, namespace, "An invented package", _VERSION, _CREATED, _LICENCE, digest


def _metadata(wanted: Wanted, name: str) -> dict[str, Any]:
    size = f"{wanted.events:,} events of {wanted.packages:,} packages that nobody coded, from the seed {wanted.seed}"
    faulty = f"; a share of {wanted.share} of the rows has a fault" if wanted.share else ""
    return {
        "$schema": PACKAGE_PROFILE,
        "conformsTo": CONFORMS_TO[VERSIONS[-1]],
        "name": name,
        "title": "An Invented Corpus",
        "description": f"{size}{faulty}.",
        "version": _VERSION,
        "created": f"{_CREATED}T00:00:00Z",
        "licenses": [{"name": _LICENCE}],
        "contributors": [{"title": "The package's maintainers"}],
        "sources": [{"title": "Invented articles"}],
    }
