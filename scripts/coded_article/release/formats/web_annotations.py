"""The evidence as W3C Web Annotations, so that annotation tools can show it on a copy of the article.

The target is the article, named by the hash of its canonical text (a ``ni:`` name, RFC 6920), and its state
says how that text is made; positions are those of the TextPositionSelector, 0-based, end-exclusive, in
Unicode code points (https://www.w3.org/TR/annotation-model/).
"""

import base64
import json
from typing import Any

from coded_article.model.citation import citation, place
from coded_article.release.formats import LABELS, Content


def render(content: Content) -> bytes:
    """Return an AnnotationPage with one annotation for each span of evidence."""
    records = {
        row[f"{table[:-1]}_id"]: (table, row[column])
        for table, column in LABELS.items()
        for row in content.records(table)
    }
    sources = {row["source_id"]: row for row in content.records("sources")}
    passages = {row["passage_id"]: row for row in content.records("passages")}
    items = []
    raw = content.metadata
    for span in content.records("evidence"):
        passage = passages[span["passage_id"]]
        table, words = records[span["record_id"]]
        start = int(passage["start"])
        body = [
            {"type": "TextualBody", "purpose": "describing", "value": words, "format": "text/plain"},
            {"type": "TextualBody", "purpose": "tagging", "value": f"{table[:-1]}:{span['part']}"},
            {"type": "SpecificResource", "purpose": "identifying", "source": place(raw, f"#{span['record_id']}")},
        ]
        selector = {
            "type": "TextPositionSelector",
            "start": start + int(span["start"]),
            "end": start + int(span["end"]),
        }
        items.append(
            {
                "id": place(raw, f"#{span['evidence_id']}"),
                "type": "Annotation",
                "motivation": "describing",
                "body": body,
                "target": {
                    "source": name_of(sources[passage["source_id"]]["sha256"]),
                    "selector": selector,
                    "state": _state(sources[passage["source_id"]]),
                    "schema:sha256": span["sha256"],
                },
            }
        )
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
