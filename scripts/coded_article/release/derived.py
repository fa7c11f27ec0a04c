"""Columns that follow from other tables: whether advice was followed, which its relations tell."""

from coded_article.files.canonical_csv import format_table
from coded_article.read.opening import Opened
from coded_article.rules.engine import SQLite
from coded_article.rules.views import ADVICE_LINKS

_READ = ("recommendations", "relations", "events")


def recommendations(package: Opened) -> dict[str, str]:
    """Return the text of the table of recommendations by its path, with `followed` worked out of the relations.

    The codebook has the decision as a table. What it makes of a recommendation goes on to its parent.
    """
    tables = [package.descriptor.tables[name] for name in _READ]
    rows = package.rows(*_READ)
    advice = {row["recommendation_id"]: row for row in rows[0]}
    for _ in advice:  # so many levels a tree has at most
        engine = SQLite()
        for table, of in zip(tables, rows, strict=True):
            engine.load(table.name, table.columns, [[row[column] or None for column in table.columns] for row in of])
        before = [dict(row) for row in rows[0]]
        for key, followed, basis in engine.rows(ADVICE_LINKS):
            advice[key] |= {"followed": followed, "followed_basis": basis or ""}
        if rows[0] == before:
            break
    return {tables[0].path: format_table(tables[0].columns, tables[0].primary_key, rows[0])}
