"""Every snippet of the README and of the pages of the documentation does what it says."""

import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from coded_article.cli.run import start
from coded_article.joins import JOINS
from coded_article.read.opening import opened_folder
from coded_article.release.formats import FORMATS, Content
from tests.editor import ROOT, Editor
from tests.repository import git, own_repository

ENV = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}  # stands in for `pip install .`
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


KINDS = {
    "README.md": ["console", "python", "text", "console"],
    "docs/README.md": ["console", "python"],
    "docs/load.md": ["python"] * 5 + ["sql", "r", "r", "mermaid"],
    "docs/validate.md": ["text", "yaml", "yaml", "yaml", "yaml", "console"],
    "docs/cite.md": ["python", "console", "console", "sql"],
    "docs/explorer.md": ["console"],
    "docs/about.md": [],
    "docs/licences.md": [],
}
BLOCK = re.compile(r"^```([a-z]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in KINDS}


def _blocks(name: str, language: str) -> list[str]:
    return [block for kind, block in BLOCK.findall(TEXTS[name]) if kind == language]


def test_each_kind_of_snippet_is_there() -> None:
    assert {name: [kind for kind, _ in BLOCK.findall(text)] for name, text in TEXTS.items()} == KINDS
    pages = {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")} - {
        "docs/questions.md",
        "docs/corpus-questions.md",
    }
    assert pages == KINDS.keys() - {"README.md"}


def _executed(snippet: str, **names: Any) -> dict[str, Any]:
    """Return the names of a snippet that has run in the package's folder; a warning is an error."""
    with contextlib.chdir(ROOT):
        exec(compile(snippet, "a page", "exec"), names)
    return names


def test_readme_shows_a_question_and_its_answer(capsys: pytest.CaptureFixture[str]) -> None:
    (question,), (answer,) = _blocks("README.md", "python"), _blocks("README.md", "text")
    _executed(question)
    assert capsys.readouterr().out == answer


def test_snippets_of_the_loader_show_the_joins_and_what_explains_them() -> None:
    joined, explained, *_ = _blocks("docs/load.md", "python")
    package = _executed(joined)["package"]
    for join in JOINS:
        assert f"package.{join}()" in joined
        assert len(getattr(package, join)()) > 5
    for snippet in (explained, *_blocks("docs/README.md", "python"), *_blocks("docs/cite.md", "python")):
        _executed(snippet, package=package)


def test_snippet_of_checks(capsys: pytest.CaptureFixture[str]) -> None:
    assert _executed(_blocks("docs/load.md", "python")[2])["report"].valid
    assert capsys.readouterr().out.split()[-4:] == ["status", "enum", "happened", "0"]


@pytest.mark.parametrize("place", [3, 4], ids=["pandas", "polars"])
def test_snippet_of_a_library_alone(place: int) -> None:
    assert len(_executed(_blocks("docs/load.md", "python")[place])["events"]) == len(Editor(ROOT).rows("events")) - 1


@pytest.mark.long
def test_python_snippets_in_a_process_of_their_own() -> None:
    command = [sys.executable, "-W", "error", "-c", "\n".join(_blocks("docs/load.md", "python"))]
    done = subprocess.run(command, cwd=ROOT, env=ENV, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_fault_is_printed_as_the_documentation_shows_it(
    package: Editor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (shown,) = _blocks("docs/validate.md", "text")
    package.set("events", "evt-031", "polarity", "positive")
    package.rehash()
    monkeypatch.chdir(package.root)
    assert start("validate", ["--fast"]) == 1
    assert capsys.readouterr().out.startswith(shown)


def test_sql_snippet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    rows = duckdb.connect().execute(_blocks("docs/load.md", "sql")[0]).fetchall()
    header, *statements = Editor(ROOT).rows("statements")
    voice, how = header.index("voice"), header.index("quotation_type")
    said = [row[0] for row in statements if row[voice] == "attributed" and row[how] != "ascribed"]
    assert [row[0] for row in rows] == sorted(said)
    assert ("stm-008", "Pete Hegseth") in [row[:2] for row in rows]


def test_sqlite_snippet() -> None:
    opened = opened_folder(ROOT)
    made = Content(opened.descriptor, opened.tables)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(next(kind for kind in FORMATS if kind.suffix == ".sqlite").make(made))
        found = connection.execute(_blocks("docs/cite.md", "sql")[0]).fetchall()
    assert {"evt-031", "rec-020"} <= {row[0] for row in found}


@pytest.mark.long
def test_release_and_compare_as_the_documentation_calls_them(tmp_path: Path) -> None:
    release, compare = _blocks("docs/cite.md", "console")
    root = own_repository(tmp_path / "package")
    version = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))["version"]
    git(root, "tag", f"v{version}")
    for command in (release, compare.replace("v1.0.0", f"v{version}")):
        arguments = command.split()
        assert arguments[0] == ".venv/bin/python"
        subprocess.run([sys.executable, *arguments[1:]], cwd=root, check=True, capture_output=True)
    assert len(list((root / "dist").iterdir())) > 10


def test_r_snippets() -> None:
    rscript = shutil.which("Rscript")
    if rscript is None:
        assert "CI" not in os.environ, "CI installs R; without it the snippet is not tested"
        pytest.skip("R is not installed")
    header, *events = Editor(ROOT).rows("events")
    not_done = sum(row[header.index("status")] == "not_done" for row in events)
    held = f'nrow(events) == {len(events)}, sum(events$status == "not_done") == {not_done}, anyNA(events$date_edtf)'
    alone, frictionless = _blocks("docs/load.md", "r")
    factors = 'is.factor(events$status), class(events$date_earliest) == "Date"'
    code = (
        f'if (requireNamespace("frictionless", quietly = TRUE)) {{\n{frictionless}stopifnot({held}, {factors})\n}}\n'
        f"{alone}stopifnot({held})"
    )
    done = subprocess.run([rscript, "--vanilla", "-e", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "counterfactual" in done.stdout


def test_ci_runs_the_two_commands_of_the_readme() -> None:
    """As ``.ci/run`` finds them: with the very line of it that reads the README."""
    first, test = _blocks("README.md", "console")[:2]
    (verify,) = _blocks("docs/validate.md", "console")
    assert first.count("\n") == test.count("\n") == 1
    assert "scripts/validate.py" in first
    assert "pytest" in test
    assert verify == ".venv/bin/python scripts/verify.py seeds/my-copy.txt\n"
    (found,) = re.findall(r"^commands=\$\((awk .+)\)$", CI, re.MULTILINE)
    done = subprocess.run(["bash", "-c", found], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == first + test


def test_no_path_of_a_machine_and_no_registry_is_named() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not tracked:
        tracked = [str(path.relative_to(ROOT)) for path in ROOT.glob("*/*.md")]
    hosts = re.compile("/work" + "/|/ro" + "ot/|pypi\\.o" + "rg|python" + "hosted|deb\\.deb" + "ian")
    for name in tracked:
        path = ROOT / name
        if path.is_file() and Path(name).suffix not in {".png"}:
            assert not hosts.search(path.read_text(encoding="utf-8")), name
