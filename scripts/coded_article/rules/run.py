"""Running the rules across tables, and those on spans and hashes, over the tables that an engine has."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from coded_article.model.problems import Rule, is_asked
from coded_article.model.schema import Descriptor
from coded_article.rules.circles import in_circles
from coded_article.rules.engine import Engine
from coded_article.rules.files import RuleFile, rule_files
from coded_article.rules.views import define_views


class Fault(NamedTuple):
    """One row that a rule returned: its table, or the path of a file, and the rest as in ``Problem``."""

    rule: Rule
    table: str
    line: int
    column: str
    record: str
    found: str


def faults(engine: Engine, descriptor: Descriptor, tables: AbstractSet[str]) -> Iterator[Fault]:
    """Yield what the rules find in those ``tables`` of the profile that the engine has, whose views it defines.

    A rule that reads a table which is not there is left out; that table's own fault is reported.
    """
    known = {*tables, *define_views(engine, descriptor, tables)}
    for rule_file in sql_rules():
        if known.issuperset(rule_file.reads) and is_asked(rule_file.rule, descriptor.follows):
            for table, line, column, record, value in offending(engine, rule_file):
                yield Fault(rule_file.rule, table, line, column, record or "", value or "")


def offending(engine: Engine, rule_file: RuleFile) -> list[tuple[Any, ...]]:
    """Return the offending rows of a rule: table, line, column, record and what was found."""
    rows = engine.rows(rule_file.sql)
    if not rule_file.circles:
        return rows
    kept = in_circles([(row[5], row[6]) for row in rows])
    return [row[:5] for row, keeps in zip(rows, kept, strict=True) if keeps]


def sql_rules() -> tuple[RuleFile, ...]:
    """Return the rules that are a ``SELECT`` of offending rows."""
    return rule_files("across") + rule_files("anchors")
