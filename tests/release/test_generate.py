import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coded_article.cli.run import start
from coded_article.read.descriptor import read_descriptor
from coded_article.release.generate import drifted, outputs
from tests.editor import ROOT, Editor

PROSE = ["README.md", "CHANGELOG.md", *(f"{name}/README.md" for name in ("schemas", "scripts", "seeds"))]


def test_nothing_has_drifted() -> None:
    assert [str(path.relative_to(ROOT)) for path in drifted(outputs(ROOT))] == []


def test_building_again_changes_nothing(package: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    start("build", [str(package.root)])
    capsys.readouterr()
    assert start("build", [str(package.root)]) == 0
    assert capsys.readouterr().out == "every generated file is up to date\n"


def test_all_that_a_new_label_changes_is_written_at_once(package: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    start("build", [str(package.root)])
    package.set("codes", "status,ongoing", "label", "Under way")
    capsys.readouterr()
    # the descriptor may be named instead of the folder; the dictionary repeats what the schemas are about to say
    assert start("build", [str(package.root / "datapackage.json")]) == 0
    told = capsys.readouterr().out.splitlines()
    assert f"wrote {package.root / 'schemas' / 'events.json'}" in told
    assert told[-1] == "every generated file is up to date"
    assert start("build", [str(package.root), "--check"]) == 0


def test_check_names_what_drifted_and_writes_nothing(package: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    start("build", [str(package.root)])
    package.set("codes", "status,ongoing", "label", "Under way")
    before = {path: path.read_bytes() for path in package.root.rglob("*.*") if path.is_file()}
    capsys.readouterr()
    assert start("build", [str(package.root), "--check"]) == 1
    told = capsys.readouterr().out
    assert re.search(r"^\d files drifted; run `coded-article build`$", told, re.MULTILINE)
    assert "schemas/events.json" in told
    assert "datapackage.json" in told
    assert {path: path.read_bytes() for path in package.root.rglob("*.*") if path.is_file()} == before
    assert start("build", [str(package.root)]) == 0
    assert "Under way" in (package.root / "schemas" / "events.json").read_text(encoding="utf-8")


def test_the_playbook_tells_how_much_of_the_advice_it_lists(
    package: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = package.root / "README.md"
    readme.write_text("<!-- begin playbook, written by scripts/build.py -->\n<!-- end playbook -->\n", encoding="utf-8")
    start("build", [str(package.root)])
    assert "was not followed (12 of 23 rows), and the conduct that it faults:" in readme.read_text(encoding="utf-8")
    rows = package.rows("recommendations")
    followed = rows[0].index("followed")
    package.write("recommendations", [rows[0], *([*row[:followed], "yes", *row[followed + 1 :]] for row in rows[1:])])
    start("build", [str(package.root)])
    text = readme.read_text(encoding="utf-8")
    assert "No advice is coded that is explicit and, by the article, was not followed." in text
    assert "|" not in text


def test_one_version_everywhere() -> None:
    version = read_descriptor(ROOT)[0].version
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))["version"] == version
    assert f"version {version} [data package]" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(version)} ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)


def _ids() -> set[str]:
    ids = set()
    for path in [*(ROOT / "data").glob("*.csv"), *(ROOT / "seeds").glob("*.csv")]:
        with path.open(encoding="utf-8", newline="") as file:
            ids |= {row[0] for row in csv.reader(file)}
    return ids


@pytest.mark.parametrize("name", PROSE)
def test_every_id_that_prose_names_exists(name: str) -> None:
    text = re.sub(r"`(evt|act|stm|rec|psg)-`", "", (ROOT / name).read_text(encoding="utf-8"))
    named = set(re.findall(r"\b(?:src|psg|act|evt|stm|rec|rel|evd|men|chk)-[0-9]{3,}\b", text))
    assert named - _ids() == set()


def test_every_code_that_the_codebook_names_exists() -> None:
    known = {field for table in read_descriptor(ROOT)[0].tables.values() for field in table.columns}
    known |= {table.name for table in read_descriptor(ROOT)[0].tables.values()}
    with (ROOT / "data" / "codes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known |= {row["code"], row["vocabulary"]}
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
def test_unknown_section_of_a_readme_is_refused(who: str, package: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    marked = f"<!-- begin weather, written by {who} -->\n<!-- end weather -->\n"
    (package.root / "README.md").write_text(marked)
    assert start("build", [str(package.root)]) == 2
    assert "'weather'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b",", b";"),
        lambda data: data.replace(b",positive,", b",", 1),
        lambda data: data.replace(b"war", b"w\xe4r", 1),
        lambda data: data.replace(b"\n", b"\r\n"),
    ],
    ids=["mark", "semicolons", "short row", "other encoding", "line ends"],
)
def test_what_a_spreadsheet_breaks_is_refused(
    change: Callable[[bytes], bytes], package: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (package.root / "datapackage.json").read_bytes()
    package.edit("events", change, 1)
    assert start("build", [str(package.root)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("build: nothing was written, because a table cannot be read: ")
    assert "data/events.csv" in told
    assert told.count("\n") == 1
    assert (package.root / "datapackage.json").read_bytes() == before


def test_faulty_descriptor_is_refused(package: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    package.json("datapackage.json", lambda raw: raw.update(licenses=True))
    assert start("build", [str(package.root)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("build: nothing was written, because the descriptor or a schema is faulty: descriptor-value")
    assert told.count("\n") == 1


def test_package_with_a_lost_table_is_refused(package: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    Path(package.root / "data" / "events.csv").unlink()
    assert start("build", [str(package.root)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
