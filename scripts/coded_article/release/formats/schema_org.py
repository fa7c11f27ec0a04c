"""schema.org metadata (https://schema.org/Dataset), which search engines for data read."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from coded_article.files.json_text import json_text
from coded_article.model.citation import authors, citation, doi, doi_address, place
from coded_article.release.formats import Content


def dataset(
    raw: Mapping[str, Any],
    sources: Iterable[Mapping[str, Any]],
    actors: Iterable[Mapping[str, Any]],
    events: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """Return the package with the descriptor ``raw`` as a schema.org ``Dataset``, without its files.

    ``sources``, ``actors`` and ``events`` are the rows of these tables.
    """
    days = [str(row[column]) for row in events for column in ("date_earliest", "date_latest") if row[column]]
    names = {row["actor_id"]: row["name"] for row in actors}
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": raw.get("title", raw["name"]),
        "identifier": [raw["name"], doi_address(raw)] if doi(raw) else raw["name"],
        "version": raw["version"],
        "description": raw.get("description", ""),
        **({"datePublished": raw["created"][:10]} if "created" in raw else {}),
        **({"url": raw["homepage"]} if "homepage" in raw else {}),
        "license": raw["licenses"][0].get("path", raw["licenses"][0]["name"]),
        "isAccessibleForFree": True,
        **({"sameAs": same} if (same := same_as(raw)) else {}),
        "creator": creators(raw),
        "keywords": raw.get("keywords", []),
        **({"temporalCoverage": f"{min(days)}/{max(days)}"} if days else {}),
        "creditText": citation(raw),
        "isBasedOn": [_article(row, names) for row in sources],
        "hasPart": [
            {
                "@type": "Dataset",
                "name": resource.get("title", resource["name"]),
                "identifier": resource["name"],
                "description": resource.get("description", ""),
            }
            for resource in raw["resources"]
        ],
    }


def same_as(raw: Mapping[str, Any]) -> list[str]:
    """Return the other addresses of the package: its DOI and its repository, where it has them."""
    return [known for known in (doi_address(raw), raw.get("repository", "")) if known]


def creators(raw: Mapping[str, Any], prefix: str = "") -> list[dict[str, Any]]:
    """Return who made the package; ``prefix`` stands before the names of types."""
    return [
        {
            "@type": f"{prefix}{'Person' if one.is_person else 'Organization'}",
            "name": one.name,
            **({"url": f"https://orcid.org/{one.orcid}"} if one.orcid else {}),
        }
        for one in authors(raw)
    ]


def render(content: Content, files: Mapping[str, tuple[str, bytes]]) -> bytes:
    """Return the metadata of a release with ``files``: media type and content by name."""
    distribution = [
        {
            "@type": "DataDownload",
            "name": name,
            "contentUrl": place(content.metadata, name),
            "encodingFormat": media_type,
            "contentSize": f"{len(data)} B",
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        for name, (media_type, data) in files.items()
    ]
    described = dataset(content.metadata, *(content.records(name) for name in ("sources", "actors", "events")))
    variables = [
        {"@type": "PropertyValue", "name": f"{table.name}.{field.name}", "description": field.description}
        for table in content.in_order()
        for field in table.fields
        if field.vocabulary
    ]
    value = {**described, "variableMeasured": variables, "distribution": distribution}
    return json_text(value).encode("utf-8")


def _published(source: Mapping[str, Any]) -> str:
    """Return the day, month or year of publication, as far as it is known."""
    earliest, latest = (str(source[column] or "") for column in ("published_earliest", "published_latest"))
    return next((earliest[:size] for size in (10, 7, 4) if earliest[:size] == latest[:size]), "")


def _article(source: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "@type": "Article",
        "author": {"@type": "Person", "name": names.get(source["author_id"], "")},
        "inLanguage": source["language"],
        **({"name": source["title"]} if source["title"] else {}),
        **({"publisher": {"@type": "Organization", "name": source["publisher"]}} if source["publisher"] else {}),
        **({"disambiguatingDescription": f"Title: {source['title_basis']}."} if source["title"] else {}),
        **({"datePublished": date} if (date := _published(source)) else {}),
        **({"url": source["url"]} if source["url"] else {}),
    }
