"""Every command of the tutorial does what the tutorial says."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from coded_article.coding.sheets import columns
from coded_article.model.profile import RECORD_TABLES
from coded_article.read.descriptor import read_descriptor
from tests.editor import ROOT

TUTORIAL = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
INSTALLED = ".venv/bin/coded-article"
WHO = {f"GIT_{who}_{what}": "nobody@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def test_tutorial_leads_from_a_text_to_a_released_package(tmp_path: Path) -> None:
    top, quay = tmp_path / "repository", tmp_path / "quay"
    shutil.copytree(ROOT / "examples", top / "examples", ignore=shutil.ignore_patterns("quay"))
    command = top / INSTALLED  # stands in for the installation, which the first command makes
    command.parent.mkdir(parents=True)
    command.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT / 'scripts')!r})\n"
        "from coded_article.cli import main\nsys.exit(main())\n"
    )
    command.chmod(0o755)
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", TUTORIAL, re.DOTALL | re.MULTILINE)
    assert re.search(r"pip install --quiet '\.\[pages,sheet,site,release\]'$", blocks[0][1].strip())
    before = sorted(top.rglob("*"))
    said: dict[str, str] = {}
    for kind, block in blocks[1:]:
        if kind == "json":  # what is to be written by hand
            path = quay / "datapackage.json"
            first = block.splitlines(keepends=True)[0]
            path.write_text(path.read_text(encoding="utf-8").replace(first, block), encoding="utf-8")
        elif kind == "markdown":
            with (quay / "CHANGELOG.md").open("a", encoding="utf-8") as file:
                file.write(block)
        for line in block.splitlines() if kind == "console" else ():
            done = subprocess.run(
                ["bash", "-c", line], cwd=top, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                env={**os.environ, **WHO},
            )  # fmt: skip
            verb = line.split()[1] if INSTALLED in line else line.split()[0]
            left = verb == "todo" and "anchor" not in said  # nothing is coded yet
            assert done.returncode == (1 if left else 0), f"{line}\n{done.stdout}{done.stderr}"
            if left:
                assert 'psg-003: Mayor Ada Finch told reporters that the quay was "worn beyond repair".' in done.stdout
            said[verb] = done.stdout
    assert sorted(top.rglob("*")) == before
    assert "21 of 21 sentences carry a record" in said["anchor"]
    assert said["verify"].endswith("CONFIRMED\n")
    assert len(list((quay / "build").iterdir())) > 5
    assert os.access(quay / "seeds" / "coding.xlsx", os.R_OK)
    assert (quay / "dist" / "reed-2024-three-mistakes-quay-0.1.0.zip").is_file()
    tracked = subprocess.run(["git", "-C", str(quay), "ls-files"], capture_output=True, text=True, check=True).stdout
    assert "seeds/sources.csv" in tracked
    assert "article.txt" not in tracked
    assert "coding" not in tracked


def test_columns_that_are_always_filled_are_those_that_the_schemas_require() -> None:
    told = {
        name: set(re.findall(r"`(\w+)`", cells))
        for name, cells in re.findall(r"^\| `(\w+)` \| (.*?) \|", TUTORIAL, re.MULTILINE)
    }
    descriptor = read_descriptor(ROOT)[0]
    assert told.keys() == columns(descriptor).keys()
    for name, asked in columns(descriptor).items():
        if name != "quotes":
            required = {field.name for field in descriptor.tables[name].fields if field.constraints.get("required")}
            worked_out = {"date_basis"} if name in RECORD_TABLES else set()  # none, where nothing is dated
            assert told[name] == (required & set(asked)) - worked_out, name


def test_the_version_that_the_tutorial_dates_is_the_first() -> None:
    (block,) = re.findall(r"^```json\n(.*?)^```$", TUTORIAL, re.DOTALL | re.MULTILINE)
    written = json.loads(f"{{{block.strip().rstrip(',')}}}")
    shipped = json.loads((ROOT / "examples" / "quay" / "datapackage.json").read_text(encoding="utf-8"))
    assert written["version"] == shipped["version"]
    assert f"## {written['version']} ({written['created'][:10]})" in TUTORIAL
