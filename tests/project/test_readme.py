"""Every snippet of the README does what it says."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from coded_article.check.validate import validate
from coded_article.release.formats import FORMATS, Content
from tests.editor import ROOT
from tests.read.test_opening import git, own_repository

README = (ROOT / "README.md").read_text(encoding="utf-8")
ENV = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}  # stands in for `pip install .`
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def test_each_kind_of_snippet_is_there() -> None:
    kinds = re.findall(r"^```([a-z]+)$", README, re.MULTILINE)
    reading = ["python", "python", "sql", "r", "mermaid"]
    checking = ["console", "console", "text", "console", "yaml", "yaml"]
    assert kinds == [*reading, *checking, "console", "console", "sql"]


@pytest.mark.parametrize("snippet", _blocks("python"))
def test_python_snippet(snippet: str) -> None:
    command = [sys.executable, "-W", "error", "-c", snippet]
    done = subprocess.run(command, cwd=ROOT, env=ENV, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_python_snippet_shows_the_joins(capsys: pytest.CaptureFixture[str]) -> None:
    *imports, _ = _blocks("python")[0].partition("package.events")
    for join in ("timeline", "named_statements", "playbook", "network", "located"):
        code = f"{imports[0]}\nassert len(package.{join}()) > 20"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=ENV, check=True)


def test_sql_snippet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    rows = duckdb.connect().execute(_blocks("sql")[0]).fetchall()
    assert len(rows) == 18
    assert rows[0][:2] == ("stm-008", "Pete Hegseth")


def test_sqlite_snippet() -> None:
    report = validate(ROOT)
    made = Content(report.descriptor, report.tables)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(next(one for one in FORMATS if one.suffix == ".sqlite").make(made))
        found = connection.execute(_blocks("sql")[1]).fetchall()
    assert {"evt-031", "rec-020"} <= {row[0] for row in found}


def test_release_and_compare_as_the_readme_calls_them(tmp_path: Path) -> None:
    release, compare = _blocks("console")[3:]
    root = own_repository(tmp_path / "package")
    version = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))["version"]
    git(root, "tag", f"v{version}")
    for command in (release, compare.replace("v1.0.0", f"v{version}")):
        arguments = command.split()
        assert arguments[0] == ".venv/bin/python"
        subprocess.run([sys.executable, *arguments[1:]], cwd=root, check=True, capture_output=True)
    assert len(list((root / "dist").iterdir())) > 10


def test_r_snippet() -> None:
    rscript = shutil.which("Rscript")
    if rscript is None:
        assert "CI" not in os.environ, "CI installs R; without it the snippet is not tested"
        pytest.skip("R is not installed")
    code = (
        _blocks("r")[0]
        + '\nstopifnot(nrow(events) == 35, sum(events$status == "not_done") == 5, anyNA(events$date_edtf))'
    )
    done = subprocess.run([rscript, "--vanilla", "-e", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "counterfactual" in done.stdout


def test_ci_runs_the_two_commands_of_the_readme() -> None:
    first, test, verify = _blocks("console")[:3]
    assert first.count("\n") == test.count("\n") == 1
    assert "scripts/validate.py" in first
    assert "pytest" in test
    assert "README.md" in CI
    assert verify == ".venv/bin/python scripts/verify.py seeds/my-copy.txt\n"


def test_no_path_of_a_machine_and_no_registry_is_named() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not tracked:
        tracked = [str(path.relative_to(ROOT)) for path in ROOT.glob("*/*.md")]
    hosts = re.compile("/work" + "/|/ro" + "ot/|pypi\\.o" + "rg|python" + "hosted|deb\\.deb" + "ian")
    for name in tracked:
        path = ROOT / name
        if path.is_file() and Path(name).suffix not in {".png"}:
            assert not hosts.search(path.read_text(encoding="utf-8")), name
