"""What `build` writes repeats the package, and nothing in this repository has drifted."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coded_article.cli.run import start
from coded_article.files.archive import pack
from coded_article.read.opening import Opened, opened_folder
from coded_article.release.generate import drifted, outputs
from tests.editor import ROOT, Editor

PROSE = [
    "README.md",
    "CHANGELOG.md",
    *(f"{name}/README.md" for name in ("schemas", "scripts", "seeds", "examples/r")),
    *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
]


@pytest.fixture(scope="module")
def shipped() -> Opened:
    return opened_folder(ROOT)


def test_nothing_has_drifted(shipped: Opened) -> None:
    assert [str(path.relative_to(ROOT)) for path in drifted(outputs(shipped))] == []


def test_building_again_changes_nothing(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    start("build", [str(specimen.root)])
    capsys.readouterr()
    assert start("build", [str(specimen.root)]) == 0
    assert capsys.readouterr().out == "every generated file is up to date\n"


def test_all_that_a_new_label_changes_is_written_at_once(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    specimen.set("codes", "status,ongoing", "label", "Under way")
    capsys.readouterr()
    # the descriptor may be named instead of the folder; the dictionary repeats what the schemas are about to say
    assert start("build", [str(specimen.root / "datapackage.json")]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert f"wrote {specimen.root / 'schemas' / 'events.json'}" in shown
    assert shown[-1] == "every generated file is up to date"
    assert start("build", [str(specimen.root), "--check"]) == 0


def test_check_names_what_drifted_and_writes_nothing(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    specimen.set("codes", "status,ongoing", "label", "Under way")
    before = {path: path.read_bytes() for path in specimen.root.rglob("*.*") if path.is_file()}
    capsys.readouterr()
    assert start("build", [str(specimen.root), "--check"]) == 1
    shown = capsys.readouterr().out
    assert re.search(r"^\d files drifted; run `coded-article build`$", shown, re.MULTILINE)
    assert "schemas/events.json" in shown
    assert "datapackage.json" in shown
    assert {path: path.read_bytes() for path in specimen.root.rglob("*.*") if path.is_file()} == before
    assert start("build", [str(specimen.root)]) == 0
    assert "Under way" in (specimen.root / "schemas" / "events.json").read_text(encoding="utf-8")


def test_what_has_drifted_in_a_zip_is_named(
    specimen: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    readme, zipped = specimen.root / "README.md", tmp_path / "release.zip"
    empty = "<!-- begin citation, written by scripts/build.py -->\n<!-- end citation -->\n"
    readme.write_text(empty)
    start("build", [str(specimen.root)])
    files = {path.relative_to(specimen.root).as_posix(): path for path in specimen.root.rglob("*") if path.is_file()}
    zipped.write_bytes(pack({name: path.read_bytes() for name, path in files.items()}))
    capsys.readouterr()
    assert start("build", [str(zipped), "--check"]) == 0
    assert capsys.readouterr().out == "every generated file is up to date\n"
    readme.write_text(empty)
    zipped.write_bytes(pack({name: path.read_bytes() for name, path in files.items()}))
    assert start("build", [str(zipped), "--check"]) == 1
    assert "README.md\n1 file drifted" in capsys.readouterr().out


def test_the_playbook_says_how_much_of_the_advice_it_lists(specimen: Editor) -> None:
    readme = specimen.root / "README.md"
    readme.write_text("<!-- begin playbook, written by scripts/build.py -->\n<!-- end playbook -->\n", encoding="utf-8")
    start("build", [str(specimen.root)])
    text = readme.read_text(encoding="utf-8")
    assert "was not followed (1 of 3 recommendations), and the conduct that it criticises:" in text
    assert "| overall |  | Ask before closing | Closing of the bridge |\n" in text
    specimen.delete("relations", "rel-001")
    start("build", [str(specimen.root)])
    text = readme.read_text(encoding="utf-8")
    assert "No explicit advice is recorded as not followed." in text
    assert "|" not in text


def test_one_version_everywhere(shipped: Opened) -> None:
    version = shipped.descriptor.version
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))["version"] == version
    assert f"version {version} [data package]" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(version)} ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", PROSE)
def test_every_id_that_prose_names_exists(name: str, shipped: Opened) -> None:
    ids = {cells[0] for rows in shipped.tables.values() for cells in rows.cells}
    text = re.sub(r"`(evt|act|stm|rec|psg)-`", "", (ROOT / name).read_text(encoding="utf-8"))
    named = set(re.findall(r"\b(?:src|psg|act|evt|stm|rec|rel|evd|men|chk)-[0-9]{3,}\b", text))
    assert named - ids == set()


def test_every_code_that_the_codebook_names_exists(shipped: Opened) -> None:
    known = {field for table in shipped.descriptor.tables.values() for field in table.columns}
    known |= shipped.descriptor.tables.keys()
    known |= {row[name] for row in shipped.rows("codes")[0] for name in ("code", "vocabulary")}
    verbs = {path.stem for path in (ROOT / "scripts").glob("*.py")}
    text = (ROOT / "schemas" / "README.md").read_text(encoding="utf-8").split("## Codes")[0]
    named = set(re.findall(r"`([a-z][a-z0-9_]+)`", text))
    assert named - known - verbs == set()


def test_no_document_points_nowhere() -> None:
    for name in [*PROSE, "data/README.md"]:
        text = re.sub(r"`[^`\n]*`", "", (ROOT / name).read_text(encoding="utf-8"))
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert ((ROOT / name).parent / target).exists(), f"{name} points at {target}"


@pytest.mark.parametrize("who", ["scripts/build.py", "coded-article build"])
def test_unknown_section_of_a_readme_is_refused(who: str, specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    marked = f"<!-- begin weather, written by {who} -->\n<!-- end weather -->\n"
    (specimen.root / "README.md").write_text(marked)
    assert start("build", [str(specimen.root)]) == 2
    assert "'weather'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b",", b";"),
        lambda data: data.replace(b",positive,", b",", 1),
        lambda data: data.replace(b"bridge", b"br\xfccke", 1),
        lambda data: data.replace(b"\n", b"\r\n"),
    ],
    ids=["mark", "semicolons", "short row", "other encoding", "line ends"],
)
def test_what_a_spreadsheet_breaks_is_refused(
    change: Callable[[bytes], bytes], specimen: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (specimen.root / "datapackage.json").read_bytes()
    specimen.edit("events", change, 1)
    assert start("build", [str(specimen.root)]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("build: nothing was written, because a table cannot be read: ")
    assert "data/events.csv" in shown
    assert shown.count("\n") == 1
    assert (specimen.root / "datapackage.json").read_bytes() == before


def test_faulty_descriptor_is_refused(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    specimen.json("datapackage.json", lambda raw: raw.update(licenses=True))
    assert start("build", [str(specimen.root)]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(
        "build: nothing was written, because the descriptor or a schema is faulty: datapackage.json licenses: "
    )
    assert shown.count("\n") == 1


def test_package_with_a_lost_table_is_refused(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    Path(specimen.root / "data" / "events.csv").unlink()
    assert start("build", [str(specimen.root)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_sections_follow_the_kinds_that_a_person_corrects(specimen: Editor) -> None:
    specimen.set("passages", "psg-004", "kind", "heading")
    assert start("build", [str(specimen.root)]) == 0
    sections = [row[specimen.rows("passages")[0].index("section")] for row in specimen.rows("passages")[1:]]
    assert sections == ["1", "1", "1", "2", "2", "2", "2", "2", "3", "3"]
