"""Nothing is written through a link of a package, and two runs at once wait for each other."""

import fcntl
import json
import os
from pathlib import Path

import pytest

from coded_article.errors import RefusedError
from coded_article.files import lock, scratch
from coded_article.files.atomic import complete, write_files, write_texts
from coded_article.files.lock import alone

pytestmark = pytest.mark.attack


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    (tmp_path / "package").mkdir()
    (tmp_path / "outside").mkdir()
    return tmp_path / "outside"


@pytest.mark.parametrize("target", ["../outside", "../not-there-yet"])
@pytest.mark.parametrize(("link", "path"), [("build", "build/site/page"), ("build", "build/page"), ("page", "page")])
def test_nothing_is_written_through_a_link(link: str, path: str, target: str, outside: Path) -> None:
    package = outside.with_name("package")
    (package / link).symlink_to(target)
    with pytest.raises(RefusedError, match=f"{link}: is a link, through which nothing is written"):
        write_texts({package / "first": "x", package / path: "x"}, package)
    assert [*outside.iterdir()] == []
    assert [path.name for path in package.iterdir()] == [link]
    assert not outside.with_name("not-there-yet").exists()


def test_link_deeper_in_the_package_is_seen_from_the_current_folder(
    outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = outside.with_name("package")
    (package / "build").mkdir()
    (package / "build" / "figures").symlink_to("../../outside")
    monkeypatch.chdir(package)
    with pytest.raises(RefusedError, match="build/figures: is a link"):
        write_files({Path("build/figures/a.svg"): b"x"}, Path())
    assert [*outside.iterdir()] == []


def test_place_that_the_user_gives_may_be_a_link(outside: Path) -> None:
    package = outside.with_name("package")
    (package / "mine").symlink_to("../outside")
    given = package / "mine"
    write_files({given / "page": b"x"}, package, given)
    assert (outside / "page").read_bytes() == b"x"


def test_what_is_no_part_of_a_package_is_not_looked_at(outside: Path) -> None:
    (outside / "link").symlink_to(".")
    write_files({outside / "link" / "page": b"x"}, outside.with_name("package"))
    assert (outside / "page").exists()


def test_folder_that_the_run_before_made_is_held_instead_of_the_one_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = lock.held

    def made_while_waiting(folder: Path, *, wait: bool = True) -> int | None:
        (tmp_path / "new").mkdir(exist_ok=True)
        return take(folder, wait=wait)

    monkeypatch.setattr(lock, "held", made_while_waiting)
    with alone("build", tmp_path / "new" / "package", tmp_path / "new"):
        assert take(tmp_path / "new", wait=False) is None
        other = take(tmp_path, wait=False)
        assert other is not None
        os.close(other)


def test_temporary_folder_that_a_killed_run_left_is_cleared_and_one_in_use_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    used, handle = scratch.make()
    killed, left = scratch.make()
    assert handle is not None
    assert left is not None
    (killed / "a").write_text("x")
    os.close(left)  # as at the end of its process
    (tmp_path / "somebody-else's").mkdir()
    with scratch.scratch() as third:
        assert {path.name for path in tmp_path.iterdir()} == {used.name, third.name, "somebody-else's"}
    assert not third.exists()
    os.close(handle)


def test_folder_that_is_to_be_made_is_held_by_the_one_around_it(tmp_path: Path) -> None:
    with alone("init", tmp_path / "new" / "package"):
        handle = os.open(tmp_path, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(handle)


class _Killed(BaseException):
    """Nothing is cleared away, as at the end of a process."""


@pytest.fixture
def interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A folder of three files, and a run that was killed after it had renamed some of them."""
    names = ["a", "b", "in/c"]
    (tmp_path / "in").mkdir()
    for name in names:
        (tmp_path / name).write_text("old")
    replace, left = Path.replace, [request.param + 1]  # the list of what is to be renamed is put there by the first

    def killed_at_last(self: Path, target: Path) -> Path:
        if not left[0]:
            raise _Killed
        left[0] -= 1
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed_at_last)
        patched.setattr("coded_article.files.atomic._remove", lambda _: None)
        with pytest.raises(_Killed):
            write_texts({tmp_path / name: "new" for name in names}, tmp_path)
    return tmp_path


def _there(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("interrupted", [0, 1, 2], indirect=True)
def test_what_a_killed_run_had_still_to_rename_is_renamed(interrupted: Path) -> None:
    complete(interrupted)
    assert _there(interrupted) == {"a": "new", "b": "new", "in/c": "new"}


@pytest.mark.parametrize("interrupted", [1], indirect=True)
@pytest.mark.parametrize("name", ["a", "b", "in/c"])
def test_a_file_that_was_edited_after_a_killed_run_is_kept_and_so_are_the_others(name: str, interrupted: Path) -> None:
    (interrupted / name).write_text("edited")
    before = {path: text for path, text in _there(interrupted).items() if not path.endswith(".part")}
    complete(interrupted)
    assert _there(interrupted) == before


@pytest.mark.parametrize(
    "plan",
    ["", "[1]", "[[]]", '[["a", "b", "", 7]]', '[[".x.1.part", "../x", "", ""]]', '[["b", "a", "", ""]]', '{"a": 1}',
     '[[".x.1.part", "link/x", "", ""]]', '[["a", 5, "", ""]]', '[[".a.1.part", "/a", "", ""]]', "\ud800"],
)  # fmt: skip
def test_a_list_of_renames_of_a_strangers_is_removed_and_nothing_is_renamed(plan: str, outside: Path) -> None:
    package = outside.with_name("package")
    (package / "link").symlink_to(outside)
    for folder in (package, outside, outside.parent):
        (folder / ".x.1.part").write_text("new")
        (folder / "x").write_text("")
    (package / "a").write_text("a")
    (package / ".renames.part").write_bytes(plan.encode("utf-8", "surrogatepass"))
    complete(package)
    assert not (package / ".renames.part").exists()
    assert (package / "a").read_text() == "a"
    assert all((folder / "x").read_text() == "" for folder in (package, outside, outside.parent))


def test_a_list_of_renames_that_is_a_link_is_left_alone(outside: Path) -> None:
    (outside / "list").write_text(json.dumps([]))
    (outside.with_name("package") / ".renames.part").symlink_to(outside / "list")
    complete(outside.with_name("package"))
    assert (outside / "list").exists()
