"""What of this repository is installed, and how the library is divided."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.editor import ROOT

LIBRARY = ROOT / "scripts" / "coded_article"
USER = """\
import pathlib

import pandas as pd

import coded_article
from coded_article import CodedArticleError, Package, load

package: Package = load()
assert pathlib.Path(coded_article.__file__).parent.parent.name in ("installed", "scripts")
events: pd.DataFrame = package.events
assert len(events) == len(package["events"]) == len(package.timeline())
assert package.labelled("events")["status"].eq("Occurred").any()
assert package.row("evt-023").citation == package.cite("evt-023")
assert len(package.search("sanctions")) > 0
assert package.describe("contacts")["filled"].sum() > 0
report = coded_article.check(pathlib.Path(coded_article.__file__).parent / "shipped", standard=False)
assert report.valid and len(report.to_frame()) == len(report.problems)
coded_article.schema("events", coerce=True, strict=False).validate(events)
try:
    load("nowhere")
except CodedArticleError as error:
    assert not error.problems
else:
    raise AssertionError
with package.duckdb() as connection:
    assert connection.execute("SELECT count(*) FROM network").fetchone() == (len(package.network()),)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the wheel that hatchling builds, by path."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_wheel_holds_every_file_of_the_library(wheel: dict[str, bytes]) -> None:
    files = {
        path.relative_to(LIBRARY.parent).as_posix(): path.read_bytes()
        for path in LIBRARY.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name: wheel.get(name) for name in files} == files


@pytest.mark.parametrize(
    "pattern",
    [
        "coded_article/rules/across/*/*.sql",
        "coded_article/rules/anchors/*.sql",
        "coded_article/rules/table/*.sql",
        "coded_article/joins/*.sql",
        "coded_article/release/*.html",
        "coded_article/site/templates/*.html",
        "coded_article/site/templates/styles/*.css",
        "coded_article/site/templates/scripts/*.js",
        "coded_article/site/templates/rows/*.html",
        "coded_article/profile/schemas/*.json",
        "coded_article/profile/codes.csv",
        "coded_article/py.typed",
    ],
)
def test_wheel_holds_each_kind_of_data(pattern: str, wheel: dict[str, bytes]) -> None:
    assert any(Path(name).match(pattern) for name in wheel)


def test_wheel_holds_the_package_and_nothing_that_git_ignores(wheel: dict[str, bytes]) -> None:
    tracked = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for pattern in ("datapackage.json", "LICENSE-DATA", "data/*", "schemas/*", "seeds/[ps]*.csv", "seeds/README.md")
        for path in ROOT.glob(pattern)
    }
    home = "coded_article/shipped/"
    assert {name.removeprefix(home): data for name, data in wheel.items() if name.startswith(home)} == tracked


def test_installed_package_is_loaded_in_any_folder(wheel: dict[str, bytes], tmp_path: Path) -> None:
    installed, empty = tmp_path / "installed", tmp_path / "empty"
    empty.mkdir()
    for name, data in wheel.items():
        path = installed / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (empty / "user.py").write_text(USER, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    for command in (["user.py"], [str(ROOT / "tests" / "cells.py"), str(ROOT / "examples" / "ten-cells.ipynb")]):
        done = subprocess.run(
            [sys.executable, "-W", "error", *command],
            cwd=empty, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
    shown = json.loads(done.stdout.splitlines()[-1])
    assert len(shown) == 10
    assert "happened" in shown[-1]


@pytest.mark.long
def test_code_of_a_user_passes_strict_mypy(tmp_path: Path) -> None:
    (tmp_path / "user.py").write_text(USER, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--follow-imports",
        "silent",
        "--cache-dir",
        str(tmp_path / "cache"),
        "user.py",
    ]
    environment = {**os.environ, "MYPYPATH": str(LIBRARY.parent)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_wheel_brings_the_profile_and_the_command(wheel: dict[str, bytes]) -> None:
    profile = ROOT / "scripts" / "coded_article" / "profile"
    for path in [*profile.glob("schemas/*.json"), profile / "codes.csv", profile / "profile.json"]:
        assert wheel[f"coded_article/profile/{path.relative_to(profile).as_posix()}"] == path.read_bytes()
    (entry,) = (name for name in wheel if name.endswith(".dist-info/entry_points.txt"))
    assert b"coded-article = coded_article.cli.run:main" in wheel[entry]


def test_wheel_holds_nothing_else(wheel: dict[str, bytes]) -> None:
    assert {name.partition("/")[0].partition("-")[0] for name in wheel} == {"coded_article"}
    assert not [name for name in wheel if "__pycache__" in name or "/tests/" in name]


def test_a_room_uses_only_the_rooms_below_it() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_room_is_in_the_table_of_rooms() -> None:
    readme = (ROOT / "scripts" / "README.md").read_text(encoding="utf-8")
    rooms = [path.name for path in LIBRARY.iterdir() if path.is_dir() and any(path.glob("*.py"))]
    assert len(rooms) > 8
    assert not [room for room in rooms if f"`{room}/`" not in readme]
