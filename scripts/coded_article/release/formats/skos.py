"""The codes as SKOS concepts in JSON-LD (https://www.w3.org/TR/skos-reference/), each with an address of its own."""

from collections.abc import Iterator
from typing import Any

from coded_article.files.json_text import json_text
from coded_article.model.profile import by_vocabulary
from coded_article.release.formats import Content
from coded_article.release.formats.code_names import code_address

_CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "id": "@id",
    "type": "@type",
    **{word: f"skos:{word}" for word in ("prefLabel", "definition", "notation", "note")},
    **{word: {"@id": f"skos:{word}", "@type": "@id"} for word in ("inScheme", "topConceptOf", "broader")},
    "license": {"@id": "dcterms:license"},
}


def render(content: Content) -> bytes:
    """Return a concept scheme for each vocabulary and a concept for each code."""
    return json_text({"@context": _CONTEXT, "@graph": [*_graph(content)]}).encode("utf-8")


def _graph(content: Content) -> Iterator[dict[str, Any]]:
    raw = content.metadata
    for vocabulary, rows in by_vocabulary(content.records("codes")).items():
        scheme = code_address(raw, vocabulary)
        yield {
            "id": scheme,
            "type": "skos:ConceptScheme",
            "prefLabel": vocabulary,
            "license": raw["licenses"][0].get("path", raw["licenses"][0]["name"]),
        }
        known = {row["code"]: code_address(raw, vocabulary, row) for row in rows}
        for row in rows:
            near = [f"PLOVER {row['plover']}"] if row["plover"] else []
            near += [row["cameo"].replace("cameo:", "CAMEO ")] if row["cameo"] else []
            broader = known.get(row["broader"])
            yield {
                "id": known[row["code"]],
                "type": "skos:Concept",
                "prefLabel": row["label"],
                "definition": row["definition"],
                "notation": row["code"],
                "inScheme": scheme,
                **({"broader": broader} if broader else {"topConceptOf": scheme}),
                **({"note": near} if near else {}),
            }
