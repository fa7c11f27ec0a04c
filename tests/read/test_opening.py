"""Packages out of folders, zips and git revisions; hostile archives."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded_article import load
from coded_article.cli.run import start
from coded_article.errors import RefusedError
from coded_article.files.archive import members, pack
from coded_article.read.opening import opened, opened_folder
from tests.editor import ROOT, Editor


def own_repository(root: Path) -> Path:
    """Commit a copy of this repository's files into a repository of its own; return ``root``."""
    ignored = shutil.ignore_patterns(".git", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, root, ignore=ignored)
    commit(root)
    git(root, "clean", "-dffxq")  # what git ignores
    return root


def files_of(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path, *tags: str) -> None:
    """Commit all that is in ``root``, in a new repository if there is none, and tag it."""
    if not (root / ".git").exists():
        git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "-m", "a version")
    for tag in tags:
        git(root, "tag", tag)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?\.csv", fullmatch=True), st.binary(max_size=50)))
def test_archive_is_the_same_in_any_order_and_reads_back(files: dict[str, bytes]) -> None:
    data = pack(files)
    assert data == pack(dict(reversed(files.items())))
    assert members(data) == files
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert all(member.compress_type == zipfile.ZIP_STORED for member in archive.infolist())


@pytest.mark.parametrize("folder", ["", "release-1.0.0/", "./", "release-1.0.0\\"])
def test_package_is_read_out_of_a_zip(folder: str, specimen: Editor, tmp_path: Path) -> None:
    own = files_of(specimen.root).items()
    files = {f"{folder}{name.replace('/', folder[-1:] or '/')}": data for name, data in own}
    (tmp_path / "release.zip").write_bytes(pack(files))
    with opened(tmp_path / "release.zip") as package:
        unpacked = opened_folder(specimen.root)
        assert package.descriptor.version == unpacked.descriptor.version
        assert {**package.tables} == {**unpacked.tables}


def test_zip_validates_and_faults_are_told_as_of_the_package(
    specimen: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    specimen.set("events", "evt-004", "polarity", "positive")
    specimen.rehash()
    (tmp_path / "release.zip").write_bytes(pack(files_of(specimen.root)))
    capsys.readouterr()
    assert start("validate", [str(tmp_path / "release.zip"), "--fast"]) == 1
    assert capsys.readouterr().out.startswith("data/events.csv:5 evt-004 polarity: ")


def test_version_is_the_tagged_one_whatever_the_files_say_now(specimen: Editor) -> None:
    version = opened_folder(specimen.root).descriptor.version
    commit(specimen.root, f"v{version}")
    before = specimen.get("events", "evt-002", "label")
    specimen.set("events", "evt-002", "label", "Something else")
    specimen.json("datapackage.json", lambda raw: raw.update(version="9.0.0"))
    assert opened_folder(specimen.root).descriptor.version == "9.0.0"
    released = load(specimen.root, version=version)
    assert released.version == version
    assert released.events.loc[1, "label"] == before
    specimen.rehash()
    assert load(specimen.root, version="9.0.0").events.loc[1, "label"] == "Something else"
    with pytest.raises(RefusedError, match=r"is version 9\.0\.0, and no release of it is tagged v3\.0\.0"):
        load(specimen.root, version="3.0.0")
    with pytest.raises(RefusedError, match=r"is not a version number; write one such as 1\.0\.0"):
        load(specimen.root, version="v3.0.0")


def test_changed_copy_is_not_taken_for_a_version(specimen: Editor) -> None:
    version = opened_folder(specimen.root).descriptor.version
    assert load(specimen.root, version=version).version == version
    specimen.set("events", "evt-002", "label", "Something else")
    with pytest.raises(RefusedError, match=f"has files that are not those of version {version}"):
        load(specimen.root, version=version)


def test_zip_of_another_version_is_refused(specimen: Editor, tmp_path: Path) -> None:
    (tmp_path / "release.zip").write_bytes(pack(files_of(specimen.root)))
    with pytest.raises(RefusedError, match=r"release\.zip: is version .* fetch its tags or zip"):
        load(tmp_path / "release.zip", version="7.0.0")


def test_revision_of_a_package_in_a_folder_of_its_repository(
    specimen: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(tmp_path, "first")
    monkeypatch.chdir(specimen.root)
    with opened("first") as package:
        assert package.name == "first"
        assert package.root != specimen.root
        assert {**package.tables} == {**opened_folder(specimen.root).tables}
        unpacked = package.root
    assert not unpacked.exists()


def _zip(*names: str, content: bytes = b"{}") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return buffer.getvalue()


def _many() -> bytes:
    return _zip(*(f"data/{number}.csv" for number in range(10_001)))


def _bomb() -> bytes:
    data = bytearray(_zip("datapackage.json", "a.csv"))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (2_000_000_000).to_bytes(4, "little")  # the size that the directory claims
    return bytes(data)


def _flipped() -> bytes:
    data = bytearray(_zip("datapackage.json", content=b"{}" * 1000))
    data[60:64] = b"\xff\xff\xff\xff"
    return bytes(data)


def _linked() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        link = zipfile.ZipInfo("data.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return buffer.getvalue()


@pytest.mark.attack
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK", "a damaged zip"),
        (_zip("readme.md"), "found none"),
        (_zip("../datapackage.json"), "found none"),
        (_zip("..\\datapackage.json"), "found none"),
        (_zip("C:\\datapackage.json"), "found none"),
        (_zip("/datapackage.json"), "found none"),
        (_zip("a/b/datapackage.json"), "found none"),
        (_zip("a/datapackage.json", "b/datapackage.json"), "found 2 of them"),
        (_zip("datapackage.json", "a.csv", "A.csv"), "two files of one name"),
        (_zip("datapackage.json", "\u00e9.csv", "e\u0301.csv"), "two files of one name"),
        (_many(), "more than 10,000 files"),
        (_bomb(), "more than 10,000 files or 500,000,000 bytes"),
        (_zip("datapackage.json")[:-30], "a damaged zip"),
        (_flipped(), "a damaged zip"),
        (_zip("datapackage.json", "a.csv", "a.csv/b.csv"), "a damaged zip"),
        (_zip("datapackage.json", f"{'x' * 300}.csv"), "names no resources"),
        (_linked(), "names no resources"),
    ],
)
def test_hostile_archive_is_one_line_and_leaves_nothing(
    data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    path = tmp_path / "hostile.zip"
    path.write_bytes(data)
    assert start("validate", [str(path)]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert str(temporary) not in err
    assert list(temporary.iterdir()) == []
    assert {one.name for one in tmp_path.iterdir()} == {"temporary", "hostile.zip"}


@pytest.mark.parametrize("folder", ["", "release/", "My package \u00e9/"])
def test_what_lies_beside_the_package_is_not_unpacked(folder: str, specimen: Editor, tmp_path: Path) -> None:
    files = {f"{folder}{name}": data for name, data in files_of(specimen.root).items()}
    beside = {"other/extra.csv": b"a\n", f"{folder}notes.txt": b"words"}
    (tmp_path / "Release.ZIP").write_bytes(pack({**files, **beside}))
    with opened(tmp_path / "Release.ZIP") as package:
        found = set(files_of(package.root))
    assert found == {name.removeprefix(folder) for name in files} | ({"other/extra.csv"} if not folder else set())


def test_absent_zip_is_said_to_be_absent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start("validate", [str(tmp_path / "none.zip")]) == 2
    assert capsys.readouterr().err.endswith(
        "none.zip: no such file; give the folder or the zip of a coded article data package\n"
    )


def test_folder_comes_before_a_revision_of_its_name(specimen: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(specimen.root, "packages")
    monkeypatch.chdir(specimen.root)
    with opened("packages") as package:
        assert package.root != Path("packages")
    (specimen.root / "packages").mkdir()
    with pytest.raises(RefusedError, match=r"packages.*: no datapackage\.json there"), opened("packages"):
        pass


def test_revision_without_a_package_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistyped path is not taken for a branch that happens to be there."""
    commit(tmp_path, "packages")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RefusedError, match=r"packages.*: no datapackage\.json there"), opened("packages"):
        pass
