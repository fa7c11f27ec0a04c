"""What ``load`` returns: a package as frames that explain themselves, as a database, row by row.

A folder, a zip or a version goes in; a ``Package`` comes out, which keeps the text of the tables and makes of it what
it is asked for. Start reading at ``package.py``. The joins are SQL in ``joins/``.
"""

from coded_article.package.loading import InvalidPackageError, load, schema
from coded_article.package.package import Package

__all__ = ["InvalidPackageError", "Package", "load", "schema"]
