"""A record that was merged by mistake is taken back: dropped as a draft, retired after a release."""

import pytest

from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.model.profile import DESCRIPTOR
from tests.editor import Editor


def _drop(specimen: Editor, *arguments: str) -> int:
    return start("drop", [*arguments, "--package", str(specimen.root)])


def _ids(specimen: Editor, table: str) -> set[str]:
    return {row[0] for row in specimen.rows(table)[1:]}


def _as_draft(specimen: Editor) -> None:
    version = specimen.get("records", "evt-003", "added_in")
    specimen.json(DESCRIPTOR, lambda raw: (raw.update(version=version), raw.pop("created", None)))


def test_draft_is_dropped_with_all_that_is_said_of_it(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    _as_draft(specimen)
    capsys.readouterr()
    assert _drop(specimen, "stm-003", "evt-005") == 0
    out = capsys.readouterr().out
    assert "stm-003 dropped\nevt-005 dropped\n  with " in out
    assert "with evidence: evd-" in out
    for table in ("records", "events", "statements"):
        assert not {"stm-003", "evt-005"} & _ids(specimen, table)
    assert not any("evt-005" in row or "stm-003" in row for row in specimen.rows("evidence"))
    faults = {item.code for item in validate(specimen.root, standard=False).errors}
    assert faults <= {"uncovered-passage", "no-mention"}
    raw = (specimen.root / DESCRIPTOR).read_text(encoding="utf-8")
    assert '"lastIssued": "stm-003"' in raw


def test_record_of_a_release_is_retired(specimen: Editor) -> None:
    _as_draft(specimen)
    specimen.json(DESCRIPTOR, lambda raw: raw.update(version="9.0.0"))
    assert _drop(specimen, "evt-006") == 2  # another is part of it
    specimen.set("events", "evt-001", "part_of_id", "")
    assert _drop(specimen, "evt-006", "--replaced-by", "evt-001") == 0
    assert specimen.get("records", "evt-006", "retired_in") == "9.0.0"
    assert specimen.get("records", "evt-006", "replaced_by") == "evt-001"
    assert "evt-006" not in _ids(specimen, "events")
    assert not any(item.code.startswith("register") for item in validate(specimen.root, standard=False).errors)


def test_row_alone_is_dropped(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    _as_draft(specimen)
    before = len(specimen.rows("events"))
    capsys.readouterr()
    assert _drop(specimen, "rel-001") == 0
    assert capsys.readouterr().out.startswith("rel-001 dropped: ")
    assert "rel-001" not in _ids(specimen, "relations")
    assert len(specimen.rows("events")) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["evt-999"], "evt-999: no record"),
        (["act-003"], "rows that stay name it: stm-001 speaker_id act-003"),
        (["evt-005", "--replaced-by", "evt-001"], "leave --replaced-by out"),
    ],
)
def test_what_cannot_be_taken_back_is_one_line(
    arguments: list[str], said: str, specimen: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    _as_draft(specimen)
    before = specimen.rows("records")
    specimen.set("relations", "rel-001", "note", "")
    capsys.readouterr()
    assert _drop(specimen, *arguments) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert specimen.rows("records") == before
