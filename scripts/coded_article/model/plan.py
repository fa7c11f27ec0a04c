"""The plan of checks that a Table Schema compiles to, and the pinned grammar of each type.

Every engine renders the same plan, so that a constraint means the same wherever it is checked.
"""

import re
from dataclasses import dataclass
from typing import Any

from coded_article.model.problems import Rule, declare
from coded_article.model.schema import Table

RULES = declare(
    Rule(
        code="type",
        statement="a cell has the type of its column",
        remedy="write an integer such as 7, or a real date such as 2025-02-12, or run `coded-article tidy`",
        why="a number or date that is not written as one cannot be added up, sorted or compared",
        bad="2/12/2025",
        good="2025-02-12",
        layer="table",
    ),
    Rule(
        code="required",
        statement="a required cell is filled",
        remedy="fill the cell",
        why=(
            "a cell that every row needs, such as a key or a label, would be missing wherever the row is shown or "
            "joined"
        ),
        bad="evt-001,,occurred",
        good="evt-001,The bridge is closed,occurred",
        layer="table",
    ),
    Rule(
        code="unique",
        statement="no two rows share the value of a unique column",
        remedy="give the two rows different values",
        why="a reader could not distinguish the two rows",
        bad=r"act-001,Newtown\nact-002,Newtown\n",
        good=r"act-001,Newtown\nact-002,Newtown council\n",
        layer="table",
    ),
    Rule(
        code="enum",
        statement="a coded cell holds a code of its vocabulary",
        remedy="use a listed code, or define the new one in data/codes.csv and build",
        why="counts by code would miss the row, and nobody could look up what the code means",
        bad="evt-001,The bridge is closed,happened",
        good="evt-001,The bridge is closed,occurred",
        layer="table",
    ),
    Rule(
        code="pattern",
        statement="a cell matches the pattern of its column",
        remedy="write the cell in the form that the schema describes",
        why="ids, hashes and addresses in another form would not be found by those who search for them",
        bad="event-1,The bridge is closed",
        good="evt-001,The bridge is closed",
        layer="table",
    ),
    Rule(
        code="minimum",
        statement="a number is not below the column's minimum",
        remedy="correct the number",
        why=(
            "a number that cannot be, such as a position before the beginning of a text, spoils what is computed "
            "from it"
        ),
        bad="evd-001,evt-001,psg-001,content,-1,12",
        good="evd-001,evt-001,psg-001,content,0,12",
        layer="table",
    ),
    Rule(
        code="maximum",
        statement="a number is not above the column's maximum",
        remedy="correct the number",
        why="a number that cannot be is almost always a slip of the keyboard",
        bad="rec-002,rec-001,100",
        good="rec-002,rec-001,10",
        layer="table",
    ),
    Rule(
        code="min-length",
        statement="a text is not shorter than the column allows",
        remedy="write more, or empty the cell",
        why="a text as short as this cannot say what the row is about",
        bad="evt-001,x",
        good="evt-001,The bridge is closed",
        layer="table",
    ),
    Rule(
        code="max-length",
        statement="a text is not longer than the column allows",
        remedy="shorten the text",
        why="a text as long as this does not fit into tables and figures, and belongs in a note",
        bad="evt-001,The bridge that ... was closed on ...",
        good="evt-001,The bridge is closed",
        layer="table",
    ),
)

LARGEST = 10**18 - 1
INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")

# what a column of each type is in SQL and Parquet
SQL_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "date": "DATE"}

# schema constraint -> code of the rule, in the order in which they are checked
CONSTRAINTS = {
    "required": "required",
    "unique": "unique",
    "enum": "enum",
    "pattern": "pattern",
    "minimum": "minimum",
    "maximum": "maximum",
    "minLength": "min-length",
    "maxLength": "max-length",
}


@dataclass(frozen=True)
class Check:
    """One check of one column: the code of its rule, and the rule's parameter."""

    column: str
    code: str
    parameter: Any


def plan(table: Table) -> list[Check]:
    """Return the checks of every column of ``table``: its type first, then its constraints."""
    checks: list[Check] = []
    for field in table.fields:
        if field.type != "string":
            checks.append(Check(field.name, "type", field.type))
        # by identity: a minimum of 0 is a constraint, though 0 equals False
        checks += [
            Check(field.name, code, field.constraints[name])
            for name, code in CONSTRAINTS.items()
            if name in field.constraints and field.constraints[name] is not False
        ]
    return checks
