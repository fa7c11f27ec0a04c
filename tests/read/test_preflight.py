import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coded_article.errors import RefusedError
from coded_article.model.schema import Rows
from coded_article.read.descriptor import read_descriptor
from coded_article.read.tables import read_tables, sound_rows
from tests.editor import ROOT, Editor, copy_package


def _mentions(package: Editor) -> tuple[Rows, list[str]]:
    descriptor, _ = read_descriptor(package.root)
    tables, problems = read_tables(descriptor)
    return tables["mentions"], [f"{item.code}:{item.line}" for item in problems]


def test_line_numbers_are_those_of_an_editor(package: Editor) -> None:
    package.line("mentions", 5, lambda line: b"\n" + line)
    package.set("mentions", "men-010", "form", "two\nlines")
    rows, found = _mentions(package)
    by_id = {cells[0]: line for cells, line in zip(rows.cells, rows.lines, strict=True)}
    lines = (package.root / "data" / "mentions.csv").read_text(encoding="utf-8").split("\n")
    assert all(lines[line - 1].startswith(key) for key, line in by_id.items())
    assert found == ["blank-line:5", f"line-break:{by_id['men-010']}"]


def test_blank_lines_are_counted_and_skipped(package: Editor) -> None:
    before, _ = _mentions(package)
    package.line("mentions", 5, lambda line: b"\n\n" + line)
    after, found = _mentions(package)
    assert found == ["blank-line:5", "blank-line:6"]
    assert after.cells == before.cells
    assert after.lines == [line if line < 5 else line + 2 for line in before.lines]


def test_repaired_tables_are_marked(package: Editor) -> None:
    assert _mentions(package)[0].clean
    package.edit("mentions", lambda data: data.replace(b"\n", b"\r\n"), 1)
    rows, found = _mentions(package)
    assert (rows.usable, rows.clean, found) == (True, False, ["line-end:1"])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200), at=st.integers(min_value=0, max_value=4000))
def test_any_bytes_are_read_or_faulted(data: bytes, at: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    package = copy_package(ROOT, tmp_path_factory.mktemp("any") / "package")
    path = package.root / "data" / "mentions.csv"
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + data + whole[at:])
    rows, found = _mentions(package)
    assert found or rows.usable
    assert all(len(cells) == len(rows.table.columns) for cells in rows.cells)


def test_sound_rows_are_those_of_the_file(package: Editor) -> None:
    descriptor, _ = read_descriptor(package.root)
    header, first, *_ = package.rows("mentions")
    actors, mentions = sound_rows(descriptor, "actors", "mentions")
    assert (len(actors), mentions[0]) == (len(package.rows("actors")) - 1, dict(zip(header, first, strict=True)))
    (package.root / package.path("mentions")).unlink()
    assert sound_rows(descriptor, "mentions") == [[]]


@pytest.mark.parametrize("change", ["header", "number", "line end", "schema", "table"])
def test_rows_that_are_not_sound_are_refused(change: str, package: Editor) -> None:
    if change == "header":
        package.line("mentions", 1, lambda line: line.replace(b"form,", b"from,"))
    elif change == "number":
        package.set("mentions", "men-001", "start", "one")
    elif change == "line end":
        package.edit("mentions", lambda data: data.replace(b"\n", b"\r\n"), 1)
    elif change == "schema":
        package.json("schemas/mentions.json", lambda schema: schema["fields"].pop())
    else:
        package.json("datapackage.json", lambda raw: raw["resources"].pop(9))
    said = "no table `mentions` with all" if change in ("schema", "table") else r"mentions\.csv: cannot be read"
    with pytest.raises(RefusedError, match=f"{said}.*validate` tells why"):
        sound_rows(read_descriptor(package.root)[0], "mentions")
