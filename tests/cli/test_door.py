"""One door for all: every verb takes a package in each of its forms, or says in one line why not."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from coded_article import load
from coded_article.cli.run import start
from coded_article.errors import RefusedError
from coded_article.files.archive import pack
from coded_article.model.profile import DESCRIPTOR
from coded_article.model.verbs import VERBS
from coded_article.package import InvalidPackageError, Package
from tests.editor import Editor
from tests.read.test_opening import commit, files_of

# the arguments of each verb: PACKAGE in any form, OTHER a changed copy of it, COPY of the article, OUT to write to
READING = {
    "validate": "PACKAGE --fast",
    "validate against a copy": "PACKAGE --fast --source COPY",
    "verify": "COPY --package PACKAGE",
    "compare from": "PACKAGE OTHER",
    "compare to": "OTHER PACKAGE",
    "reliability": "PACKAGE",
    "todo": "PACKAGE --source COPY",
    "text": "COPY --package PACKAGE",
    "export elsewhere": "--to brat --source COPY --package PACKAGE --output OUT",
    "import elsewhere": "--from brat MARKED --package PACKAGE --output OUT",
    "sheet elsewhere": "--package PACKAGE --source COPY --output OUT",
    "combine": "PACKAGE -o OUT",
    "build --check": "PACKAGE --check",
    "tidy --check": "PACKAGE --check",
}
DRAWING = {"build --formats": "PACKAGE --formats --output OUT", "build --site": "PACKAGE --site --output OUT"}
WRITING = {
    "anchor": "QUOTES --source COPY --package PACKAGE",
    "fingerprint": "COPY --package PACKAGE",
    "build": "PACKAGE",
    "sheet": "--source COPY --package PACKAGE",
    "upgrade": "PACKAGE",
    "tidy": "PACKAGE",
    "drop": "stm-003 evt-005 --package PACKAGE",
}
# what writes beside the package, and needs a place there; its releases are made from git
BESIDE = {
    "build --formats without a place": "PACKAGE --formats",
    "build --site without a place": "PACKAGE --site",
    "export": "--to brat --source COPY --package PACKAGE",
    "import": "--from brat MARKED --package PACKAGE",
    "release": "PACKAGE --check",
}
ARGUMENTS = {**READING, **DRAWING, **WRITING, **BESIDE}
# verbs that do not read the evidence, with a table that they do read
READ = {"reliability": "units", "sheet": "passages", "sheet elsewhere": "passages", "fingerprint": "passages"}
SLOW = ("build --formats", "build --site", "release")  # whole validations with frictionless, and figures


@dataclass(frozen=True)
class Outcome:
    """The status of a verb, what it printed, with OUT for the place that it wrote to, and the files there."""

    status: int
    out: str
    err: str
    files: Mapping[str, bytes]


@pytest.fixture(scope="module")
def doors(_specimen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the specimen in its forms: committed to a repository as `v-first`, zipped, changed in `other`."""
    folder = tmp_path_factory.mktemp("doors")
    shutil.copytree(_specimen, folder, dirs_exist_ok=True)
    editor = Editor(folder / "specimen")
    editor.append("units", "unit_id", unit_id="unt-001", level="passage", passage_id="psg-001")
    for coder in ("first", "second"):
        editor.append("codings", "coder", unit_id="unt-001", variable="carries_advice", coder=coder, value="no")
    assert start("build", [str(editor.root)]) == 0
    brat = ["--to", "brat", "--source", str(folder / "article.txt"), "--output", str(folder / "brat")]
    assert start("export", [*brat, "--package", str(editor.root)]) == 0
    shutil.copytree(editor.root, folder / "other")
    Editor(folder / "other").set("events", "evt-005", "label", "A letter")
    (folder / "release.zip").write_bytes(pack(files_of(editor.root)))
    commit(editor.root, "v-first")
    return folder


@pytest.fixture(autouse=True)
def _inside(doors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in the package, where its revisions are."""
    monkeypatch.chdir(doors / "specimen")


@pytest.fixture
def forms(doors: Path) -> dict[str, str]:
    """What each form of the package is called on the command line."""
    root = doors / "specimen"
    return {
        "folder": str(root),
        "descriptor": str(root / DESCRIPTOR),
        "zip": str(doors / "release.zip"),
        "revision": "v-first",
    }


def run(
    verb: str, package: str, doors: Path, out: Path, capsys: pytest.CaptureFixture[str], folder: str = "out"
) -> Outcome:
    """Run a verb on ``package``; it may write to ``out``."""
    place = out / folder / "corpus"
    named = {"PACKAGE": package, "OTHER": str(doors / "other"), "COPY": str(doors / "article.txt"), "OUT": str(place)}
    named |= {"QUOTES": str(doors / "quotes.csv"), "MARKED": str(next((doors / "brat").glob("*.ann")))}
    arguments = [named.get(part, part) for part in ARGUMENTS[verb].split()]
    place.parent.mkdir(exist_ok=True)
    capsys.readouterr()
    status = start(verb.split(maxsplit=1)[0], arguments)
    out_text, err_text = (text.replace(str(place), "OUT").replace(package, "PACKAGE") for text in capsys.readouterr())
    return Outcome(status, out_text, err_text, files_of(place) if place.is_dir() else {})


def is_one_line(text: str) -> bool:
    return text.endswith("\n") and text.count("\n") == 1


def test_every_verb_that_takes_a_package_is_tried() -> None:
    assert {verb.split(maxsplit=1)[0] for verb in ARGUMENTS} == VERBS.keys() - {"init", "completion"}


@pytest.mark.parametrize("verb", [*READING, *(pytest.param(verb, marks=pytest.mark.long) for verb in DRAWING)])
def test_verb_that_reads_takes_every_form_alike(
    verb: str, forms: dict[str, str], doors: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = {form: run(verb, package, doors, tmp_path, capsys, form) for form, package in forms.items()}
    first = outcomes["folder"]
    assert first.status == 0
    assert first.files or "OUT" not in ARGUMENTS[verb]
    for form, outcome in outcomes.items():
        assert (outcome.status, outcome.out, outcome.err) == (0, first.out, first.err), form
        assert outcome.files.keys() == first.files.keys(), form
        differing = [name for name, data in outcome.files.items() if data != first.files[name]]
        assert not [name for name in differing if not name.endswith((".xlsx", ".sqlite"))], form


@pytest.mark.parametrize("form", ["folder", "descriptor"])
@pytest.mark.parametrize(
    ("verb", "written"),
    [
        ("anchor", "data/evidence.csv"),
        ("fingerprint", "seeds/passages.csv"),
        ("build", DESCRIPTOR),
        ("sheet", "seeds/coding.xlsx"),
    ],
)
def test_verb_that_writes_takes_a_folder(
    verb: str,
    written: str,
    form: str,
    specimen: Editor,
    doors: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    table, key = ("passages", "psg-010") if verb == "fingerprint" else ("evidence", "evd-001")
    specimen.delete(table, key)
    before = files_of(specimen.root)
    package = specimen.root if form == "folder" else specimen.root / DESCRIPTOR
    outcome = run(verb, str(package), doors, tmp_path, capsys)
    after = files_of(specimen.root)
    assert (outcome.status, outcome.err) == (0, "")
    assert written in {name for name, data in after.items() if before.get(name) != data}


@pytest.mark.parametrize("form", ["zip", "revision"])
@pytest.mark.parametrize("verb", [*WRITING, *BESIDE])
def test_verb_that_writes_asks_for_a_folder(
    verb: str, form: str, forms: dict[str, str], doors: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(doors)
    outcome = run(verb, forms[form], doors, tmp_path, capsys)
    assert (outcome.status, outcome.out) == (2, "")
    assert is_one_line(outcome.err)
    assert outcome.err.startswith(f"{verb.split(maxsplit=1)[0]}: PACKAGE: ")
    assert any(said in outcome.err for said in ("give the folder", "give --output", "give the package's folder"))
    assert files_of(doors) == before


@pytest.mark.parametrize("name", ["article.txt", "nothing", "folder"])
@pytest.mark.parametrize("verb", list(ARGUMENTS))
def test_what_is_no_package_is_refused_in_one_line(
    verb: str, name: str, doors: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    shutil.copy(doors / "article.txt", tmp_path)
    outcome = run(verb, str(tmp_path / name), doors, tmp_path, capsys)
    assert (outcome.status, outcome.out) == (2, "")
    assert is_one_line(outcome.err)
    assert "; " in outcome.err  # what to do


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        pytest.param(verb, form, marks=[pytest.mark.long] if verb.startswith(SLOW) else [])
        for verb in ARGUMENTS
        if verb != "upgrade"  # which reads no table of a package that is up to date
        for form in ("folder", "descriptor", "zip", "revision")
        if form in ("folder", "descriptor") or verb in {**READING, **DRAWING}
    ],
)
def test_table_that_cannot_be_read_is_named_and_never_taken_for_empty(
    verb: str,
    form: str,
    specimen: Editor,
    doors: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = READ.get(verb, "evidence")
    specimen.line(table, 1, lambda line: line.replace(b"_id,", b"_ix,", 1))
    monkeypatch.chdir(specimen.root)
    if form == "zip":
        (tmp_path / "broken.zip").write_bytes(pack(files_of(specimen.root)))
    elif form == "revision" or verb == "release":
        commit(specimen.root, "broken")
    before = files_of(specimen.root)
    packages = {"folder": specimen.root, "descriptor": specimen.root / DESCRIPTOR, "zip": tmp_path / "broken.zip"}
    outcome = run(verb, str(packages.get(form, "broken")), doors, tmp_path, capsys)
    assert outcome.status in (1, 2)
    assert specimen.path(table) in outcome.out + outcome.err
    assert "Traceback" not in outcome.err
    assert "coded-article-" not in outcome.err  # the folder that it was unpacked into
    assert not outcome.out or verb.startswith(("validate", "tidy"))
    assert files_of(specimen.root) == before
    assert not outcome.files


@pytest.mark.parametrize(
    "table",
    ["passages", "records", "actors", "events", "statements", "recommendations", "involvements", "evidence"],
)
def test_nothing_is_left_to_code_by_a_table_that_is_not_there(
    table: str, specimen: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    path = specimen.root / specimen.path(table)
    header, rows = path.read_bytes().split(b"\n", 1)
    capsys.readouterr()
    for data in (header.replace(b"_id,", b"_ix,", 1) + b"\n" + rows, None):
        path.unlink()
        if data is not None:
            path.write_bytes(data)
        assert start("todo", [str(specimen.root)]) == 2
        said = f"todo: {path}: cannot be read; `coded-article validate` says why\n"
        assert capsys.readouterr() == ("", said)


@pytest.fixture(scope="module")
def wanted(doors: Path) -> Package:
    """The package, loaded from its folder."""
    return load(doors / "specimen")


@pytest.mark.parametrize("form", ["descriptor", "zip", "revision"])
def test_package_is_loaded_out_of_every_form(form: str, forms: dict[str, str], wanted: Package) -> None:
    loaded = load(forms[form])
    assert loaded.version == wanted.version
    assert all(loaded.tables[name].equals(frame) for name, frame in wanted.tables.items())


def test_table_that_cannot_be_read_is_not_loaded(specimen: Editor) -> None:
    specimen.line("evidence", 1, lambda line: line.replace(b"_id,", b"_ix,", 1))
    with pytest.raises(InvalidPackageError, match=r"data/evidence\.csv:1: .* \[header\]"):
        load(specimen.root)


def test_what_is_no_package_is_not_loaded(doors: Path) -> None:
    for name in ("article.txt", "nothing"):
        with pytest.raises(RefusedError, match=f"{name}: no {DESCRIPTOR} there; give the folder or the zip"):
            load(doors / name)
