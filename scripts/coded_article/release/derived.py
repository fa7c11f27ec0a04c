"""The columns of the tables that follow from what is coded elsewhere in the package: nobody writes them by hand."""

from collections.abc import Iterator, Sequence

from coded_article.files.canonical_csv import format_table
from coded_article.files.paths import table_path
from coded_article.read.opening import Opened
from coded_article.rules.basis import basis_of
from coded_article.rules.engine import SQLite
from coded_article.rules.views import ADVICE_LINKS

Rows = Sequence[dict[str, str]]


def tables(package: Opened) -> dict[str, str]:
    """Return the tables that have such columns, by path, with the cells that these should have.

    Raises:
        RefusedError: a table that they follow from cannot be read.
    """
    texts = {}
    for name, rows in (*_involvements(package), ("recommendations", _recommendations(package))):
        table = package.descriptor.tables[name]
        if rows == package.rows(name)[0]:
            texts[table.path] = table_path(package.descriptor, table).read_bytes().decode("utf-8")
        else:
            texts[table.path] = format_table(table.columns, table.primary_key, rows)
    return texts


def _involvements(package: Opened) -> Iterator[tuple[str, Rows]]:
    """Yield the table of involvements with their basis, which the first version of the profile has not."""
    if "basis" in package.descriptor.tables["involvements"].columns:
        involvements, evidence, mentions = package.rows("involvements", "evidence", "mentions")
        basis = basis_of(evidence, mentions)
        yield "involvements", [{**row, "basis": basis(row)} for row in involvements]


def _recommendations(package: Opened) -> Rows:
    """Return the recommendations with whether they were followed, by the decision that the codebook has as a table.

    What it makes of a recommendation goes on to its parent.
    """
    read = ("recommendations", "relations", "events")
    rows = dict(zip(read, package.rows(*read), strict=True))
    advice = {row["recommendation_id"]: dict(row) for row in rows["recommendations"]}
    for _ in advice:  # so many levels a tree has at most
        before = {**advice}
        engine = SQLite()
        for name, of in {**rows, "recommendations": advice.values()}.items():
            columns = package.descriptor.tables[name].columns
            engine.load(name, columns, [[row[column] or None for column in columns] for row in of])
        for key, followed, basis in engine.rows(ADVICE_LINKS):
            advice[key] = {**advice[key], "followed": followed, "followed_basis": basis or ""}
        if advice == before:
            break
    return list(advice.values())
