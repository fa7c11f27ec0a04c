"""The plan rendered to pandera and frictionless's own checks must find the same faults in a cell."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coded_article.check.standard import Conformance
from coded_article.model.plan import plan
from coded_article.model.profile import DESCRIPTOR
from coded_article.read.descriptor import read_descriptor
from coded_article.read.tables import read_tables
from tests.editor import ROOT, Editor, copy_package

# where the two differ by intent: cells of which preflight or the pinned grammar of a type is stricter
CELLS = st.sampled_from(
    [
        "",
        "x",
        "xx",
        "bogus",
        "0",
        "7",
        "-3",
        "123456",
        "2025-02-12",
        "2025-02-31",
        "act-001",
        "evt-001",
        "evt-9",
        "A|B",
        "positive",
    ]
)
COLUMNS = [
    (table, column)
    for table in ("events", "evidence", "passages", "recommendations", "external_checks")
    for column in read_descriptor(ROOT)[0].tables[table].columns
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(COLUMNS), cell=CELLS)
def test_both_engines_find_the_same_faults(
    place: tuple[str, str], cell: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    table, column = place
    package = copy_package(ROOT, tmp_path_factory.mktemp("any") / "package")
    package.set(table, package.rows(table)[3][0], column, cell)
    package.rehash()
    descriptor, _ = read_descriptor(package.root)
    tables, _ = read_tables(descriptor)
    with Conformance(descriptor, tables) as conformance:
        theirs = {(item.code, item.line, item.column) for item in conformance.problems() if item.column == column}
    _, problems = check(tables[table])
    # a stranger's pattern may run for ever in frictionless's engine: it is given none
    codes = {check.code for check in plan(tables[table].table)} - {"pattern"}
    ours = {(item.code, item.line, item.column) for item in problems if item.code in codes}
    assert {fault for fault in theirs if fault[0] in codes} == ours


def test_frictionless_failing_is_a_fault_of_the_package(package: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    descriptor, _ = read_descriptor(package.root)
    tables, _ = read_tables(descriptor)
    with Conformance(descriptor, tables) as conformance:
        (fault,) = conformance.problems()
    assert (fault.code, fault.path, fault.found) == ("standard", DESCRIPTOR, "frictionless stopped")


def test_nothing_in_a_package_is_run(package: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = package.root / "was-run"
    for name in ("csv", "json", "frictionless", "secrets", "coded_article/__init__", "sitecustomize"):
        path = package.root / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"open({str(mark)!r}, 'w')")
    monkeypatch.chdir(package.root)
    monkeypatch.setenv("PYTHONPATH", "")
    descriptor, _ = read_descriptor(Path())
    tables, _ = read_tables(descriptor)
    with Conformance(descriptor, tables) as conformance:
        assert conformance.problems() == []
    assert not mark.exists()


def test_repaired_rows_are_what_frictionless_sees(package: Editor) -> None:
    package.edit("mentions", lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), 1)
    package.set("relations", "rel-001", "passage_id", "psg-999")
    package.json(DESCRIPTOR, lambda raw: raw.update(title="Another"))
    package.rehash()
    descriptor, _ = read_descriptor(package.root)
    tables, _ = read_tables(descriptor)
    with Conformance(descriptor, tables) as conformance:
        found = [(item.code, item.path, item.line) for item in conformance.problems()]
    assert found == [("foreign-key", "data/relations.csv", 2)]
