"""The specimen with what its text does not give: rows in the tables that it leaves empty, addressees, advice that
calls for an event or faults what was not done.
"""

import shutil
from pathlib import Path

from coded_article.release.generate import settle
from tests.editor import Editor

_ADDED = {
    "events": {"event_id": "evt-007", "label": "Opening of the bridge", "event_type": "policy_making"}
    | {"status": "counterfactual", "polarity": "positive", "date_basis": "none"},
    "recommendations": {"recommendation_id": "rec-004", "parent_id": "rec-002", "principle": "sequencing"}
    | {"action": "Tell the carters", "polarity": "do", "modality": "unworded", "temporality": "prospective"}
    | {"explicitness": "implied", "followed": "not_addressed", "topic": "state_relations"},
    "external_checks": {"check_id": "chk-001", "record_id": "evt-001", "field": "date_edtf"}
    | {"coded_value": "2024-05-03", "external_value": "2024-05-03", "agreement": "agrees"}
    | {"source_title": "The Oldtown Gazette", "source_url": "https://example.org/gazette"},
    "units": {"unit_id": "unt-001", "level": "passage", "passage_id": "psg-001"},
}
_INVOLVED = [
    ("evt-005", "act-004", "addressee"),
    ("evt-007", "act-002", "initiator"),
    ("rec-004", "act-002", "initiator"),
    ("stm-001", "act-004", "addressee"),
    ("stm-003", "act-003", "co_speaker"),
    ("stm-003", "act-004", "addressee"),
]
_RELATED = [
    ("rel-008", "rec-002", "calls_for", "evt-007"),
    ("rel-009", "rec-002", "criticises", "evt-004"),
]


def fill(specimen: Path, target: Path) -> Editor:
    """Fill a copy of the ``specimen`` in the folder ``target``."""
    shutil.copytree(specimen, target)
    editor = Editor(target)
    for table, cells in _ADDED.items():
        editor.append(table, "", **cells)
    for record, table in (("evt-007", "events"), ("rec-004", "recommendations")):
        editor.append("records", "", record_id=record, table=table, added_in="0.1.0")
    for record, actor, role in _INVOLVED:
        editor.append("involvements", "", record_id=record, actor_id=actor, role=role)
    for key, subject, predicate, object_id in _RELATED:
        ends = {"subject_id": subject, "predicate": predicate, "object_id": object_id}
        editor.append("relations", "", relation_id=key, **ends, basis="implied", passage_id="psg-008")
    header, *evidence = editor.rows("evidence")
    same = next(row for row in evidence if row[header.index("record_id")] == "rec-002")
    for key, record in (("evd-022", "evt-007"), ("evd-023", "rec-004")):
        cells = {**dict(zip(header, same, strict=True)), "evidence_id": key, "record_id": record}
        editor.append("evidence", "", **cells)
    for coder in ("first", "second"):
        editor.append("codings", "", unit_id="unt-001", variable="carries_advice", coder=coder, value="no")
    for column, value in (
        ("published_edtf", "2024-05"),
        ("published_earliest", "2024-05-01"),
        ("published_latest", "2024-05-31"),
        ("published_basis", "inferred"),
    ):
        editor.set("sources", "src-001", column, value)
    editor.set("recommendations", "rec-002", "modality", "should_have")
    editor.set("recommendations", "rec-002", "temporality", "retrospective")
    editor.set("events", "evt-001", "note", '04, "so-called"')
    editor.set("events", "evt-005", "note", "To Oldtown, whose mayor they had met.")
    for table in ("records", "involvements"):
        head, *rows = editor.rows(table)
        editor.write(table, [head, *sorted(rows)])
    settle(target)
    return editor
