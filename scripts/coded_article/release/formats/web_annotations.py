"""The evidence as W3C Web Annotations, so that annotation tools can show it on a copy of the article.

The target is the article, named by the hash of its canonical text (a ``ni:`` name, RFC 6920), and its state
says how that text is made; positions are those of the TextPositionSelector, 0-based, end-exclusive, in
Unicode code points (https://www.w3.org/TR/annotation-model/).
"""

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any

from coded_article.model.citation import citation, place
from coded_article.release.formats import LABELS, Content

_AROUND = 32  # characters before and after the exact words


def render(content: Content, text: str = "") -> bytes:
    """Return an AnnotationPage with one annotation for each span of evidence.

    With the ``text`` of the article they have its exact words too, with those before and after, and mentions and
    relations are there as well: never publish that with the package.
    """
    raw = content.metadata
    records = {
        row[f"{table[:-1]}_id"]: (table, row[column])
        for table, column in LABELS.items()
        for row in content.records(table)
    }
    items = [
        {
            "id": place(raw, f"#{span['evidence_id']}"),
            "type": "Annotation",
            "motivation": "describing",
            "body": _body(raw, records, span["record_id"], span["part"]),
            "target": {**target, "schema:sha256": span["sha256"]},
        }
        for span, target in _targets(content, "evidence", text)
    ]
    if text:
        items += [
            {
                "id": place(raw, f"#{span['mention_id']}"),
                "type": "Annotation",
                "motivation": "identifying",
                "body": _body(raw, records, span["actor_id"], span["form_type"]),
                "target": target,
            }
            for span, target in _targets(content, "mentions", text)
        ]
        items += [_link(raw, row) for row in content.records("relations")]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": place(raw, f"{content.stem}-annotations.jsonld") if "homepage" in raw else "",
        "type": "AnnotationPage",
        "label": f"{content.descriptor.name} {content.descriptor.version}: evidence",
        "dcterms:license": raw["licenses"][0].get("path", raw["licenses"][0]["name"]),
        "dcterms:bibliographicCitation": citation(raw),
        "items": items,
    }
    return (json.dumps(page, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def _body(raw: Mapping[str, Any], records: Mapping[str, tuple[str, str]], record: str, part: str) -> list[Any]:
    table, words = records[record]
    return [
        {"type": "TextualBody", "purpose": "describing", "value": words, "format": "text/plain"},
        {"type": "TextualBody", "purpose": "tagging", "value": f"{table[:-1]}:{part}"},
        {"type": "SpecificResource", "purpose": "identifying", "source": place(raw, f"#{record}")},
    ]


def _targets(content: Content, table: str, text: str) -> Iterator[tuple[Mapping[str, str], dict[str, Any]]]:
    """Yield the rows of a table of spans, each with what it selects in the article."""
    sources = {row["source_id"]: row for row in content.records("sources")}
    passages = {row["passage_id"]: row for row in content.records("passages")}
    for span in content.records(table):
        passage = passages[span["passage_id"]]
        source = sources[passage["source_id"]]
        start, end = (int(passage["start"]) + int(span[key]) for key in ("start", "end"))
        selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": start, "end": end}]
        if text:
            around = {"prefix": text[max(0, start - _AROUND) : start], "suffix": text[end : end + _AROUND]}
            selectors.append({"type": "TextQuoteSelector", "exact": text[start:end], **around})
        yield (
            span,
            {
                "source": name_of(source["sha256"]),
                "selector": selectors if text else selectors[0],
                "state": _state(source),
            },
        )


def _link(raw: Mapping[str, Any], row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": place(raw, f"#{row['relation_id']}"),
        "type": "Annotation",
        "motivation": "linking",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": row["predicate"]},
            {"type": "SpecificResource", "purpose": "linking", "source": place(raw, f"#{row['object_id']}")},
        ],
        "target": place(raw, f"#{row['subject_id']}"),
    }


def name_of(sha256: str) -> str:
    """Return the ``ni:`` name of the text with a SHA-256, given in hex (RFC 6920)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode("ascii").rstrip("=")
    return f"ni:///sha-256;{digest}?ct=text/plain"


def _state(source: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "oa:State",
        "dcterms:conformsTo": source["canonicalisation"],
        "dcterms:extent": f"{source['characters']} characters",
        "schema:sha256": source["sha256"],
        **({"dcterms:source": source["url"]} if source["url"] else {}),
    }
