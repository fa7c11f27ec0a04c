"""The ten questions in R: each script finds what the query on the page of questions finds."""

import csv
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from coded_article import load
from coded_article.joins import questions
from tests.editor import ROOT

SCRIPTS = sorted(path.name for path in (ROOT / "examples" / "r").glob("[0-9]*.R"))
ALL = """
for (name in commandArgs(TRUE)[-1]) {
  sys.source(file.path("examples/r", name), envir = (room <- new.env(parent = globalenv())))
  write.csv(room$answer, file.path(commandArgs(TRUE)[1], name), row.names = FALSE, na = "", fileEncoding = "UTF-8")
}
"""


def test_scripts_in_r_find_the_answers(tmp_path: Path) -> None:
    rscript = shutil.which("Rscript")
    if rscript is None:
        assert "CI" not in os.environ, "CI installs R; without it the scripts are not tested"
        pytest.skip("R is not installed")
    command = [rscript, "--vanilla", "-e", ALL, str(tmp_path), *SCRIPTS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with load(ROOT).duckdb() as database:
        for name, (question, sql) in zip(SCRIPTS, questions(), strict=True):
            cursor = database.execute(sql)
            found = [[column for column, *_ in cursor.description or ()]]
            found += [["" if cell is None else str(cell) for cell in row] for row in cursor.fetchall()]
            with (tmp_path / name).open(encoding="utf-8", newline="") as file:
                assert list(csv.reader(file)) == found, name
            head = (ROOT / "examples" / "r" / name).read_text(encoding="utf-8").partition("\nsource")[0]
            assert question.split("?")[0] in " ".join(head.replace("# ", "").split())
