"""What belongs to a record in other tables: who takes part, what leads to what, and the spans that it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coded_article.package import Package
from coded_article.site.rows import Codes, rows


@dataclass(frozen=True)
class Reference:
    """A link to ``target`` with what is said of it; ``own_id`` is that of the row which makes the reference."""

    target: str
    told: str = ""
    quoted: str = ""
    own_id: str = ""


def references(package: Package) -> Mapping[str, Mapping[str, list[Reference]]]:
    """Return the references of each record and actor, by what they say."""
    found: dict[str, dict[str, list[Reference]]] = {}
    for key, term, reference in _references(package, Codes(package)):
        found.setdefault(key, {}).setdefault(term, []).append(reference)
    return found


def _references(package: Package, codes: Codes) -> Iterator[tuple[str, str, Reference]]:
    for row in rows(package.involvements):
        role = codes.label("role", row["role"])
        # a package of an earlier profile has no basis
        how = f"{role}, {codes.label('basis', 'implied')}" if row.get("basis") == "implied" else role
        yield row["record_id"], "Who", Reference(row["actor_id"], f"({how.lower()})")
        yield row["actor_id"], role, Reference(row["record_id"])
    for row in rows(package.statements):
        ascribed = row["quotation_type"] == "ascribed"
        term = codes.label("quotation_type", "ascribed") if ascribed else "Speaks"
        yield row["speaker_id"], term, Reference(row["statement_id"])
        if row["event_id"]:
            yield row["event_id"], "Says", Reference(row["statement_id"])
    for row in rows(package.relations):
        predicate = codes.label("predicate", row["predicate"])
        yield row["subject_id"], predicate, Reference(row["object_id"])
        yield row["object_id"], f"{predicate} this", Reference(row["subject_id"])
    for row in rows(package.evidence):
        told = f"{row['start']}\u2013{row['end']} ({codes.label('part', row['part']).lower()})"
        yield row["record_id"], "Evidence", Reference(row["passage_id"], told, own_id=row["evidence_id"])
    for row in rows(package.mentions):
        told = f"{row['start']}\u2013{row['end']}"
        yield row["actor_id"], "Mentions", Reference(row["passage_id"], told, row["form"], row["mention_id"])
