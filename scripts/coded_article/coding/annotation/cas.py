"""Annotations as a UIMA CAS (https://uima.apache.org), which INCEpTION and DKPro read and write, as XMI or JSON.

A CAS counts in units of UTF-16; dkpro-cassis reckons these from and to the characters that are counted here. The names
of the types are those that INCEpTION gives to layers of a project's own.
"""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cassis

from coded_article.coding.annotation.article import Annotated, Relation, Span
from coded_article.errors import RefusedError

TYPES = "TypeSystem.xml"
_EVIDENCE = "webanno.custom.Evidence"
_MENTION = "webanno.custom.Mention"
_RELATION = "webanno.custom.Relation"
_FEATURES = {_EVIDENCE: ("row", "record", "part"), _MENTION: ("row", "record", "part"), _RELATION: ("row", "predicate")}


def files(article: Annotated, stem: str) -> dict[str, str]:
    """Return a CAS as XMI, and its types, by the names of their files."""
    types = cassis.TypeSystem()
    made = {}
    for name, features in _FEATURES.items():
        made[name] = types.create_type(name, "uima.tcas.Annotation")
        for feature in features:
            types.create_feature(made[name], feature, "uima.cas.String")
    for end in ("Governor", "Dependent"):
        types.create_feature(made[_RELATION], end, _EVIDENCE)
    cas = cassis.Cas(typesystem=types, sofa_string=article.text, sofa_mime="text/plain")
    known = {}
    for span in article.spans:
        kind = made[_MENTION if span.record.rpartition(":")[2].startswith("act-") else _EVIDENCE]
        known[span] = kind(begin=span.start, end=span.end, row=span.id, record=span.record, part=span.part)
        cas.add(known[span])
    for item in article.relations:
        ends = {"Governor": known[item.subject], "Dependent": known[item.object]}
        where = {"begin": item.object.start, "end": item.object.end}
        cas.add(made[_RELATION](row=item.id, predicate=item.predicate, **where, **ends))
    return {f"{stem}.xmi": cas.to_xmi(pretty_print=True), TYPES: types.to_xml()}


def read(path: Path, data: str, types: str) -> Annotated:
    """Return what is in a CAS, read from ``path``: JSON, or XMI with its types as XML.

    Raises:
        RefusedError: it is none, or has no text.
    """
    try:
        if types:
            cas = cassis.load_cas_from_xmi(data, cassis.load_typesystem(io.BytesIO(types.encode("utf-8"))))
        else:
            cas = cassis.load_cas_from_json(data)
        text = cas.sofa_string or ""
        known: dict[int, Span] = {}
        for kind in (_EVIDENCE, _MENTION):
            known |= {item.xmiID: _span(item) for item in _all(cas, kind)}
        drawn = [_relation(item, known) for item in _all(cas, _RELATION)]
    except Exception as error:  # whatever the library meets in a stranger's file
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        msg = f"{path}: no CAS that can be read ({reason[:120]}); export it again as UIMA CAS XMI or JSON"
        raise RefusedError(msg) from None
    return Annotated(text, [*known.values()], drawn)


def _all(cas: cassis.Cas, kind: str) -> list[Any]:
    return list(cas.select(kind)) if cas.typesystem.contains_type(kind) else []


def _span(item: Any) -> Span:
    row, record, part = (item.get(feature) or "" for feature in ("row", "record", "part"))
    return Span(row, record, part, item.begin, item.end, f"{item.begin}-{item.end}")


def _relation(item: Any, known: Mapping[int, Span]) -> Relation:
    subject, object_ = (known[item.get(end).xmiID] for end in ("Governor", "Dependent"))
    place = f"{item.begin}-{item.end}"
    return Relation(item.get("row") or "", item.get("predicate") or "", subject, object_, place)
