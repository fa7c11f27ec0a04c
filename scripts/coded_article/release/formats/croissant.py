"""Croissant metadata (https://docs.mlcommons.org/croissant/docs/croissant-spec.html) of a release.

It lies beside the zip of Parquet files and leads into it: mlcroissant guesses the types of a CSV, and makes
the text ``04`` the number 4. Links between tables are told in the fields' descriptions only, because its
``references`` join the tables on reading, which loses rows or fails on cycles.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from coded_article.files.archive import members
from coded_article.files.json_text import json_text
from coded_article.model.citation import citation, place
from coded_article.model.schema import Field, Table
from coded_article.release.formats import PARQUET, Content
from coded_article.release.formats.schema_org import creators, same_as

_TYPES = {"string": "sc:Text", "integer": "sc:Integer", "date": "sc:Date"}
# the context that the specification prescribes, word for word
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def render(content: Content, package: bytes, parquet: bytes) -> bytes:
    """Return the metadata of the zips of this content: the package itself and its Parquet files."""
    raw = content.metadata
    files = members(parquet)
    name, archive = f"{content.stem}.zip", f"{content.stem}{PARQUET}"
    value = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": content.descriptor.name,
        "description": raw.get("description", ""),
        "version": content.descriptor.version,
        "license": raw["licenses"][0].get("path", raw["licenses"][0]["name"]),
        "url": raw.get("homepage", name),
        "citeAs": citation(raw),
        **({"sameAs": same} if (same := same_as(raw)) else {}),
        "creator": creators(raw, "sc:"),
        "keywords": raw.get("keywords", []),
        **({"datePublished": raw["created"][:10]} if "created" in raw else {}),
        "distribution": [
            _archive(raw, name, package),
            _archive(raw, archive, parquet),
            *(_file(table, archive, files[f"{table.name}.parquet"]) for table in content.in_order()),
        ],
        "recordSet": [_record_set(table) for table in content.in_order()],
    }
    return json_text(value).encode("utf-8")


def _archive(raw: Mapping[str, Any], name: str, data: bytes) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": place(raw, name),
        "contentSize": f"{len(data)} B",
        "encodingFormat": "application/zip",
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _file(table: Table, archive: str, data: bytes) -> dict[str, Any]:
    name = f"{table.name}.parquet"
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": table.description,
        "contentUrl": name,
        "containedIn": {"@id": archive},
        "encodingFormat": "application/x-parquet",
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _record_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{name}"} for name in table.primary_key],
        "field": [_field(table, field) for field in table.fields],
    }


def _field(table: Table, field: Field) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": _TYPES[field.type],
        "source": {"fileObject": {"@id": f"{table.name}.parquet"}, "extract": {"column": field.name}},
    }
