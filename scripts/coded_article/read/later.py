"""A table of an earlier version of the profile, in the columns that a later one gave it."""

from collections.abc import Callable, Mapping, Sequence

from coded_article.model.profile import VERSIONS, prefixed, profile_codes
from coded_article.read.opening import Opened
from coded_article.rules.basis import basis_of
from coded_article.rules.followed import with_followed

Row = Mapping[str, str]


def in_columns(package: Opened, name: str, columns: Sequence[str]) -> list[list[str]]:
    """Return the cells of a table in ``columns``.

    One that the table lacks has what follows from what is coded: of an involvement its basis, of a code what the
    profile says of it; else it is empty. A cell has the prefix that its column has by now. Whether advice was
    followed, which the first version had coded, follows too.

    Raises:
        RefusedError: what they follow from cannot be read.
    """
    rows = package.tables[name]
    own = rows.table.columns
    if name == "recommendations" and rows.table.follows == VERSIONS[0]:
        advice = with_followed(*package.rows("recommendations", "relations", "events"))
        return [[row.get(column, "") for column in columns] for row in advice]
    if own == tuple(columns) and name != "codes":
        return rows.cells
    following = _following(package, name) if {*columns} - {*own} else dict
    by_column = (prefixed(name, dict(zip(own, cells, strict=True))) for cells in rows.cells)
    return [[{**following(row), **row}.get(column, "") for column in columns] for row in by_column]


def _following(package: Opened, name: str) -> Callable[[Row], Row]:
    if name == "involvements":
        basis = basis_of(*package.rows("evidence", "mentions"))
        return lambda row: {"basis": basis(row)}
    known = {(row["vocabulary"], row["code"]): row for row in profile_codes()} if name == "codes" else {}
    return lambda row: known.get((row.get("vocabulary", ""), row.get("code", "")), {})
