"""The plan of checks that a Table Schema compiles to, and the pinned grammar of each type.

Every engine renders the same plan, so that a constraint means the same wherever it is checked.
"""

import re
from dataclasses import dataclass
from typing import Any

from coded_article.model.schema import Table

LARGEST = 10**18 - 1
INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")

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
