import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from coded_article.rules.catalogue import RULES

from coded_article.cli.run import start
from coded_article.model.verbs import VERBS
from tests.editor import ROOT, Editor

HEAVY = ("pandas", "pandera", "duckdb", "frictionless")


def _python(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd or ROOT, check=False)


@pytest.mark.parametrize("verb", list(VERBS))
def test_every_verb_has_a_thin_script_that_explains_itself(verb: str) -> None:
    done = _python(str(ROOT / "scripts" / f"{verb}.py"), "--help")
    assert done.returncode == 0
    assert "exit status" in done.stdout
    assert "Example" in done.stdout
    assert len((ROOT / "scripts" / f"{verb}.py").read_text(encoding="utf-8").splitlines()) < 12


@pytest.mark.parametrize("arguments", [["--help"], ["--rules"], ["--rules", "--format", "json"], ["/nowhere"]])
def test_what_needs_no_library_loads_none(arguments: list[str]) -> None:
    code = (
        "import sys; sys.path.insert(0, 'scripts')\n"
        "from coded_article.cli import start\n"
        "try:\n    start('validate', sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        f"print('loaded', sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    assert _python("-c", code, *arguments).stdout.splitlines()[-1] == "loaded []"


def test_runs_from_any_folder_without_a_warning(tmp_path: Path) -> None:
    done = _python("-W", "error", str(ROOT / "scripts" / "validate.py"), str(ROOT), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("  VALID: errors 0, warnings 0\n")


def test_command_lists_its_verbs() -> None:
    for arguments, status in ((["--help"], 0), ([], 2), (["dance"], 2)):
        code = "import sys; sys.path.insert(0, 'scripts'); from coded_article.cli import main; sys.exit(main())"
        done = _python("-c", code, *arguments)
        assert done.returncode == status
        assert all(verb in done.stdout + done.stderr for verb in VERBS)
    assert "coded-article validate" in _python("-c", code, "validate", "--help").stdout


def test_problem_is_one_line_that_says_where_what_and_what_to_do(
    package: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    package.set("events", "evt-031", "polarity", "positive")
    package.rehash()
    assert start("validate", [str(package.root)]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first == (
        "omission data/events.csv:32:polarity evt-031: expected: what was not done has negative polarity;"
        ' found "positive"; correct the status or the polarity'
    )
    assert first in (ROOT / "README.md").read_text(encoding="utf-8")


def test_formats_and_cap(package: Editor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    package.set("events", "evt-031", "polarity", "positive")
    package.set("events", "evt-002", "note", "50%\x1b[2J: a\u202eb")
    package.set("events", "evt-003", "status", "bogus")
    package.rehash()
    assert start("validate", [str(package.root), "--format", "json"]) == 1
    value = json.loads(capsys.readouterr().out)
    assert (value["valid"], value["tables"]["events"], value["coverage"]) == (
        False,
        35,
        {"covered": 40, "sentences": 40},
    )
    assert value["counts"] == {"control-character": 1, "enum": 1, "invisible-character": 1, "omission": 1}
    assert {key: value["problems"][2][key] for key in ("code", "path", "line", "column", "record", "found")} == {
        "code": "enum", "path": "data/events.csv", "line": 4, "column": "status", "record": "evt-003", "found": "bogus",
    }  # fmt: skip
    monkeypatch.chdir(package.root)
    assert start("validate", ["--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(
        "::error file=data/events.csv,line=3,title=control-character::evt-002: expected: cells hold"
    )
    assert lines[2].startswith("::error file=data/events.csv,line=4,title=enum::")
    assert "one of" not in lines[2]
    assert 'found "bogus"; use a listed code, or define' in lines[2]
    assert not any("\x1b" in line or "\u202e" in line for line in lines)
    assert start("validate", [str(package.root), "--max-problems", "1"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "... and 3 more"
    assert "errors 4, warnings 0" in "".join(lines)


def test_annotations_name_files_from_the_root_of_the_repository(
    package: Editor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    package.set("events", "evt-031", "polarity", "positive")
    package.rehash()
    monkeypatch.chdir(package.root.parent)
    assert start("validate", [package.root.name, "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith(f"::error file={package.root.name}/data/events.csv,line=32,")


@pytest.mark.parametrize("command", ["::stop-commands::x", "  ::add-mask::events", "##[add-mask]events"])
def test_a_package_gives_no_commands_to_the_runner(
    command: str, package: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    package.json("datapackage.json", lambda raw: raw.update(name=command))
    assert start("validate", [str(package.root), "--format", "github"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("::error file=")
    assert not [line for line in told[1:] if line.lstrip().startswith("::") or "##[" in line]
    package.json("datapackage.json", lambda raw: raw["resources"][0].update(path=command))
    assert start("validate", [str(package.root), "--format", "github"]) == 2
    refused = capsys.readouterr()
    assert refused.out.startswith("::error title=refused::")
    assert (refused.out.count("\n"), refused.err) == (1, "")


def test_no_remedy_names_a_script_that_a_package_of_ones_own_lacks() -> None:
    code = ROOT / "scripts" / "coded_article"
    told = [path for path in code.rglob("*.*") if path.suffix in (".py", ".html", ".js") and path.is_file()]
    assert len(told) > 50
    assert not [path for path in told if "python scripts/" in path.read_text(encoding="utf-8")]


def test_rules_are_listed_for_people_and_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert start("validate", ["--rules"]) == 0
    text = capsys.readouterr().out
    assert start("validate", ["--rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [rule["code"] for rule in listed] == list(RULES)
    assert all(rule["statement"] in text and rule["remedy"] in text for rule in listed)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{tmp}"], "no datapackage.json there"),
        (["{tmp}/none"], "no datapackage.json there"),
        (["{root}", "--source", "{tmp}/none.txt"], "no such file"),
        (["{root}", "--source", "{root}/README.md"], "not this article"),
    ],
)
def test_unusable_input_is_one_line_and_status_2(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start("validate", [part.format(tmp=tmp_path, root=ROOT) for part in arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1


def test_count_that_is_none_is_refused() -> None:
    with pytest.raises(SystemExit) as stopped:
        start("validate", ["--max-problems", "-1"])
    assert stopped.value.code == 2


def test_full_disk_is_one_line_and_loses_nothing(
    specimen: Editor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = {path.name: path.read_bytes() for path in (specimen.root / "seeds").iterdir()}
    specimen.set("sources", "src-001", "language", "de")
    changed = (specimen.root / "seeds" / "sources.csv").read_bytes()
    monkeypatch.setattr("coded_article.files.atomic.os.fsync", full)
    capsys.readouterr()
    assert start("fingerprint", [str(specimen.root.parent / "article.txt"), "--package", str(specimen.root)]) == 2
    assert capsys.readouterr().err == "fingerprint: a file: No space left on device; nothing was changed\n"
    after = {path.name: path.read_bytes() for path in (specimen.root / "seeds").iterdir()}
    assert after == {**before, "sources.csv": changed}


def test_closed_pipe_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, str(ROOT / "scripts" / "validate.py"), "--rules"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(write)
    assert done.stderr == b""
