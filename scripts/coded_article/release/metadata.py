"""Schemas, descriptor and citation files, each made from the place where the fact stands."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from coded_article.files.canonical_csv import read_rows
from coded_article.model.schema import Descriptor


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _codes(descriptor: Descriptor) -> dict[str, list[dict[str, str]]]:
    codes: dict[str, list[dict[str, str]]] = {}
    for row in read_rows(descriptor.root / descriptor.tables["codes"].path):
        codes.setdefault(row["vocabulary"], []).append(row)
    return codes


def _schemas(descriptor: Descriptor) -> dict[str, str]:
    codes = _codes(descriptor)
    texts = {}
    for table in descriptor.tables.values():
        schema = json.loads((descriptor.root / table.schema_path).read_text(encoding="utf-8"))
        for field in schema["fields"]:
            if "vocabulary" in field:
                listed = codes.get(field["vocabulary"], [])
                field["constraints"]["enum"] = [row["code"] for row in listed]
                field["categories"] = [{"value": row["code"], "label": row["label"]} for row in listed]
        texts[table.schema_path] = _json(schema)
    return texts


def _descriptor(descriptor: Descriptor) -> str:
    raw = json.loads(json.dumps(descriptor.raw))
    for resource in raw["resources"]:
        data = (descriptor.root / resource["path"]).read_bytes()
        resource["bytes"] = len(data)
        resource["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
    return _json(raw)


def _citation(descriptor: Descriptor) -> str:
    raw = descriptor.raw
    authors = [person["title"] for person in raw.get("contributors", [])] or ["Anonymous"]
    lines = [
        "cff-version: 1.2.0",
        f"message: {_quoted('If you use this data package, please cite it as below.')}",
        "type: dataset",
        f"title: {_quoted(raw.get('title', descriptor.name))}",
        f"abstract: {_quoted(raw.get('description', ''))}",
        "authors:",
        *(f"  - name: {_quoted(author)}" for author in authors),
        f"version: {descriptor.version}",
        *([f"date-released: {raw['created'][:10]}"] if "created" in raw else []),
        *(f"license: {_quoted(licence['name'])}" for licence in raw["licenses"][:1]),
        *_references(descriptor),
        *(["keywords:", *(f"  - {_quoted(word)}" for word in raw["keywords"])] if raw.get("keywords") else []),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return ``text`` as a quoted scalar, which JSON and YAML write alike."""
    return json.dumps(text, ensure_ascii=False)


def _references(descriptor: Descriptor) -> Iterator[str]:
    """Yield the coded articles as references, with what is known of them."""
    rows = {name: read_rows(descriptor.root / descriptor.tables[name].path) for name in ("sources", "actors")}
    names = {row["actor_id"]: row["name"] for row in rows["actors"]}
    if rows["sources"]:
        yield "references:"
    for source in rows["sources"]:
        yield "  - type: article"
        yield f"    title: {_quoted(source['title'] or 'Untitled')}"
        yield f"    authors: [{{name: {_quoted(names.get(source['author_id'], 'Unknown'))}}}]"
        if source["published_edtf"][:4].isdecimal():
            yield f"    year: {source['published_edtf'][:4]}"
        note = f"The coded article. Title: {source['title_basis']}."
        yield f"    notes: {_quoted(note)}"


def _zenodo(descriptor: Descriptor) -> str:
    raw = descriptor.raw
    return _json(
        {
            "upload_type": "dataset",
            "title": raw.get("title", descriptor.name),
            "description": raw.get("description", ""),
            "version": descriptor.version,
            **({"publication_date": raw["created"][:10]} if "created" in raw else {}),
            "creators": [{"name": person["title"]} for person in raw.get("contributors", [])],
            "keywords": raw.get("keywords", []),
            "license": raw["licenses"][0]["name"].lower(),
            "access_right": "open",
        }
    )
