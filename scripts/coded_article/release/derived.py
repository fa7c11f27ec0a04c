"""The columns of the tables that follow from what is coded elsewhere in the package: nobody writes them by hand."""

from coded_article.files.canonical_csv import format_table
from coded_article.files.paths import table_path
from coded_article.read.opening import Opened
from coded_article.rules.basis import basis_of


def tables(package: Opened) -> dict[str, str]:
    """Return the tables that have such columns, by path, with the cells that these should have.

    Raises:
        RefusedError: a table that they follow from cannot be read.
    """
    table = package.descriptor.tables["involvements"]
    if "basis" not in table.columns:  # the first version of the profile has none
        return {}
    involvements, evidence, mentions = package.rows("involvements", "evidence", "mentions")
    basis = basis_of(evidence, mentions)
    rows = [{**row, "basis": basis(row)} for row in involvements]
    if rows == involvements:
        return {table.path: table_path(package.descriptor, table).read_bytes().decode("utf-8")}
    return {table.path: format_table(table.columns, table.primary_key, rows)}
