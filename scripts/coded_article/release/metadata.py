"""Schemas, descriptor and citation files, each made from the place where the fact stands."""

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping

from coded_article.files.json_text import json_text
from coded_article.model.citation import Contributor, authors, contributors, doi, doi_address, parted
from coded_article.model.profile import CSV, by_vocabulary, with_codes
from coded_article.model.schema import Descriptor
from coded_article.read.opening import Opened

_ANONYMOUS = Contributor("Anonymous", "", "", "")


def codes_of(package: Opened) -> dict[str, list[dict[str, str]]]:
    """Return the codes of each vocabulary."""
    return by_vocabulary(package.rows("codes")[0])


def schemas(package: Opened) -> dict[str, str]:
    """Return the text of each schema by path, with the codes that its fields may have.

    A reference of a table to itself names the empty table, as the standard's first version has it.
    """
    codes = codes_of(package)
    texts = {}
    for table in package.descriptor.tables.values():
        schema = json.loads((package.root / table.schema_path).read_text(encoding="utf-8"))
        for key in schema.get("foreignKeys", []):
            key["reference"] = {"resource": "", **key["reference"]}
        texts[table.schema_path] = json_text(with_codes(schema, codes))
    return texts


def descriptor(of: Descriptor, contents: Mapping[str, bytes] | None = None) -> str:
    """Return the text of the descriptor, with the bytes and the hash of each file: of all, or of those of ``contents``.

    The others keep theirs.
    """
    raw = json.loads(json.dumps(of.raw))
    for resource in raw["resources"]:
        resource.update(CSV)
        path = resource["path"]
        data = (of.root / path).read_bytes() if contents is None else contents.get(path)
        if data is not None:
            resource["bytes"] = len(data)
            resource["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
    return json_text(raw)


def citation_cff(package: Opened) -> str:
    """Return the text of CITATION.cff."""
    raw = package.descriptor.raw
    by = authors(raw) or [_ANONYMOUS]
    addresses = {"doi": doi(raw), "url": raw.get("homepage", ""), "repository-code": raw.get("repository", "")}
    lines = [
        "cff-version: 1.2.0",
        f"message: {_quoted('If you use this data package, please cite it as below.')}",
        "type: dataset",
        f"title: {_quoted(raw.get('title', raw['name']))}",
        f"abstract: {_quoted(raw.get('description', ''))}",
        "authors:",
        *(line for author in by for line in _author(author)),
        f"version: {package.descriptor.version}",
        *([f"date-released: {raw['created'][:10]}"] if "created" in raw else []),
        *(f"{key}: {_quoted(value)}" for key, value in addresses.items() if value),
        *(f"license: {_quoted(licence['name'])}" for licence in raw["licenses"][:1]),
        *_references(package),
        *(["keywords:", *(f"  - {_quoted(word)}" for word in raw["keywords"])] if raw.get("keywords") else []),
    ]
    return "\n".join(lines) + "\n"


def _author(one: Contributor) -> Iterator[str]:
    """Yield an author: a person by the parts of the name, where they are known, and with the ORCID."""
    names = {"given-names": one.given, "family-names": one.family} if one.family else {"name": one.name}
    orcid = {"orcid": f"https://orcid.org/{one.orcid}"} if one.orcid else {}
    house = {"affiliation": one.affiliation} if one.affiliation else {}
    parts = [f"{key}: {_quoted(value)}" for key, value in {**names, **orcid, **house}.items() if value]
    yield from (f"  {' ' if number else '-'} {part}" for number, part in enumerate(parts))


def _quoted(text: str) -> str:
    """Return ``text`` as a quoted scalar, which JSON and YAML write alike."""
    return json.dumps(text, ensure_ascii=False)


def _references(package: Opened) -> Iterator[str]:
    """Yield the coded articles as references, with what is known of them."""
    sources, actors = package.rows("sources", "actors")
    names = {row["actor_id"]: _author_of(row) for row in actors}
    if sources:
        yield "references:"
    for source in sources:
        yield "  - type: article"
        yield f"    title: {_quoted(source['title'] or 'Untitled')}"
        yield "    authors:"
        yield from (
            f"    {line}" for line in _author(names.get(source["author_id"], Contributor("Unknown", "", "", "")))
        )
        if source["published_edtf"][:4].isdecimal():
            yield f"    year: {source['published_edtf'][:4]}"
        note = f"The coded article. Title: {source['title_basis']}."
        yield f"    notes: {_quoted(note)}"


def _author_of(actor: Mapping[str, str]) -> Contributor:
    """Return an actor as an author: of a person's name the parts, unless it is one that puts the family's first."""
    name = actor["name"]
    is_parted = actor["actor_type"] == "person" and all(map(_is_western, name)) and " " in name
    return Contributor(name, *(parted(name) if is_parted else ("", "")), "")


def _is_western(char: str) -> bool:
    return not char.isalpha() or "LATIN" in unicodedata.name(char, "") or "CYRILLIC" in unicodedata.name(char, "")


def zenodo(of: Descriptor) -> str:
    """Return the text of .zenodo.json."""
    raw = of.raw
    related = {
        "isIdenticalTo": doi_address(raw),
        "isDocumentedBy": raw.get("homepage", ""),
        "isSupplementTo": raw.get("repository", ""),
    }
    others = [one for one in contributors(raw) if one not in authors(raw)]
    identifiers = [{"relation": relation, "identifier": value} for relation, value in related.items() if value]
    return json_text(
        {
            "upload_type": "dataset",
            "title": raw.get("title", raw["name"]),
            "description": raw.get("description") or raw.get("title", raw["name"]),  # a deposit must have one
            "version": raw["version"],
            **({"publication_date": raw["created"][:10]} if "created" in raw else {}),
            "creators": [_depositor(one) for one in authors(raw) or [_ANONYMOUS]],
            **({"contributors": [{**_depositor(one), "type": "Other"} for one in others]} if others else {}),
            "keywords": raw.get("keywords", []),
            "license": raw["licenses"][0]["name"].lower(),
            "access_right": "open",
            **({"related_identifiers": identifiers} if identifiers else {}),
        }
    )


def _depositor(one: Contributor) -> dict[str, str]:
    """Return a contributor as Zenodo has it."""
    name = f"{one.family}, {one.given}".removesuffix(", ") if one.family else one.name
    return {"name": name} | {
        key: value for key, value in (("orcid", one.orcid), ("affiliation", one.affiliation)) if value
    }
