"""Nothing is written through a link of a package, and two runs at once wait for each other."""

import fcntl
import os
from pathlib import Path

import pytest

from coded_article.errors import RefusedError
from coded_article.files import lock, scratch
from coded_article.files.atomic import write_files, write_texts
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
