"""The site of a corpus: an overview of its packages by principle, and the pages of each package."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coded_article.model.citation import citation
from coded_article.model.profile import CORPUS
from coded_article.model.schema import Descriptor, Rows
from coded_article.package import Package
from coded_article.site import pages
from coded_article.site.addresses import Published, data_file, principle_page
from coded_article.site.leaves import STYLES, leaves
from coded_article.site.playbook import Tally, playbook
from coded_article.site.rendering import compact, rendered, words
from coded_article.site.rows import Codes, Row, grouped, rows

_PACKAGES, _, _CODE_PACKAGES = CORPUS
_COUNTED = ("actors", "events", "statements", "recommendations")


@dataclass(frozen=True)
class Entry:
    """A package in the overview: its row, where its pages lie, its numbers of rows, and its advice by principle."""

    row: Row
    folder: str
    counts: Mapping[str, int]
    tally: Tally
    tallies: Mapping[str, Tally]


def is_corpus(package: Package) -> bool:
    """Whether ``package`` is a corpus of packages."""
    return _PACKAGES in package.tables


def corpus_texts(corpus: Package, published: Published) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every page of the site of a corpus, the overview last."""
    entries = []
    for row, member in members(corpus):
        folder = f"packages/{row['namespace']}/"
        there = replace(published, base_url=published.page(folder)) if published.base_url else published
        book = playbook(member)
        counts = {name: len(member.tables[name]) for name in _COUNTED}
        entries.append(Entry(row, folder, counts, book.tally, {lane.principle: lane.tally for lane in book.lanes}))
        yield f"{folder}index.html", compact(pages.page(member, {}, there, str(_title(corpus))))
        for path, text in leaves(member, {}, there):
            yield folder + path, text
    yield "index.html", _overview(corpus, entries, published)


def members(corpus: Package) -> Iterator[tuple[Row, Package]]:
    """Yield each package of a corpus as it was before it went in, its ids without namespace, with its row."""
    own = {name: _by_namespace(corpus.rows(name)) for name in corpus.tables if name not in (*CORPUS, "codes")}
    renamed = {(row["vocabulary"], row["code"], row["namespace"]) for row in rows(corpus[_CODE_PACKAGES])}
    defined = {key[:2] for key in renamed}
    codes = corpus.rows("codes")
    licences = {licence["name"]: licence for licence in corpus.metadata.get("licenses", ())}
    for row in rows(corpus[_PACKAGES]):
        namespace = row["namespace"]
        tables = {name: _with(corpus.rows(name), groups.get(namespace, [])) for name, groups in own.items()}
        keys = [(cells[0], cells[1]) for cells in codes.cells]
        there = [key not in defined or (*key, namespace) in renamed for key in keys]
        tables["codes"] = _with(codes, [cells for cells, is_there in zip(codes.cells, there, strict=True) if is_there])
        metadata: dict[str, Any] = {
            **{key: corpus.metadata[key] for key in ("contributors", "resources") if key in corpus.metadata},
            "name": row["name"],
            "title": row["title"] or row["name"],
            "version": row["version"],
            "licenses": [licences.get(name, {"name": name}) for name in row["license"].split(" AND ")],
            **({"created": row["created"].isoformat()} if row["created"] else {}),
        }
        described = {name: of.table for name, of in tables.items()}
        yield row, Package(Descriptor(Path(), row["name"], row["version"], described, metadata), tables)


def _by_namespace(of: Rows) -> dict[str, list[list[str]]]:
    """Return the cells of each row by its namespace, with ids as they are in the package itself."""
    ids = [column.endswith("_id") or column == "replaced_by" for column in of.table.columns]
    groups: dict[str, list[list[str]]] = {}
    for cells in of.cells:
        namespace = cells[0].partition(":")[0]
        plain = [cell.removeprefix(f"{namespace}:") if is_id else cell for cell, is_id in zip(cells, ids, strict=True)]
        groups.setdefault(namespace, []).append(plain)
    return groups


def _with(of: Rows, cells: list[list[str]]) -> Rows:
    return replace(of, cells=cells, lines=list(range(2, len(cells) + 2)))


def _title(corpus: Package) -> str:
    return str(corpus.metadata.get("title", corpus.name))


def _overview(corpus: Package, entries: list[Entry], published: Published) -> str:
    codes = Codes(corpus)
    definitions = {row["code"]: row["definition"] for row in rows(corpus.codes) if row["vocabulary"] == "principle"}
    by_principle = grouped(
        [{"principle": key, "entry": entry} for entry in entries for key in entry.tallies], "principle"
    )
    ordered = sorted(by_principle.items(), key=lambda item: (-len(item[1]), codes.label("principle", item[0])))
    values = {
        **words(corpus, lambda key: f"#{key}"),
        "heading": _title(corpus),
        "description": corpus.metadata.get("description", ""),
        "canonical": published.page("index.html"),
        "kinds": {},
        "entries": entries,
        "principles": [
            (code, codes.label("principle", code), definitions.get(code, ""), [one["entry"] for one in found])
            for code, found in ordered
        ],
        "principle_page": principle_page,
        "data_file": data_file,
        "cite": citation(corpus.metadata),
    }
    return rendered("overview.html", STYLES, (), values)
