"""The columns of the tables that follow from what is coded elsewhere in the package: nobody writes them by hand."""

from collections.abc import Sequence

from coded_article.files.canonical_csv import format_table
from coded_article.files.paths import table_path
from coded_article.model.profile import VERSIONS
from coded_article.read.opening import Opened
from coded_article.rules.basis import basis_of
from coded_article.rules.followed import with_followed
from coded_article.text.fingerprint import in_sections

Rows = Sequence[dict[str, str]]


def tables(package: Opened) -> dict[str, str]:
    """Return the tables that have such columns, by path, with the cells that these should have.

    In the first version of the profile little is worked out: there is no basis of involvements, and whether advice was
    followed is coded.

    Raises:
        RefusedError: a table that they follow from cannot be read.
    """
    made: dict[str, Rows] = {"passages": in_sections(package.rows("passages")[0])}
    if package.descriptor.follows != VERSIONS[0]:
        made |= {"involvements": _involvements(package), "recommendations": _recommendations(package)}
    texts = {}
    for name, rows in made.items():
        table = package.descriptor.tables[name]
        if rows == package.rows(name)[0]:
            texts[table.path] = table_path(package.descriptor, table).read_bytes().decode("utf-8")
        else:
            texts[table.path] = format_table(table.columns, table.primary_key, rows)
    return texts


def _involvements(package: Opened) -> Rows:
    involvements, evidence, mentions = package.rows("involvements", "evidence", "mentions")
    basis = basis_of(evidence, mentions)
    return [{**row, "basis": basis(row)} for row in involvements]


def _recommendations(package: Opened) -> Rows:
    return with_followed(*package.rows("recommendations", "relations", "events"))
