"""The codes as a REFI-QDA codebook (https://www.qdasoftware.org), which NVivo, QualCoder and others import.

A vocabulary is a code that is not given itself and holds its codes; a code holds those that are a kind of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from coded_article.model.profile import by_vocabulary
from coded_article.release.formats import Content
from coded_article.release.formats.code_names import guid

_NAMESPACE = "urn:QDA-XML:codebook:1.0"

Row = Mapping[str, str]


def render(content: Content) -> bytes:
    """Return the codebook as XML; each name is in it once, as some programs want it."""
    rows = content.records("codes")
    labels = Counter(name for row in rows for name in {row["label"].lower(), row["vocabulary"]})
    root = Element("CodeBook", {"xmlns": _NAMESPACE, "origin": f"coded-article {content.stem}"})
    codes = SubElement(root, "Codes")
    for vocabulary, held in by_vocabulary(rows).items():
        name = {"guid": guid(content.metadata, vocabulary), "name": vocabulary, "isCodable": "false"}
        here = {row["code"] for row in held}
        tops = [row for row in held if row["broader"] not in here]
        _add(SubElement(codes, "Code", name), tops, held, content.metadata, labels)
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _add(
    parent: Element, rows: Iterable[Row], held: Sequence[Row], metadata: Mapping[str, Any], labels: Mapping[str, int]
) -> None:
    for row in rows:
        label, vocabulary = row["label"], row["vocabulary"]
        name = label if labels[label.lower()] == 1 else f"{label} ({vocabulary})"
        given = {"guid": guid(metadata, vocabulary, row), "name": name, "isCodable": "true"}
        code = SubElement(parent, "Code", given)
        SubElement(code, "Description").text = f"{row['definition']} [{row['code']}]"
        _add(code, [kind for kind in held if kind["broader"] == row["code"]], held, metadata, labels)
