"""The article whose text anybody can get: the commands of its README verify every row, and a changed text is named."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from coded_article.check.validate import validate
from coded_article.cli.run import start
from tests.editor import ROOT

WASHINGTON = ROOT / "examples" / "washington-1790"
README = (WASHINGTON / "README.md").read_text(encoding="utf-8")
INSTALL, VERIFY = re.findall(r"^```console\n(.+?)\n```$", README, re.DOTALL | re.MULTILINE)[0].splitlines()


@pytest.fixture(scope="module")
def copy() -> Path:
    """The text where the README finds it."""
    assert INSTALL.endswith("pip install --quiet '.[examples]'")
    given = re.fullmatch(
        r'\.venv/bin/coded-article verify "\$\(\.venv/bin/python -c \'(.+)\'\)" --package (.+)', VERIFY
    )
    assert given
    assert ROOT / given[2] == WASHINGTON
    done = subprocess.run([sys.executable, "-c", given[1]], capture_output=True, text=True, check=True)
    return Path(done.stdout.strip())


def test_commands_of_the_readme_verify_every_span(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start("verify", [str(copy), "--package", str(WASHINGTON)]) == 0
    assert "CONFIRMED" in capsys.readouterr().out
    assert validate(WASHINGTON, copy, standard=False).problems == []


def test_text_that_changed_is_told_by_its_fingerprint(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = copy.read_text(encoding="utf-8")
    changed = tmp_path / "changed.txt"
    changed.write_text(text.replace("state of North Carolina", "State of North Carolina"), encoding="utf-8")
    assert start("verify", [str(changed), "--package", str(WASHINGTON)]) == 1
    said = capsys.readouterr().out
    assert re.search(r"passages\s+26 of 27 confirmed", said)
    assert "psg-003" in said
    assert "evt-001" in said
    assert "psg-004" not in said
    changed.write_text(text.replace(" the ", " thy "), encoding="utf-8")
    assert start("verify", [str(changed), "--package", str(WASHINGTON)]) != 0
