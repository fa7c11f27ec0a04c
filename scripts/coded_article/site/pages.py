"""The one page of the site, with its styles, its script and its data inside, under a strict content policy."""

import base64
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from coded_article.model.citation import citation
from coded_article.model.citation_formats import citation_formats
from coded_article.package import Package
from coded_article.release.formats.schema_org import dataset
from coded_article.site.addresses import UNPUBLISHED, Published, actor_page, data_file, principle_page
from coded_article.site.coverage import TRACKS, coverage
from coded_article.site.coverage import drawn as drawn_of
from coded_article.site.facts import counts, reliable
from coded_article.site.figures import FIGURES, alternative, finding
from coded_article.site.network import TIES, network
from coded_article.site.paraphrase import paraphrase
from coded_article.site.playbook import playbook
from coded_article.site.references import references
from coded_article.site.rendering import json_inside, rendered, words
from coded_article.site.rows import Codes, grouped, rows
from coded_article.site.steps import steps
from coded_article.site.tables import KINDS
from coded_article.site.timeline import timeline

_FIELD = (840, 600)
_MANY = 1_000  # tables with more rows are drawn by window

# the parts of the page's style and of its script; what stands later overrules, or uses, what stands before
_STYLES = (
    "page.css", "playbook.css", "timeline.css", "network.css", "coverage.css", "reading.css", "tables.css",
    "search.css", "steps.css", "narrow.css", "forced.css", "print.css",
)  # fmt: skip
_SCRIPTS = (
    "page.js", "quotations.js", "verify.js", "window.js", "tables.js", "codes.js", "search.js", "steps.js", "state.js",
    "addresses.js", "matrix.js", "network.js", "coverage.js", "reading.js", "print.js", "start.js",
)  # fmt: skip


def page(package: Package, drawn: Mapping[str, bytes], published: Published = UNPUBLISHED, corpus: str = "") -> str:
    """Return ``index.html``; ``drawn`` are the files of the figures, to which it links.

    ``corpus`` is the title of the corpus that the package is one of, beside whose overview the tables lie.
    """
    values = dict(
        **words(package, lambda key: f"#{key}"),
        description=package.metadata.get("description", ""),
        citation=citation(package.metadata),
        citation_formats=citation_formats(package.metadata),
        data=_data(package, published),
        linked_data=_linked_data(package, published, not corpus),
        published=published,
        actor_page=actor_page,
        principle_page=principle_page,
        data_file=data_file if not corpus else lambda *_: "",
        corpus=corpus,
        steps=steps(package),
        playbook=playbook(package),
        timeline=timeline(package),
        network=network(package, *_FIELD),
        counts=list(counts(package)),
        reliable=reliable(package),
        finding={name: finding(name, package) for name in FIGURES},
        kinds=TIES,
        retold=paraphrase(package),
        drawn=drawn_of(coverage(package)),
        tracks=TRACKS,
        tables=_tables(package),
        many=_MANY,
        references=references(package),
        checks=defaultdict(list, grouped(rows(package.external_checks), "record_id")),
        figures={name: [path for path in drawn if path.startswith(f"figures/{name}.")] for name in FIGURES},
        alternative={name: alternative(name, package) for name in FIGURES},
        statuses=list(dict.fromkeys(package.timeline()["status"])),
        sources=rows(package.sources),
    )
    return rendered("index.html", _STYLES, _SCRIPTS, values)


def _data(package: Package, published: Published) -> str:
    """Return what the script checks and no row of the page says: positions and hashes, no words but quoted words."""
    whole = dict(zip(package.passages["passage_id"], package.passages["sha256"], strict=True))

    def cells(name: str, *columns: str) -> list[list[Any]]:
        records = rows(package.tables[name])
        # a package of an earlier profile lacks columns of a later one
        return [
            [_short(row[column]) if column == "sha256" else row.get(column) for column in columns] for row in records
        ]

    return json_inside(
        {
            "citation": citation(package.metadata),
            "rowCitation": citation(package.metadata, "{row}"),
            "report": published.report(package, "ROW"),
            "sources": cells("sources", "source_id", "characters", "words", "sha256"),
            "passages": cells(
                "passages", "passage_id", "source_id", "ordinal", "start", "end", "words", "sha256", "paragraph"
            ),
            # where a row rests is said in the row; the hash of the whole passage is not said twice
            "hashes": [
                [key, sha256]
                for key, passage, sha256 in cells("evidence", "evidence_id", "passage_id", "sha256")
                if sha256 != _short(whole.get(passage))
            ],
            "quoted": [row for row in cells("statements", "statement_id", "quoted_words") if row[1]],
            "retired": [row for row in cells("records", "record_id", "retired_in", "replaced_by") if row[1]],
        }
    )


def _short(sha256: str | None) -> str:
    """Return a hash in base 64, which is a third shorter than its hexadecimal digits; empty for none."""
    return base64.b64encode(bytes.fromhex(sha256)).decode() if sha256 else ""


def _linked_data(package: Package, published: Published, tables_beside: bool) -> str:
    """Return the package as a schema.org Dataset in JSON-LD, with its files if it is known where they will lie."""
    described = dataset(package.metadata, rows(package.sources), rows(package.actors), rows(package.events))
    del described["hasPart"]  # what each table is, its schema says; here are the files
    if published.base_url:
        described["url"] = published.page("index.html")
    if published.base_url and tables_beside:
        described["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": published.page(path)}
            for name in package.tables
            for kind, media_type in KINDS.items()
            if (path := data_file(name, kind))
        ]
    return json_inside(described)


# key, column to choose by, and the heads of the columns besides the id with their vocabularies
_COLUMNS: dict[str, tuple[str, str, dict[str, str]]] = {
    "actors": ("actor_id", "actor_type", {"Actor": "", "Type": "actor_type", "Office": "", "Mentions": ""}),
    "events": ("event_id", "status", {"Event": "", "Type": "event_type", "Status": "status", "Date": ""}),
    "statements": (
        "statement_id", "voice", {"Statement": "", "Speaker": "", "Voice": "voice", "Claim": "claim_type"},
    ),
    "recommendations": (
        "recommendation_id",
        "principle",
        {"Advice": "", "Principle": "principle", "Followed?": "followed", "Wording": "explicitness"},
    ),
    "relations": ("relation_id", "predicate", {"From": "", "Predicate": "predicate", "To": "", "Basis": "basis"}),
    "codes": ("code", "vocabulary", {"Definition": "", "Vocabulary": "vocabulary", "Label": ""}),
}  # fmt: skip


def _tables(package: Package) -> dict[str, dict[str, Any]]:
    """Return the tables that the page shows, with the values to choose by."""
    codes = Codes(package)
    tables = {}
    for name, (_, facet, columns) in _COLUMNS.items():
        records = rows(package.tables[name])
        tables[name] = {
            "rows": records,
            "facet": facet,
            "column": 1 + list(columns.values()).index(facet),
            "values": sorted({codes.label(facet, row[facet]) for row in records if row[facet]}),
            "columns": list(columns.items()),
        }
    return tables
