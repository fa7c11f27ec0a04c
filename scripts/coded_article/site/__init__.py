"""A static site that shows a package: one page that needs no server and no network, and figures for papers.

``titles`` says how a record is called wherever it is shown. ``playbook``, ``timeline``, ``network``, ``coverage``,
``references`` and ``facts`` shape the tables into what is shown, ``figures`` draws it for papers, ``pages`` renders it
as a page. Nothing here reads the clock, so the same package gives the same bytes. All
of it takes the extra ``site``.
"""

from collections.abc import Mapping
from pathlib import Path

from coded_article.files.atomic import write_files
from coded_article.package import Package
from coded_article.site import figures, pages
from coded_article.site.rendering import compact


def site_files(package: Package) -> Mapping[str, bytes]:
    """Return every file of the site of a valid package by its path within the site's folder."""
    drawn = figures.files(package)
    return {"index.html": compact(pages.page(package, drawn)).encode("utf-8"), **drawn}


def write_site(package: Package, folder: Path, *roots: Path, pictures: Path | None = None) -> list[Path]:
    """Write the site of ``package`` into ``folder``, and return the paths of what was written.

    Figures of which the folder ``pictures`` already holds a copy, for a README say, are written there too. Inside of
    ``roots`` nothing is written through a link.
    """
    files = site_files(package)
    paths = {folder / name: data for name, data in files.items()}
    if pictures:
        copies = {pictures / Path(name).name: data for name, data in files.items() if name.startswith("figures/")}
        paths |= {path: data for path, data in copies.items() if path.is_file()}
    write_files(paths, *roots)
    return list(paths)
