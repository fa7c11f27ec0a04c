"""Every command of the tutorial does what the tutorial says."""

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coded_article.cli.run import start
from coded_article.coding.sheets import columns
from coded_article.model.profile import RECORD_TABLES
from coded_article.read.opening import opened_folder
from tests.editor import ROOT

TUTORIAL = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
INSTALLED = ".venv/bin/coded-article"
WHO = {f"GIT_{who}_{what}": "nobody@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TUTORIAL, re.DOTALL | re.MULTILINE)
DRAWN = ("build ../quay --formats", "build ../quay --site", "release")  # what takes seconds


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A folder with the examples, as the top folder of this repository has them."""
    top = tmp_path / "repository"
    shutil.copytree(ROOT / "examples", top / "examples", ignore=shutil.ignore_patterns("quay"))
    return top


def _in_a_shell(line: str, top: Path) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-c", line], cwd=top, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        env={**os.environ, **WHO},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def _in_this_process(line: str, top: Path) -> tuple[int, str]:
    """Run a line here if it is one of the command, and frictionless is not its subject."""
    words = shlex.split(line)
    if words[0] != INSTALLED:
        return _in_a_shell(line, top)
    _, verb, *arguments = words
    out = io.StringIO()
    with contextlib.chdir(top), contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        status = start(verb, [*arguments, *(["--fast"] if verb == "validate" else [])])
    return status, out.getvalue()


def _follow(top: Path, run: Callable[[str, Path], tuple[int, str]], skipped: tuple[str, ...] = ()) -> dict[str, str]:
    """Do all that the tutorial says after its first command, which installs; return what each verb printed last."""
    quay = top.parent / "quay"
    said: dict[str, str] = {}
    for kind, block in BLOCKS[1:]:
        if kind == "json":  # what is to be written by hand
            path = quay / "datapackage.json"
            first = block.splitlines(keepends=True)[0]
            path.write_text(path.read_text(encoding="utf-8").replace(first, block), encoding="utf-8")
        elif kind == "markdown":
            with (quay / "CHANGELOG.md").open("a", encoding="utf-8") as file:
                file.write(block)
        for line in block.splitlines() if kind == "console" else ():
            if line.removeprefix(f"{INSTALLED} ").startswith(skipped or "nothing"):
                continue
            verb = line.split()[1] if INSTALLED in line else line.split()[0]
            status, printed = run(line, top)
            left = verb == "todo" and "anchor" not in said  # nothing is coded yet
            assert status == (1 if left else 0), f"{line}\n{printed}"
            if left:
                assert 'psg-003: Mayor Ada Finch told reporters that the quay was "worn beyond repair".' in printed
            said[verb] = printed
    assert "21 of 21 sentences carry a record" in said["anchor"]
    assert said["verify"].endswith("CONFIRMED\n")
    assert os.access(quay / "seeds" / "coding.xlsx", os.R_OK)
    tracked = subprocess.run(["git", "-C", str(quay), "ls-files"], capture_output=True, text=True, check=True).stdout
    assert "seeds/sources.csv" in tracked
    assert "article.txt" not in tracked
    assert "coding" not in tracked
    return said


def test_tutorial_leads_from_a_text_to_a_package(top: Path) -> None:
    _follow(top, _in_this_process, DRAWN)
    assert start("validate", [str(top.parent / "quay"), "--fast"]) == 0


@pytest.mark.long
def test_tutorial_leads_from_a_text_to_a_released_package(top: Path) -> None:
    """As the commands that it names, in a shell."""
    quay = top.parent / "quay"
    command = top / INSTALLED  # stands in for the installation, which the first command makes
    command.parent.mkdir(parents=True)
    command.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT / 'scripts')!r})\n"
        "from coded_article.cli.run import main\nsys.exit(main())\n"
    )
    command.chmod(0o755)
    before = sorted(top.rglob("*"))
    _follow(top, _in_a_shell)
    assert sorted(top.rglob("*")) == before
    assert len(list((quay / "build").iterdir())) > 5
    assert (quay / "dist" / "reed-2024-three-mistakes-quay-0.1.0.zip").is_file()


def test_first_command_installs_what_the_tutorial_needs() -> None:
    assert re.search(r"pip install --quiet '\.\[pages,sheet,site,release\]'$", BLOCKS[0][1].strip())


def test_columns_that_are_always_filled_are_those_that_the_schemas_require() -> None:
    listed = {
        name: set(re.findall(r"`(\w+)`", cells))
        for name, cells in re.findall(r"^\| `(\w+)` \| (.*?) \|", TUTORIAL, re.MULTILINE)
    }
    descriptor = opened_folder(ROOT).descriptor
    assert listed.keys() == columns(descriptor).keys()
    for name, asked in columns(descriptor).items():
        if name != "quotes":
            required = {field.name for field in descriptor.tables[name].fields if field.constraints.get("required")}
            worked_out = {"date_basis"} if name in RECORD_TABLES else set()  # none, where nothing is dated
            assert listed[name] == (required & set(asked)) - worked_out, name


def test_the_version_that_the_tutorial_dates_is_the_first() -> None:
    (block,) = re.findall(r"^```json\n(.*?)^```$", TUTORIAL, re.DOTALL | re.MULTILINE)
    written = json.loads(f"{{{block.strip().rstrip(',')}}}")
    shipped = json.loads((ROOT / "examples" / "quay" / "datapackage.json").read_text(encoding="utf-8"))
    assert written["version"] == shipped["version"]
    assert f"## {written['version']} ({written['created'][:10]})" in TUTORIAL
