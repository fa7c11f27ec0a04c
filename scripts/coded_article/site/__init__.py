"""A static site that shows a package: one page that needs no server and no network, and figures for papers.

``titles`` says how a record is called wherever it is shown. ``playbook``, ``timeline``, ``network``, ``coverage``,
``references`` and ``facts`` shape the tables into what is shown, ``figures`` draws it for papers, ``pages`` renders it
as a page, ``leaves`` as small pages around it, ``share`` as the picture of a link, ``tables`` gives the data, and
``corpus`` puts such pages of many packages under one overview. ``addresses`` knows where each file lies. Nothing here
reads the clock, so the same package gives the same bytes. All of it takes the extra ``site``.
"""

from collections.abc import Mapping
from pathlib import Path

from coded_article.files.atomic import write_files
from coded_article.package import Package
from coded_article.site import figures, pages, share
from coded_article.site.addresses import UNPUBLISHED, Published
from coded_article.site.corpus import corpus_texts, is_corpus
from coded_article.site.leaves import leaves
from coded_article.site.rendering import compact
from coded_article.site.tables import tables


def site_files(package: Package, published: Published = UNPUBLISHED) -> Mapping[str, bytes]:
    """Return every file of the site of a valid package by its path within the site's folder."""
    if is_corpus(package):
        return {
            **{path: text.encode("utf-8") for path, text in corpus_texts(package, published)},
            **dict(tables(package)),
        }
    drawn = figures.files(package)
    pictures = {name: drawn[f"figures/{name}.svg"].decode("utf-8") for name in figures.FIGURES}
    first = compact(pages.page(package, drawn, published))
    texts = {"index.html": first, **dict(leaves(package, pictures, published))}
    return {
        **{path: text.encode("utf-8") for path, text in texts.items()},
        **drawn,
        **dict(tables(package)),
        "share.png": share.picture(package),
    }


def write_site(
    package: Package, folder: Path, *roots: Path, pictures: Path | None = None, published: Published = UNPUBLISHED
) -> list[Path]:
    """Write the site of ``package`` into ``folder``, and return the paths of what was written.

    Figures of which the folder ``pictures`` already holds a copy, for a README say, are written there too. Inside of
    ``roots`` nothing is written through a link.
    """
    files = site_files(package, published)
    paths = {folder / name: data for name, data in files.items()}
    if pictures:
        copies = {pictures / Path(name).name: data for name, data in files.items() if name.startswith("figures/")}
        paths |= {path: data for path, data in copies.items() if path.is_file()}
    write_files(paths, *roots)
    return list(paths)
