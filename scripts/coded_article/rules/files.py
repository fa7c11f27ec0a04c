"""The rules in SQL, read from their files: a folder a layer, a file a rule, named for the rule's code.

A file begins with what the rule is, in comments, and ends with its SQL::

    -- no relation is given twice
    -- why: a link that is given twice weighs twice in every network
    -- remedy: delete the repetition
    -- severity: error
    -- points at: the later relation, at its predicate
    -- reads: relations
    -- bad:
    --   relations
    --     relation_id | subject_id | predicate | object_id
    --     rel-001     | evt-001    | precedes  | evt-002
    --     rel-002     | evt-001    | precedes  | evt-002
    --   found: rel-002 predicate
    -- good:
    --   relations
    --     ...
    SELECT ...

Each ``found`` line is the record, ``-`` for none, and the column of one row that the SQL returns for ``bad``.

A long text goes on in lines that are indented. In ``across/`` and ``anchors/`` the SQL is a ``SELECT`` of the
offending rows: table (or path of a file), line, column, record and what was found; ``views.py`` lists what it may
read beside the tables. In ``table/`` it is an expression that is true of a sound row; ``reads`` are its columns. A file
there may state one rule for several sets of columns, each in a line ``with: name=column ...``; ``{name}`` in the text
stands for the column.

A rule with a line ``since: 1.1`` is asked of packages that follow that version of the profile, or a later one.

A rule with a line ``keeps: circles`` returns two further columns, the ends of an edge. Of its rows those offend whose
edge lies in a circle; no SQL finds these in a time that grows with the rows alone.

The SQL keeps to what SQLite and DuckDB read alike, and sqlglot can turn into Spark's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from coded_article.model.problems import Layer, Rule, Severity, declare
from coded_article.model.profile import VERSIONS

_HERE = Path(__file__).resolve().parent
_FOLDERS: tuple[Layer, ...] = ("table", "across", "anchors")
_KEYS = ("why", "remedy", "severity", "since", "points at", "keeps", "reads", "with", "bad", "good")


@dataclass(frozen=True)
class RuleFile:
    """A rule in SQL: the tables and views, or in ``table/`` the columns, that it ``reads``, and where it points.

    Of a rule about ``circles`` the SQL returns edges, of which those that lie in a circle are kept.
    """

    rule: Rule
    points_at: str
    reads: tuple[str, ...]
    settings: tuple[Mapping[str, str], ...]
    sql: str
    circles: bool = False


@cache
def rule_files(layer: Layer) -> tuple[RuleFile, ...]:
    """Return the rules of a layer by folder and name.

    Raises:
        ValueError: a file lacks a part, or has one that is not known.
    """
    files = [_read(layer, path) for path in sorted((_HERE / layer).rglob("*.sql"))]
    declare(*(file.rule for file in files))
    return tuple(files)


def all_rule_files() -> Iterator[RuleFile]:
    """Yield the rules of all layers that are stated in SQL."""
    for layer in _FOLDERS:
        yield from rule_files(layer)


def _read(layer: Layer, path: Path) -> RuleFile:
    head: list[str] = []
    lines = path.read_text(encoding="utf-8").split("\n")
    while lines and lines[0].startswith("--"):
        head.append(lines.pop(0)[2:].removeprefix(" "))
    said: dict[str, list[str]] = {"statement": []}
    key = "statement"
    for line in head:
        name, colon, rest = line.partition(":")
        if colon and name in _KEYS:
            key = name
            said.setdefault(key, []).append(rest.strip())
        elif line.startswith("  ") or key == "statement":
            said[key].append(line.removeprefix("  "))
        else:
            msg = f"{path}: unexpected line in the head: {line}"
            raise ValueError(msg)
    text = {name: " ".join(part.strip() for part in parts).strip() for name, parts in said.items()}
    missing = [name for name in ("why", "remedy", "points at", "reads", "bad", "good") if not text.get(name)]
    severity, since = text.get("severity", "error"), text.get("since", VERSIONS[0])
    if missing or not text["statement"] or severity not in get_args(Severity) or since not in VERSIONS:
        msg = f"{path}: the head lacks {', '.join(missing) or 'a statement, a known severity or a known version'}"
        raise ValueError(msg)
    rule = Rule(
        path.stem,
        text["statement"],
        text["remedy"],
        text["why"],
        "\n".join(said["bad"]).strip("\n"),
        "\n".join(said["good"]).strip("\n"),
        layer,
        "warning" if severity == "warning" else "error",
        since=since,
    )
    settings = tuple(dict(pair.split("=", 1) for pair in line.split()) for line in said.get("with", []))
    reads = tuple(part.strip() for part in text["reads"].split(","))
    if text.get("keeps", "circles") != "circles":
        msg = f"{path}: what a rule keeps of its rows is `circles`, or all"
        raise ValueError(msg)
    return RuleFile(rule, text["points at"], reads, settings or ({},), "\n".join(lines).strip(), "keeps" in text)
