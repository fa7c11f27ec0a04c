"""Every command of the tutorial does what the tutorial says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .conftest import ROOT

TUTORIAL = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
INSTALLED = ".venv/bin/coded-article"


def test_tutorial_leads_from_a_text_to_a_valid_package(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("quay"))
    command = tmp_path / INSTALLED  # stands in for the installation, which the first command makes
    command.parent.mkdir(parents=True)
    command.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT / 'scripts')!r})\n"
        "from coded_article.cli import main\nsys.exit(main())\n"
    )
    command.chmod(0o755)
    install, *commands = [
        line
        for block in re.findall(r"^```console\n(.*?)^```$", TUTORIAL, re.DOTALL | re.MULTILINE)
        for line in block.splitlines()
    ]
    assert re.search(r"pip install --quiet '\.\[pages,sheet,site,release\]'$", install)
    said = {}
    for line in commands:
        done = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        said[line.split()[1] if INSTALLED in line else line.split()[0]] = done.stdout
    assert "21 of 21 sentences carry a record" in said["anchor"]
    assert said["verify"].endswith("CONFIRMED\n")
    assert len(list((tmp_path / "quay" / "build").iterdir())) > 5
    assert os.access(tmp_path / "quay" / "seeds" / "coding.xlsx", os.R_OK)
