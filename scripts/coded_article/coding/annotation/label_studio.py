"""Annotations for Label Studio (https://labelstud.io): a task with them, and the configuration of its labels.

Positions are characters, as Label Studio counts them since version 1.5.
"""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from coded_article.coding.annotation.article import Annotated
from coded_article.files.json_text import json_text


def files(article: Annotated, stem: str, parts: Sequence[str], predicates: Sequence[str]) -> dict[str, str]:
    """Return the files of a project by name: tasks to import, and its labelling configuration."""
    result = [
        {
            "id": span.id,
            "from_name": "part",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": span.start,
                "end": span.end,
                "text": article.text[span.start : span.end],
                "labels": [span.part],
            },
            "meta": {"text": [span.record]},
        }
        for span in article.spans
    ]
    relations = [
        {
            "type": "relation",
            "from_id": item.subject.id,
            "to_id": item.object.id,
            "direction": "right",
            "labels": [item.predicate],
            "meta": {"text": [item.id]},
        }
        for item in article.relations
    ]
    task = {"data": {"text": article.text}, "annotations": [{"result": [*result, *relations]}]}
    lines = ["<View>", '  <Labels name="part" toName="text">']
    lines += [f"    <Label value={quoteattr(part)}/>" for part in parts]
    lines += ["  </Labels>", "  <Relations>", *(f"    <Relation value={quoteattr(one)}/>" for one in predicates)]
    lines += ["  </Relations>", '  <Text name="text" value="$text"/>', "</View>"]
    return {f"{stem}.json": json_text([task]), "labels.xml": "".join(f"{line}\n" for line in lines)}
