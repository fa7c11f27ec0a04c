import errno
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import coded_article
from coded_article.check.catalogue import RULES
from coded_article.cli.run import main, start
from coded_article.model.verbs import GROUPS, VERBS
from tests.editor import ROOT, Editor

HEAVY = ("pandas", "pandera", "duckdb", "frictionless")


def _python(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd or ROOT, env=environment, check=False)


@pytest.mark.parametrize("asked", ["{verb} --help", "help {verb}"])
@pytest.mark.parametrize("verb", list(VERBS))
def test_every_verb_explains_itself(
    verb: str, asked: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["coded-article", *asked.format(verb=verb).split()])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith(f"usage: coded-article {verb} ")
    assert "exit status" in out
    assert "Example" in out


@pytest.mark.parametrize("arguments", [["--help"], ["validate", "--help"], ["validate", "--rules"]])
def test_output_that_nobody_reads_to_its_end_is_no_traceback(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "coded_article", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, env=environment, check=False)
    os.close(write)
    assert done.stderr == ""
    assert done.returncode in (0, 1)


def test_no_remedy_installs_a_distribution_by_a_name_that_is_on_no_index() -> None:
    texts = [*(ROOT / "scripts").rglob("*.py"), *ROOT.glob("*.md"), *ROOT.glob("*/*.md"), ROOT / "action.yml"]
    named = re.compile(r"pip install [^\n`]*(?<![/\w-])coded-article(?! @ )\b")
    assert not [path for path in texts if named.search(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("verb", list(VERBS))
def test_every_verb_has_a_thin_script(verb: str) -> None:
    lines = (ROOT / "scripts" / f"{verb}.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) < 12
    assert lines[-1] == f'    sys.exit(start("{verb}"))'


@pytest.mark.parametrize(
    "verb", [pytest.param(verb, marks=() if verb == "validate" else pytest.mark.long) for verb in VERBS]
)
def test_script_runs_without_being_installed(verb: str, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / f"{verb}.py"), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"coded-article {verb}" in done.stdout


def test_what_needs_no_library_loads_none() -> None:
    calls = [["--help"], ["--rules"], ["--rules", "--format", "json"], ["--explain", "step-order"], ["/nowhere"]]
    code = (
        "import sys\nfrom coded_article.cli.run import start\n"
        f"for arguments in {calls!r}:\n"
        "    try:\n        start('validate', arguments)\n    except SystemExit:\n        pass\n"
        f"    print('loaded', sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    loaded = [line for line in _python("-c", code).stdout.splitlines() if line.startswith("loaded ")]
    assert loaded == ["loaded []"] * len(calls)


@pytest.mark.parametrize("options", [("--fast",), pytest.param((), marks=pytest.mark.long)])
def test_runs_from_any_folder_without_a_warning(options: tuple[str, ...], specimen: Editor, tmp_path: Path) -> None:
    script = str(ROOT / "scripts" / "validate.py")
    done = _python("-W", "error", script, str(specimen.root), *options, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("  VALID: errors 0, ")


def test_command_lists_its_verbs_by_what_one_wants_to_do() -> None:
    done = _python("-m", "coded_article", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    parts = done.stdout.split("\n\n")
    assert [part.partition("\n")[0] for part in parts[1:-1]] == list(GROUPS)
    for part, verbs in zip(parts[1:-1], GROUPS.values(), strict=True):
        assert [line.split(maxsplit=1) for line in part.splitlines()[1:]] == [list(verb) for verb in verbs.items()]


@pytest.mark.parametrize(
    ("arguments", "status"), [(["-h"], 0), (["help"], 0), ([], 2), (["dance"], 2), (["help", "dance"], 2)]
)
def test_command_that_is_no_verb_names_the_verbs(
    arguments: list[str], status: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["coded-article", *arguments])
    assert main() == status
    shown = capsys.readouterr()
    assert all(verb in (shown.err if status else shown.out) for verb in VERBS)
    assert (shown.out if status else shown.err) == ""


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_command_says_its_version(
    option: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["coded-article", option])
    assert main() == 0
    assert capsys.readouterr().out.startswith(f"coded-article {coded_article.__version__}, which knows the profile")


def test_library_shows_what_there_is() -> None:
    assert {"load", "Package"} <= set(dir(coded_article))
    assert all(hasattr(coded_article, name) for name in dir(coded_article))


def _break(specimen: Editor) -> None:
    """Make something that was not done positive, in line 5 of the events."""
    specimen.set("events", "evt-004", "polarity", "positive")
    specimen.rehash()


def test_problem_is_one_line_that_says_where_what_and_what_to_do(
    specimen: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    _break(specimen)
    assert start("validate", [str(specimen.root), "--fast"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        f'{specimen.root}/data/events.csv:5 evt-004 polarity: "positive", but what was not done has negative polarity;'
        " correct the status or the polarity [omission]"
    )


@pytest.fixture
def several(specimen: Editor) -> Editor:
    """The specimen with faults of several kinds, one of them twice."""
    specimen.set("events", "evt-002", "note", "50%\x1b[2J: a\u202eb")
    for key in ("evt-003", "evt-005"):
        specimen.set("events", key, "status", "bogus")
    _break(specimen)
    return specimen


def test_report_for_programs(several: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    assert start("validate", [str(several.root), "--fast", "--format", "json"]) == 1
    value = json.loads(capsys.readouterr().out)
    rows = len(several.rows("events")) - 1
    assert (value["valid"], value["engine"], value["tables"]["events"]) == (False, "SQLite", rows)
    assert value["coverage"] == {"covered": 8, "sentences": 8}
    assert value["skipped"]["standard"] == "frictionless was left out (--fast)"
    assert {count["code"]: count["count"] for count in value["counts"]} == {
        "control-character": 1, "enum": 2, "invisible-character": 1, "omission": 1,
    }  # fmt: skip
    assert value["counts"][0] == {"code": "enum", "path": "data/events.csv", "count": 2, "severity": "error"}
    wanted = {
        "code": "enum", "severity": "error", "layer": "table", "path": "data/events.csv", "line": 4, "column": "status",
        "record": "evt-003", "found": "bogus", "remedy": RULES["enum"].remedy,
    }  # fmt: skip
    assert [item for item in value["problems"] if item.items() >= wanted.items()]


def test_report_for_github(
    several: Editor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(several.root)
    assert start("validate", ["--fast", "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(
        "::error file=data/events.csv,line=3,col=70,endColumn=82,title=control-character::evt-002 note: the cell holds"
    )
    assert lines[2].startswith("::error file=data/events.csv,line=4,col=")
    assert ',title=enum::evt-003 status: "bogus" is not a code of `status`; write one of ' in lines[2]
    assert not any("\x1b" in line or "\u202e" in line for line in lines)


def test_problems_of_each_kind_are_capped_and_counted(several: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    assert start("validate", [str(several.root), "--fast", "--max-problems", "1"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition(" ")[2] for line in lines[:4]] == [
        "[control-character]", "[invisible-character]", "[enum]", "[omission]",
    ]  # fmt: skip
    assert lines[4] == f"... and 1 more enum in {several.root}/data/events.csv"
    assert "errors 5, warnings 0" in lines[-1]


def test_annotations_name_files_from_the_root_of_the_repository(
    specimen: Editor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _break(specimen)
    monkeypatch.chdir(specimen.root.parent)
    assert start("validate", [specimen.root.name, "--fast", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith(f"::error file={specimen.root.name}/data/events.csv,line=5,")


@pytest.mark.parametrize("command", ["::stop-commands::x", "  ::add-mask::events", "##[add-mask]events"])
def test_a_package_gives_no_commands_to_the_runner(
    command: str, specimen: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    specimen.json("datapackage.json", lambda raw: raw.update(name=command))
    assert start("validate", [str(specimen.root), "--fast", "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("::error file=")
    after = lines[sum(line.startswith("::error file=") for line in lines) :]
    assert after
    assert not [line for line in after if line.lstrip().startswith("::") or "##[" in line]
    specimen.json("datapackage.json", lambda raw: raw["resources"][0].update(path=command))
    assert start("validate", [str(specimen.root), "--fast", "--format", "github"]) == 2
    refused = capsys.readouterr()
    assert refused.out.startswith("::error title=refused::")
    assert (refused.out.count("\n"), refused.err) == (1, "")


def test_no_remedy_names_a_script_that_a_package_of_ones_own_lacks() -> None:
    code = ROOT / "scripts" / "coded_article"
    suffixes = (".py", ".sql", ".html", ".js")
    written = [path for path in code.rglob("*.*") if path.suffix in suffixes and path.is_file()]
    assert len(written) > 100
    assert not [path for path in written if "python scripts/" in path.read_text(encoding="utf-8")]


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
        (["{root}", "--source", "{root}/data/events.csv"], ".csv files are not read"),
        (["{root}", "--source", "{tmp}/other.txt"], "not this article"),
    ],
)
def test_unusable_input_is_one_line_and_status_2(
    arguments: list[str], said: str, specimen: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.txt").write_text("Another text, on another quarrel.\n", encoding="utf-8")
    capsys.readouterr()
    assert start("validate", [part.format(tmp=tmp_path, root=specimen.root) for part in arguments]) == 2
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
    copy = str(specimen.root.parent / "article.txt")
    assert start("fingerprint", [copy, "--package", str(specimen.root), "--language", "en"]) == 2
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


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_shell_completes_verbs_options_and_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start("completion", ["bash"]) == 0
    script = tmp_path / "script"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    tried = [
        f"COMP_WORDS=(coded-article {words}); COMP_CWORD={number}; COMPREPLY=(); _shtab_coded_article"
        for words, number in (("va", 1), ("import --fr", 2), ('export --to ""', 3))
    ]
    lines = "\n".join(f'{line}; echo "${{COMPREPLY[@]}}"' for line in tried)
    done = subprocess.run(["bash", "-c", f"source {script}\n{lines}"], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["validate", "--from", "cas brat labelstudio annotations"]
