"""A release is made of what may be released, to the same bytes, and of nothing else."""

import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from coded_article.cli import run
from coded_article.cli.run import start
from coded_article.model.verbs import VERBS
from coded_article.read.opening import opened, opened_folder
from coded_article.release.changelog import entries
from coded_article.release.release import ARTEFACTS
from tests.editor import ROOT, Editor
from tests.repository import commit, git, own_repository

NAME = "quarrel-over-the-bridge"
DAY = "2026-11-22"


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave frictionless out, as of tables that it reads for too long."""
    monkeypatch.setattr("coded_article.check.validate.MINUTE", 0)


@pytest.fixture(scope="module")
def _committed(_specimen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("committed")
    shutil.copytree(_specimen, folder, dirs_exist_ok=True)
    editor = Editor(folder / "specimen")
    (editor.root / ".gitignore").write_text("dist/\nbuild/\n")
    (editor.root / "run").write_text("#!/bin/sh\n")
    (editor.root / "run").chmod(0o755)
    editor.json("datapackage.json", lambda raw: raw.update(name=NAME))
    _version(editor, "1.0.0", "The first release.")
    return folder


@pytest.fixture
def repository(_committed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Editor:
    """The specimen, committed and ready to be released as 1.0.0; ``article.txt`` is in the folder above."""
    shutil.copytree(_committed, tmp_path, dirs_exist_ok=True)
    capsys.readouterr()
    return Editor(tmp_path / "specimen")


@pytest.fixture(scope="module")
def published(_committed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimen with the files of its release; only to be looked at."""
    folder = tmp_path_factory.mktemp("made") / "specimen"
    shutil.copytree(_committed / "specimen", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("coded_article.check.validate.MINUTE", 0)
        _released(Editor(folder))
    return folder


@pytest.fixture(scope="module")
def made(published: Path) -> dict[str, bytes]:
    """The files of the release of the specimen, by name."""
    return _files(published)


@pytest.fixture
def released(published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Editor:
    """A copy of the specimen with the files of its release."""
    shutil.copytree(published, tmp_path / "specimen")
    capsys.readouterr()
    return Editor(tmp_path / "specimen")


def _version(editor: Editor, version: str, entry: str, *tags: str) -> None:
    """Give the package a version and an entry in the changelog, build it and commit it."""
    editor.json("datapackage.json", lambda raw: raw.update(version=version, created=f"{DAY}T00:00:00Z"))
    path = editor.root / "CHANGELOG.md"
    before = path.read_text().removeprefix("# Changelog\n") if path.exists() else ""
    path.write_text(f"# Changelog\n\n## {version} ({DAY})\n\n{entry}\n{before}")
    assert start("build", [str(editor.root)]) == 0
    commit(editor.root, *tags)


def _released(editor: Editor) -> dict[str, bytes]:
    assert start("release", [str(editor.root)]) == 0
    return _files(editor.root)


def _files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "dist").iterdir()}


def _refused(editor: Editor, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return why the package may not be released; nothing is written."""
    capsys.readouterr()
    assert start("release", [str(editor.root)]) == 1
    assert not (editor.root / "dist").exists()
    lines = capsys.readouterr().err.splitlines()
    assert not any("Traceback" in line for line in lines)
    return [line.removeprefix("release: ") for line in lines if line.startswith("release: ")]


def test_release_has_every_file_and_its_sums(made: dict[str, bytes]) -> None:
    assert set(made) == {f"{NAME}-1.0.0{one.suffix}" for one in ARTEFACTS} | {"SHA256SUMS"}
    lines = [line.split("  ") for line in made["SHA256SUMS"].decode().splitlines()]
    sums = {name: digest for digest, name in lines}
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in made.items() if name != "SHA256SUMS"}
    notes = made[f"{NAME}-1.0.0-release-notes.md"].decode()
    assert "The first release." in notes
    metadata = json.loads(made[f"{NAME}-1.0.0-schema-org.jsonld"])
    assert all(one["sha256"] == sums[one["name"]] for one in metadata["distribution"])


def test_zip_is_what_was_committed_and_opens(published: Path) -> None:
    path = published / "dist" / f"{NAME}-1.0.0.zip"
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
        modes = {member.filename: member.external_attr >> 16 for member in archive.infolist()}
    tracked = subprocess.run(["git", "ls-files"], cwd=published, capture_output=True, text=True, check=True)
    assert contents == {name: (published / name).read_bytes() for name in tracked.stdout.split()}
    assert {name for name, mode in modes.items() if mode == 0o100755} == {"run"}
    assert {mode for name, mode in modes.items() if name != "run"} == {0o100644}
    with opened(path) as package:
        found = {name: rows.cells for name, rows in package.tables.items()}
    assert found == {name: rows.cells for name, rows in opened_folder(published).tables.items()}


def test_files_that_are_the_same_everywhere_say_nothing_of_those_that_are_not(made: dict[str, bytes]) -> None:
    varying = [made[f"{NAME}-1.0.0{one.suffix}"] for one in ARTEFACTS if not one.portable]
    digests = [hashlib.sha256(data).hexdigest().encode() for data in varying]
    for one in ARTEFACTS:
        if one.portable:
            assert not any(digest in made[f"{NAME}-1.0.0{one.suffix}"] for digest in digests)


@pytest.mark.parametrize(
    "surroundings",
    [
        {"config": ("core.autocrlf", "true")},
        {"attributes": "data/codes.csv export-ignore\n*.csv text eol=crlf\n"},
    ],
)
def test_release_is_what_was_committed_whatever_git_makes_of_it(
    surroundings: dict[str, Any], made: dict[str, bytes], repository: Editor, tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(repository.root), str(clone)], check=True)
    if "config" in surroundings:
        git(clone, "config", *surroundings["config"])
        git(clone, "rm", "--cached", "-r", "--quiet", ".")
        git(clone, "reset", "--hard", "--quiet")
        assert b"\r\n" in (clone / "data" / "events.csv").read_bytes()
    else:
        (clone / ".git" / "info" / "attributes").write_text(surroundings["attributes"])
    assert _released(Editor(clone)) == made
    with zipfile.ZipFile(clone / "dist" / f"{NAME}-1.0.0.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    assert start("validate", [str(tmp_path / "unpacked"), "--fast"]) == 0


def test_table_that_git_ignores_is_missed(repository: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    (repository.root / ".gitignore").write_text("dist/\nbuild/\n/data/mentions.csv\n")
    git(repository.root, "rm", "--cached", "--quiet", "data/mentions.csv")
    commit(repository.root)
    assert any("missing-file" in line for line in _refused(repository, capsys))


def test_link_is_not_released(repository: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    (repository.root / "notes.md").symlink_to("README.md")
    commit(repository.root)
    assert start("release", [str(repository.root)]) == 2
    assert "git tracks notes.md as a link or submodule" in capsys.readouterr().err


def test_sums_of_other_versions_are_kept(released: Editor) -> None:
    before = (released.root / "dist" / "SHA256SUMS").read_text()
    git(released.root, "tag", "v1.0.0")
    _version(released, "1.0.1", "Nothing.")
    after = _released(released)["SHA256SUMS"].decode()
    assert set(before.splitlines()) < set(after.splitlines())
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=released.root / "dist", check=True)


def test_formats_do_not_overwrite_a_release(
    released: Editor, made: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    assert start("build", [str(released.root), "--formats", "--output", str(released.root / "dist")]) == 2
    assert "holds a release, which is not written over; give another --output" in capsys.readouterr().err
    assert _files(released.root) == made


def test_check_writes_nothing(repository: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    assert start("release", [str(repository.root), "--check"]) == 0
    assert capsys.readouterr().out == f"{NAME}-1.0.0 may be released\n"
    assert not (repository.root / "dist").exists()


def test_release_again_changes_nothing(released: Editor, made: dict[str, bytes]) -> None:
    assert _released(released) == made


@pytest.fixture
def _elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another time zone and mask of permissions."""
    mask = os.umask(0o077)
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Pacific/Kiritimati")
        time.tzset()
        yield
    time.tzset()
    os.umask(mask)


@pytest.mark.usefixtures("_elsewhere")
def test_same_bytes_under_another_zone_mask_and_other_times(repository: Editor, made: dict[str, bytes]) -> None:
    _date_files(repository.root, 1_000_000_000)
    assert _released(repository) == made


def _date_files(root: Path, seconds: int) -> None:
    for path in root.rglob("*.*"):
        if ".git" not in path.parts:
            os.utime(path, (seconds, seconds))


@pytest.mark.long
def test_same_bytes_under_another_zone_seed_mask_and_other_times(
    repository: Editor, made: dict[str, bytes], tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(repository.root), str(clone))
    _date_files(clone, 1_000_000_000)
    surroundings = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711", "LC_ALL": "C", "PYTHONUTF8": "0"}
    command = [sys.executable, str(ROOT / "scripts" / "release.py"), str(clone), "--output", str(clone / "dist")]
    environment = {**os.environ, **surroundings}
    subprocess.run(command, env=environment, umask=0o077, cwd=tmp_path, check=True, capture_output=True)
    assert _files(clone) == made


def _uncommitted(editor: Editor) -> None:
    (editor.root / "notes.txt").write_text("draft\n")


def _then_commit(change: Callable[[Editor], object]) -> Callable[[Editor], object]:
    def changed(editor: Editor) -> None:
        change(editor)
        commit(editor.root)

    return changed


def _write(name: str, change: Callable[[str], str]) -> Callable[[Editor], object]:
    def changed(editor: Editor) -> None:
        path = editor.root / name
        after = change(path.read_text(encoding="utf-8"))
        assert after != path.read_text(encoding="utf-8")
        path.write_text(after, encoding="utf-8")

    return _then_commit(changed)


REFUSED: dict[str, tuple[Callable[[Editor], object], str]] = {
    "uncommitted file": (_uncommitted, "not committed: notes.txt; commit them, or have git ignore them"),
    "changed file": (
        lambda e: (e.root / "CITATION.cff").write_text("title: other\n"),
        "not committed: CITATION.cff; commit them, or have git ignore them",
    ),
    "drifted citation": (
        _write("CITATION.cff", lambda text: text.replace("version: 1.0.0", "version: 1.0.1")),
        "CITATION.cff has drifted; run `coded-article build` and commit",
    ),
    "no semantic version": (
        _then_commit(lambda e: e.json("datapackage.json", lambda raw: raw.update(version="banana"))),
        'version "banana" in datapackage.json is no semantic version; write one such as 1.0.0',
    ),
    "no changelog": (
        _then_commit(lambda e: (e.root / "CHANGELOG.md").unlink()),
        f"CHANGELOG.md has no entry for 1.0.0; write one under `## 1.0.0 ({DAY})`",
    ),
    "other changelog": (
        _write("CHANGELOG.md", lambda text: text.replace("## 1.0.0", "## 0.9.0")),
        f"CHANGELOG.md has no entry for 1.0.0; write one under `## 1.0.0 ({DAY})`",
    ),
    "empty entry": (
        _write("CHANGELOG.md", lambda text: text.replace("The first release.", "")),
        "CHANGELOG.md: the entry for 1.0.0 is empty; say what changed, with the ids",
    ),
    "newer entry": (
        _write("CHANGELOG.md", lambda text: text.replace("## 1", "## 2.0.0 (2027-01-01)\n\nMore.\n\n## 1")),
        "CHANGELOG.md: the newest entry is 2.0.0, not 1.0.0; correct one of the two",
    ),
    "other day": (
        _write("CHANGELOG.md", lambda text: text.replace(DAY, "2026-11-23")),
        f"CHANGELOG.md dates 1.0.0 2026-11-23, and datapackage.json {DAY}; make them agree",
    ),
    "invalid package": (
        _then_commit(lambda e: (e.set("events", "evt-001", "status", "bogus"), start("build", [str(e.root)]))),
        'the package is invalid: data/events.csv:2 evt-001 status: "bogus" is not a code of `status`; ',
    ),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_may_not_be_released_is_said_in_one_line(
    name: str, repository: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    change, said = REFUSED[name]
    change(repository)
    assert any(line.startswith(said) for line in _refused(repository, capsys))


def test_every_reason_is_given_at_once(repository: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    (repository.root / "CHANGELOG.md").unlink()
    commit(repository.root)
    _uncommitted(repository)
    assert len(_refused(repository, capsys)) == 2


def test_check_is_of_the_files_as_they_are(repository: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    changelog = (repository.root / "CHANGELOG.md").read_text(encoding="utf-8")
    (repository.root / "CHANGELOG.md").unlink()
    repository.json("datapackage.json", lambda raw: raw.pop("created"))
    commit(repository.root)
    assert len(_refused(repository, capsys)) >= 2  # it lacks both
    (repository.root / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    assert start("release", [str(repository.root), "--check"]) == 1
    said = capsys.readouterr().err
    assert "no `created`" in said
    assert "no entry" not in said
    assert "not committed: CHANGELOG.md" in said


def test_check_outside_a_repository_gives_its_reasons_too(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    specimen.json("datapackage.json", lambda raw: raw.pop("created", None))
    capsys.readouterr()
    assert start("release", [str(specimen.root), "--check"]) == 1
    said = capsys.readouterr().err
    assert "not a git repository" in said
    assert "no `created`" in said


def _change_a_cell(editor: Editor) -> None:
    editor.set("events", "evt-001", "place", "Oldtown")


def test_step_that_is_too_small_is_refused(repository: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository.root, "tag", "v1.0.0")
    repository.append("involvements", "", record_id="stm-002", actor_id="act-004", role="addressee", basis="implied")
    header, *rows = repository.rows("involvements")
    repository.write("involvements", [header, *sorted(rows)])
    _version(repository, "1.0.1", "More.")
    assert _refused(repository, capsys) == [
        "1.0.0 to 1.0.1 is too small a step: rows of involvements added: stm-002,act-004,addressee (minor);"
        " the version must be 1.1.0 or later"
    ]
    _version(repository, "1.1.0", "More.")
    notes = _released(repository)[f"{NAME}-1.1.0-release-notes.md"].decode()
    assert "  + stm-002,act-004,addressee\n" in notes
    assert "More." in notes
    assert "The first release." not in notes


def test_changed_rows_must_be_named_in_the_changelog(repository: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository.root, "tag", "v1.0.0")
    _change_a_cell(repository)
    _version(repository, "1.0.1", "A place.")
    assert _refused(repository, capsys) == [
        "CHANGELOG.md does not name rows that changed since 1.0.0: evt-001; add them"
    ]
    _version(repository, "1.0.2", "The place of `evt-001`.")
    assert start("release", [str(repository.root), "--check"]) == 0


def test_version_that_was_released_is_not_released_again(
    repository: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repository.root, "tag", "v1.0.0")
    # the tagged commit itself may be built again
    assert start("release", [str(repository.root), "--check"]) == 0
    commit(repository.root)
    assert _refused(repository, capsys) == ["v1.0.0 is already released from another commit; raise the version"]
    _version(repository, "0.9.0", "Older.")
    assert _refused(repository, capsys) == ["v1.0.0 is already released, and 0.9.0 is older; raise the version"]


def test_version_that_another_branch_has_released_is_not_released_again(
    repository: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repository.root, "checkout", "--quiet", "-b", "other")
    commit(repository.root, "v1.0.0")
    git(repository.root, "checkout", "--quiet", "-")
    assert _refused(repository, capsys) == ["v1.0.0 is already released from another commit; raise the version"]


def test_clone_without_tags_is_refused(repository: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    _version(repository, "1.0.1", "Nothing.")
    assert _refused(repository, capsys) == [
        "no tag of an earlier release is here, such as v1.0.0; run `git fetch --tags`"
    ]


def test_tag_of_another_version_is_refused(repository: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository.root, "tag", "v0.9.0")
    commit(repository.root)
    assert _refused(repository, capsys) == ["the tag v0.9.0 is of a commit whose version is 1.0.0; correct the tag"]


def test_tags_of_what_is_no_package_do_not_count(repository: Editor) -> None:
    git(repository.root, "checkout", "--quiet", "--orphan", "bare")
    git(repository.root, "rm", "-r", "--quiet", "--cached", ".")
    git(repository.root, "commit", "--quiet", "--allow-empty", "-m", "no package")
    git(repository.root, "tag", "v0.9.0")
    commit(repository.root)
    assert start("release", [str(repository.root), "--check"]) == 0


@pytest.mark.parametrize("name", ["CHANGELOG.md", "README.md"])
def test_document_that_is_not_utf8_is_one_line(
    name: str, repository: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    path = repository.root / name
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"caf\xe9\n")
    commit(repository.root)
    assert start("release", [str(repository.root)]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith(f"release: {repository.root / name}: not UTF-8 text (byte ")


def test_file_name_of_any_kind_is_shown_or_packed(repository: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    odd = os.fsencode(repository.root) + b"/a\xff.txt"
    with open(odd, "w") as file:  # noqa: PTH123 # no text names it
        file.write("x\n")
    assert _refused(repository, capsys) == [r"not committed: a\xff.txt; commit them, or have git ignore them"]
    commit(repository.root)
    assert start("release", [str(repository.root)]) == 2
    assert "git tracks a file whose name is not UTF-8" in capsys.readouterr().err
    Path(os.fsdecode(odd)).rename(repository.root / "na\u00efve file.txt")
    commit(repository.root)
    _released(repository)
    with zipfile.ZipFile(repository.root / "dist" / f"{NAME}-1.0.0.zip") as archive:
        assert "na\u00efve file.txt" in archive.namelist()


def test_history_that_is_cut_short_is_refused(
    repository: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(repository.root)
    clone = tmp_path / "clone"
    command = ["git", "clone", "--quiet", "--depth", "1", repository.root.as_uri(), str(clone)]
    subprocess.run(command, check=True)
    assert _refused(Editor(clone), capsys) == [
        "the history is cut short, which hides earlier releases; run `git fetch --unshallow --tags`"
    ]


def test_other_bytes_under_a_final_name_are_not_overwritten(
    released: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    there = released.root / "dist" / f"{NAME}-1.0.0-jsonl.zip"
    there.write_bytes(b"published")
    assert start("release", [str(released.root)]) == 1
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == (
        f"release: {there}: is there with other bytes; raise the version, or delete it if it was never published"
    )
    assert there.read_bytes() == b"published"


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 2, "a file: No space left on device; nothing was changed"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_full_disk_or_interruption_leaves_nothing_under_a_final_name(
    fault: BaseException,
    status: int,
    said: str,
    repository: Editor,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[int] = []

    def full(handle: int) -> None:
        written.append(handle)
        if len(written) == 4:
            raise fault

    monkeypatch.setattr("coded_article.files.atomic.os.fsync", full)
    capsys.readouterr()
    assert start("release", [str(repository.root)]) == status
    assert capsys.readouterr().err.splitlines()[-1] == f"release: {said}"
    assert not (repository.root / "dist").exists()


def test_folder_outside_a_repository_is_one_line(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert start("release", [str(specimen.root)]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(f"release: {specimen.root}: git ")
    assert "not a git repository" in last
    assert last.endswith("run `git init` there and commit the package")


@pytest.mark.parametrize("verb", ["release", "build", "sheet"])
def test_library_that_is_missing_is_named_with_its_extra(
    verb: str, repository: Editor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "coded_article.release.formats.workbook", raising=False)
    copy = repository.root.parent / "article.txt"
    arguments = {
        "release": [str(repository.root)],
        "build": [str(repository.root), "--formats"],
        "sheet": ["--package", str(repository.root), "--source", str(copy)],
    }
    extra = "sheet" if verb == "sheet" else "release"
    assert start(verb, arguments[verb]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"{verb}: xlsxwriter is not installed; "
        f"run `{sys.executable} -m pip install '.[{extra}]'` in the folder of coded-article's repository"
    )


def test_extras_are_those_of_the_project() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    modules = [import_module(f"coded_article.cli.verbs.{verb}") for verb in VERBS]
    extras = {*run._PAGES.items(), *(item for one in modules for item in getattr(one, "EXTRAS", {}).items())}
    distributions = packages_distributions()
    assert len(extras) > 9
    for library, extra in extras:
        name = distributions[library][0].replace("_", "-")
        assert re.search(rf'^{extra} = \[.*"{name}>=', text, re.MULTILINE | re.IGNORECASE)


def test_changelog_entries_are_read_in_order(tmp_path: Path) -> None:
    text = "# Changelog\n\nWords.\n\n## 2.0.0 (2027-01-01)\n\nB.\n\n### Data\n\n- `evt-001`\n\n## 1.0.0\nA.\n"
    (tmp_path / "CHANGELOG.md").write_text(text)
    found = entries(tmp_path)
    assert [(one.version, one.date) for one in found] == [("2.0.0", "2027-01-01"), ("1.0.0", "")]
    assert found[0].text == "B.\n\n### Data\n\n- `evt-001`"
    assert found[1].text == "A."


# this repository's own release

FILE_ROW = re.compile(r"^\| `([^`]+)` \| ([0-9,.]+) (kB|MB) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def test_documentation_lists_the_files_and_whether_their_bytes_are_the_same_everywhere() -> None:
    rows = FILE_ROW.findall((ROOT / "docs" / "cite.md").read_text(encoding="utf-8"))
    assert [(row[0], row[3], row[4]) for row in rows] == [
        (one.suffix, one.purpose, "everywhere" if one.portable else "with the same Python and libraries")
        for one in ARTEFACTS
    ]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of this repository's package, out of a repository of its own: folder with the files."""
    root = own_repository(tmp_path_factory.mktemp("own") / "package")
    command = [sys.executable, str(root / "scripts" / "release.py"), str(root)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return root / "dist"


@pytest.mark.long
def test_documentation_gives_the_sizes_of_the_files(own: Path) -> None:
    rows = FILE_ROW.findall((ROOT / "docs" / "cite.md").read_text(encoding="utf-8"))
    stem = next(own.glob("*[0-9].zip")).name.removesuffix(".zip")
    for suffix, number, unit, *_ in rows:
        given = float(number) * (1_000_000 if unit == "MB" else 1_000)
        size = (own / f"{stem}{suffix}").stat().st_size
        assert abs(given - size) <= max(0.15 * size, 1_000), f"{suffix} has {size} bytes"


@pytest.mark.long
def test_own_zip_validates_in_an_empty_folder_with_its_own_scripts_and_with_frictionless(
    own: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(next(own.glob("*[0-9].zip"))) as archive:
        archive.extractall(tmp_path)
        modes = {member.filename: member.external_attr >> 16 for member in archive.infolist()}
    assert modes[".ci/run"] == 0o100755
    assert modes["README.md"] == 0o100644
    offline: dict[str, Any] = {**os.environ, "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    for command in (["scripts/validate.py"], ["-m", "frictionless", "validate", "datapackage.json"]):
        done = subprocess.run([sys.executable, *command], cwd=tmp_path, env=offline, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout
