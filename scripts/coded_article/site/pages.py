"""The one page of the site, with its styles, its script and its data inside, under a strict content policy."""

import base64
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from coded_article.model.citation import citation
from coded_article.package import Package
from coded_article.release.formats.schema_org import dataset
from coded_article.site.coverage import TRACKS, coverage
from coded_article.site.facts import counts, reliable
from coded_article.site.figures import FIGURES, alternative, finding, tallied
from coded_article.site.network import TIES, network
from coded_article.site.playbook import playbook
from coded_article.site.references import references
from coded_article.site.rows import Codes, grouped, rows
from coded_article.site.text import counted, shown
from coded_article.site.timeline import timeline, when
from coded_article.site.titles import Titles, brief

# end tags that HTML lets one leave out; no value has any, because every value is escaped
_END_TAGS = re.compile("</(?:td|tr|dd|dt|li|option)>")
_FIELD = (840, 600)


def page(package: Package, drawn: Mapping[str, bytes]) -> str:
    """Return ``index.html``; ``drawn`` are the files of the figures, to which it links."""
    # spaces around marks of punctuation mean nothing in these styles
    styles, script = re.sub(r"\s*([{};,])\s*", r"\1", _template("site.css")), _template("site.js")
    environment = Environment(
        loader=PackageLoader("coded_article.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: shown(value) if type(value) is str else value,
    )
    codes = Codes(package)
    environment.filters["when"] = when
    environment.filters["web"] = lambda url: url if re.match(r"https?://", url) else None
    environment.globals["label"] = codes.label
    environment.globals["known"] = lambda vocabulary, code: (vocabulary, code) in codes
    environment.globals["counted"] = counted
    environment.globals["followed"] = codes.followed
    environment.globals["brief"] = brief
    environment.globals["tallied"] = lambda tally: tallied(tally, codes)
    titles = Titles(package)
    html = environment.get_template("index.html").render(
        package=package,
        title=package.metadata.get("title", package.name),
        description=package.metadata.get("description", ""),
        citation=citation(package.metadata),
        licence=package.metadata["licenses"][0],
        policy=_policy(styles, script),
        styles=styles,
        script=script,
        data=_data(package),
        linked_data=_linked_data(package),
        playbook=playbook(package),
        timeline=timeline(package),
        network=network(package, *_FIELD),
        titles=titles,
        counts=list(counts(package)),
        reliable=reliable(package),
        finding={name: finding(name, package) for name in FIGURES},
        kinds=TIES,
        sections=coverage(package),
        tracks=TRACKS,
        tables=_tables(package),
        references=references(package),
        checks=defaultdict(list, grouped(rows(package.external_checks), "record_id")),
        figures={name: [path for path in drawn if path.startswith(f"figures/{name}.")] for name in FIGURES},
        alternative={name: alternative(name, package) for name in FIGURES},
        statuses=list(dict.fromkeys(package.timeline()["status"])),
        sources=rows(package.sources),
    )
    return _END_TAGS.sub("", _tight(html))


def _template(name: str) -> str:
    return _tight(files("coded_article.site").joinpath("templates", name).read_text(encoding="utf-8"))


def _tight(text: str) -> str:
    """Return ``text`` without indents and empty lines; twice is the same as once, so that hashes of its parts hold."""
    return re.sub(r"\n\s+", "\n", text)


def _policy(styles: str, script: str) -> str:
    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; style-src {source(styles)}; script-src {source(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _json(value: Any) -> str:
    """Return JSON that can stand inside an element of a page: ASCII, without the characters of markup."""
    text = json.dumps(value, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _data(package: Package) -> str:
    """Return what the script joins and checks: positions and hashes, no words but forms and quoted words."""
    whole = dict(zip(package.passages["passage_id"], package.passages["sha256"], strict=True))

    def cells(name: str, *columns: str) -> list[list[Any]]:
        records = rows(package.tables[name])
        # a package of an earlier profile lacks columns of a later one
        return [
            [_short(row[column]) if column == "sha256" else row.get(column) for column in columns] for row in records
        ]

    return _json(
        {
            "citation": citation(package.metadata),
            "rowCitation": citation(package.metadata, "{row}"),
            "sources": cells("sources", "source_id", "characters", "words", "sha256"),
            "passages": cells(
                "passages", "passage_id", "source_id", "ordinal", "start", "end", "words", "sha256", "paragraph"
            ),
            "evidence": [
                [
                    *row[:-1],
                    "" if row[-1] == _short(whole.get(row[2])) else row[-1],
                ]  # the hash of the passage, not said twice
                for row in cells("evidence", "evidence_id", "record_id", "passage_id", "start", "end", "sha256")
            ],
            "mentions": cells("mentions", "mention_id", "actor_id", "passage_id", "start", "end", "form"),
            "quoted": [row for row in cells("statements", "statement_id", "quoted_words") if row[1]],
            "retired": [row for row in cells("records", "record_id", "retired_in", "replaced_by") if row[1]],
        }
    )


def _short(sha256: str | None) -> str:
    """Return a hash in base 64, which is a third shorter than its hexadecimal digits; empty for none."""
    return base64.b64encode(bytes.fromhex(sha256)).decode() if sha256 else ""


def _linked_data(package: Package) -> str:
    """Return the package as a schema.org Dataset in JSON-LD; its files do not lie beside the page."""
    return _json(dataset(package.metadata, rows(package.sources), rows(package.actors)))


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
