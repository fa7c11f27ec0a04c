"""The CSVs with a byte order mark, by which spreadsheets know UTF-8."""

import codecs

from coded_article.files.archive import pack
from coded_article.files.canonical_csv import format_rows
from coded_article.release.formats import Content


def render(content: Content) -> bytes:
    """Return a zip of one ``.csv`` file for each table."""
    return pack(
        {
            f"{table.name}.csv": codecs.BOM_UTF8
            + format_rows([table.columns, *content.tables[table.name].cells]).encode("utf-8")
            for table in content.in_order()
        }
    )
