"""Attacks on the command: on its status and its one line, on where it writes, on the runner that shows its output."""

import argparse
import errno
import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from coded_article.cli.run import start
from coded_article.cli.verbs import todo, validate
from coded_article.console import escaped, to_json, visible
from coded_article.model.profile import COPY, DESCRIPTOR
from coded_article.release import generate
from tests.editor import ROOT, Editor
from tests.repository import commit

pytestmark = pytest.mark.attack

# a process that hands on to its child what `sys.argv[1]` says
PARENT = """
import os, signal, sys
exec(sys.argv[1])
os.execv(sys.executable, [sys.executable, *sys.argv[2:]])
"""


def run(verb: str, *arguments: str, before: str = "", cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", PARENT, before, str(ROOT / "scripts" / f"{verb}.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=cwd)


class _StrangeError(Exception):
    pass


def _wrapped() -> None:
    try:
        raise MemoryError
    except MemoryError as error:
        msg = "failed to set up"
        raise ValueError(msg) from error


def _raiser(error: BaseException) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


STARVED = "validate: out of memory; raise --max-memory if the package is trusted\n"
RAISED: dict[str, tuple[Callable[[], None], str]] = {
    "of a library": (_raiser(_StrangeError("a\nb\x1b[31m" + "c" * 5000)), r"_StrangeError: a b\\x1b\[31mc+\u2026; .*"),
    "of Python": (_raiser(KeyError("kind")), "KeyError: 'kind'; .*"),
    "of depth": (_raiser(RecursionError("maximum depth")), "RecursionError: maximum depth; .*"),
    "import": (_raiser(ImportError("no such name")), "ImportError: no such name; .*"),
    "import without memory": (_raiser(ImportError("x.so: failed to map segment from shared object")), ""),
    "thread without memory": (_raiser(RuntimeError("can't start new thread")), ""),
    "system without memory": (_raiser(OSError(errno.ENOMEM, "Not enough")), ""),
    "memory": (_raiser(MemoryError()), ""),
    "memory, wrapped": (_wrapped, ""),
}


@pytest.mark.parametrize("kind", RAISED)
def test_whatever_is_raised_is_one_line_and_status_2(
    kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail, said = RAISED[kind]
    monkeypatch.setattr(validate, "run", lambda _: fail())
    assert start("validate", []) == 2
    line = capsys.readouterr().err
    wanted = f"validate: stopped, and nothing was judged: {said}CODED_ARTICLE_DEBUG=1 in the environment shows\n"
    assert re.fullmatch(wanted if said else re.escape(STARVED), line)
    assert len(line) < 500


def test_where_it_was_raised_is_shown_on_demand(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(validate, "run", lambda _: _raiser(_StrangeError("x"))())
    monkeypatch.setenv("CODED_ARTICLE_DEBUG", "1")
    assert start("validate", []) == 2
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    "before",
    ["signal.signal(signal.SIGCHLD, signal.SIG_IGN)", "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))"],
)
def test_parent_that_hears_no_signals_changes_no_verdict(before: str, specimen: Editor) -> None:
    done = run("validate", str(specimen.root), before=before)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("before", ["os.close(0)", "os.close(1)", "os.closerange(0, 3)"])
def test_parent_that_closes_its_handles_changes_no_verdict(before: str, specimen: Editor) -> None:
    assert run("validate", str(specimen.root), "--fast", before=before).returncode == 0
    specimen.set("events", "evt-004", "polarity", "positive")
    assert run("validate", str(specimen.root), "--fast", before=before).returncode == 1


@pytest.mark.parametrize("handles", [6, 8, 16])
def test_too_few_handles_are_no_verdict(handles: int, specimen: Editor) -> None:
    before = f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({handles}, {handles}))"
    done = run("validate", str(specimen.root), before=before)
    starved = (2, "validate: too many open files; allow more, as `ulimit -n 256` does\n")
    assert (done.returncode, done.stderr) in [starved, (0, "")]


def test_library_that_ends_the_worker_has_judged_nothing(specimen: Editor) -> None:
    (specimen.root.parent / "sqlite3.py").write_text("import os\nos._exit(1)\n", encoding="utf-8")
    before = f"os.environ['PYTHONPATH'] = {str(specimen.root.parent)!r}"
    done = run("validate", str(specimen.root), "--fast", before=before)
    said = "stopped by a library, perhaps for want of memory; raise --max-memory if the package is trusted"
    assert (done.returncode, done.stderr) == (2, f"validate: {said}\n")


SHORT = ["5", *(pytest.param(megabytes, marks=pytest.mark.long) for megabytes in ("30", "45", "60", "90"))]


@pytest.mark.parametrize("megabytes", SHORT)
def test_too_little_memory_is_no_verdict(megabytes: str, specimen: Editor) -> None:
    done = run("validate", str(specimen.root), "--max-memory", megabytes)
    assert done.returncode in (0, 2)
    assert done.stderr in ("", STARVED)
    assert bool(done.stderr) == bool(done.returncode)


def test_line_that_nobody_takes_leaves_the_status() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "validate.py"), "not-there"]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        for form in ("text", "github"):
            assert subprocess.run([*command, "--format", form], stdout=full, stderr=full, check=False).returncode == 2


def test_folder_for_temporary_files_that_is_not_there_is_one_line(specimen: Editor) -> None:
    before = "import tempfile; os.environ['TMPDIR'] = '/dev/null'; os.chdir('/proc')"
    done = run("validate", str(specimen.root), "--fast", before=before)
    assert done.returncode in (0, 2)
    assert done.stderr.count("\n") == done.returncode // 2


COMMANDS = ("##[add-mask]a", "##vso[task.complete]a", "::add-mask::a", ":::", "a\\##[group]")


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_reaches_a_runner(command: str) -> None:
    shown = visible(command)
    assert "::" not in shown
    assert not re.search(r"##\w*\[", shown + escaped(command))
    text = to_json({command: [command]})
    assert "::" not in text
    assert not re.search(r"##\w*\[", text)
    assert json.loads(text) == {command: [command]}


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize("command", ["##[add-mask]a", "::add-mask::a"])
def test_no_command_of_a_cell_is_printed(
    command: str, form: str, specimen: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    specimen.set("events", "evt-001", "status", command)
    specimen.set("actors", "act-001", "actor_type", command)
    specimen.rehash()
    capsys.readouterr()
    assert start("validate", [str(specimen.root), "--fast", "--format", form]) == 1
    printed = capsys.readouterr().out
    assert command not in printed
    assert "add-mask" in printed


def test_no_command_of_a_sentence_is_printed(
    specimen: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    specimen.write("evidence", specimen.rows("evidence")[:1])
    specimen.rehash()
    texts = dict.fromkeys((row[0] for row in specimen.rows("passages")), "##[x]\n::y::")
    monkeypatch.setattr("coded_article.text.passages.recorded", lambda *_: texts)
    capsys.readouterr()
    assert todo.run(argparse.Namespace(package=specimen.root, source=specimen.root.parent / "article.txt")) == 1
    printed = capsys.readouterr().out
    assert r"\x23#[x]\n:\x3ay:\x3a" in printed
    assert "##[" not in printed


def _quotes(specimen: Editor, text: str) -> list[str]:
    quotes = specimen.root.parent / "quotes.csv"
    quotes.write_text(f"id,part,quote,passage_id,within\nevt-001,content,{text},,\n", encoding="utf-8")
    source = str(specimen.root.parent / "article.txt")
    return ["anchor", str(quotes), "--source", source, "--package", str(specimen.root)]


def _article(specimen: Editor, text: str) -> list[str]:
    article = specimen.root.parent / "other.txt"
    article.write_text(f"A Title\n\n{text} One\n\nShe went home early.\n", encoding="utf-8")
    return ["init", str(specimen.root.parent / "new"), "--article", str(article), "--author", "Bo Reed"]


def _name(specimen: Editor, text: str) -> list[str]:
    specimen.json(DESCRIPTOR, lambda raw: raw.update(name=text))
    commit(specimen.root)
    return ["release", str(specimen.root)]


@pytest.mark.parametrize("made", [_quotes, _article, _name])
def test_no_command_or_escape_of_any_input_is_printed(
    made: Callable[[Editor, str], list[str]],
    specimen: Editor,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("coded_article.check.validate.MINUTE", 0)
    verb, *arguments = made(specimen, "\x1b[31m##[group]a::b")
    capsys.readouterr()
    start(verb, arguments)
    printed = "".join(capsys.readouterr())
    assert r"\x1b[31m\x23#[group]a:\x3ab" in printed
    assert "##[" not in printed
    assert "\x1b" not in printed


@pytest.mark.parametrize("option", ["--formats", "--site"])
@pytest.mark.parametrize("link", ["build", "build/site", "build/site/figures"])
def test_build_writes_nothing_outside(
    option: str, link: str, specimen: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("coded_article.site.site_files", lambda *_: {"index.html": b"x", "figures/a.svg": b"x"})
    outside = specimen.root.parent / "outside"
    outside.mkdir()
    place = specimen.root / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside)
    capsys.readouterr()
    status = start("build", [str(specimen.root), option])
    assert [*outside.iterdir()] == []
    if option == "--site" or link == "build":
        assert status == 2
        assert f"{place}: is a link, through which nothing is written" in capsys.readouterr().err


def test_figures_in_docs_are_written_through_no_link(specimen: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coded_article.site.site_files", lambda *_: {"figures/a.svg": b"new"})
    outside = specimen.root.parent / "outside"
    outside.mkdir()
    (outside / "a.svg").write_bytes(b"old")
    (specimen.root / "docs").symlink_to(outside)
    assert start("build", [str(specimen.root), "--site"]) == 2
    assert (outside / "a.svg").read_bytes() == b"old"
    assert not (specimen.root / "build").exists()


def test_anchor_writes_the_tables_of_a_sheet_through_no_link(
    fresh: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("coded_article.check.validate.MINUTE", 0)
    beside = fresh.root.parent
    article = beside / "article.txt"
    assert (
        start("sheet", ["--package", str(fresh.root), "--source", str(article), "--output", str(beside / "sheet")]) == 0
    )
    codes = (beside / "sheet" / "codes.csv").read_text(encoding="utf-8")
    given = {"vocabulary": "topic", "code": "rivers", "label": "Rivers", "definition": "What is about rivers."}
    row = ",".join(given.get(column, "") for column in codes.strip().split(","))
    (beside / "sheet" / "codes.csv").write_text(f"{codes}{row}\n", encoding="utf-8")
    (fresh.root / "data" / "README.md").rename(beside / "outside.md")
    (fresh.root / "data" / "README.md").symlink_to("../../outside.md")
    before = (beside / "outside.md").read_bytes()
    capsys.readouterr()
    status = start("anchor", [str(beside / "sheet"), "--source", str(article), "--package", str(fresh.root)])
    assert (beside / "outside.md").read_bytes() == before
    assert status == 2, capsys.readouterr()
    assert "README.md: is a link, through which nothing is written" in capsys.readouterr().err


def test_release_writes_nothing_outside(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    (specimen.root.parent / "outside").mkdir()
    (specimen.root / "dist").symlink_to("../outside")
    capsys.readouterr()
    assert start("release", [str(specimen.root)]) == 2
    assert "dist: is a link, through which nothing is written" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["CITATION.cff", ".zenodo.json"])
def test_generated_file_that_is_a_link_is_not_written(
    name: str, specimen: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    (specimen.root / name).unlink(missing_ok=True)
    (specimen.root / name).symlink_to("../article.txt")
    before = (specimen.root.parent / "article.txt").read_bytes()
    capsys.readouterr()
    assert start("build", [str(specimen.root)]) == 2
    assert f"{name}: is a link, through which nothing is written" in capsys.readouterr().err
    assert (specimen.root.parent / "article.txt").read_bytes() == before


def _init(folder: Path, article: Path) -> int:
    return start("init", [str(folder), "--article", str(article), "--author", "Bo Reed", "--title", "<!-- a -->"])


def test_init_asks_again_once_it_is_alone(
    specimen: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a second run that waited for the first: between its first look and its turn, the folder has been filled."""
    new = specimen.root.parent / "new"
    looked: list[object] = []
    monkeypatch.setattr("coded_article.cli.verbs.init._refuse_full", lambda folder, *_: looked.append(folder))
    monkeypatch.setattr("coded_article.files.lock.alone", lambda verb, folder: _Turn(verb, folder, looked))
    assert _init(new, specimen.root.parent / "article.txt") == 0
    assert looked == [new, ("init", new.parent), new]
    monkeypatch.undo()
    assert _init(new, specimen.root.parent / "article.txt") == 2
    assert "is there already and not empty" in capsys.readouterr().err


class _Turn:
    def __init__(self, verb: str, folder: Path, looked: list[object]) -> None:
        self._turn, self._looked = (verb, folder), looked

    def __enter__(self) -> None:
        self._looked.append(self._turn)

    def __exit__(self, *_: object) -> None:
        pass


def test_init_puts_the_article_nowhere_else(specimen: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    whole = generate.trial

    def watched(texts: Mapping[str, str]) -> AbstractContextManager[Path]:
        tried.extend(texts)
        return whole(texts)

    monkeypatch.setattr(generate, "trial", watched)
    new = specimen.root.parent / "new"
    assert _init(new, specimen.root.parent / "article.txt") == 0
    assert DESCRIPTOR in tried
    assert COPY not in tried
    assert (new / COPY).is_file()
    assert (new / "README.md").read_text(encoding="utf-8").startswith("# Coded Article: &lt;!-- a --&gt;\n")


MARKED = "<!-- begin {0}, written by coded-article build -->\n<!-- end {0} -->\n"


@pytest.mark.parametrize(
    "title",
    [
        "A <!-- end citation --> B",
        "A <!-- begin codes, written by coded-article build --> B",
        "A <!-- begin codes, written by coded-article build -->\n<!-- end codes --> B",
    ],
)
def test_marks_of_sections_in_data_let_build_settle(title: str, specimen: Editor) -> None:
    readme = specimen.root / "README.md"
    readme.write_text(MARKED.format("citation") + MARKED.format("codes"), encoding="utf-8")
    specimen.json(DESCRIPTOR, lambda raw: raw.update(title=title))
    specimen.set("codes", "status,ongoing", "definition", title.replace("\n", " ").replace("citation", "codes"))
    assert start("build", [str(specimen.root)]) in (0, 2)
    built = readme.read_bytes()
    assert start("build", [str(specimen.root)]) in (0, 2)
    assert readme.read_bytes() == built
    assert readme.read_text(encoding="utf-8").count("<!-- end codes -->") == 1


def test_build_that_never_settles_is_refused(
    specimen: Editor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = specimen.root / "README.md"
    readme.write_text("a\n", encoding="utf-8")
    monkeypatch.setattr(generate, "marked", lambda _, text: text + "a")
    capsys.readouterr()
    assert start("build", [str(specimen.root)]) == 2
    assert f"build: {readme}: comes out otherwise each time that it is built" in capsys.readouterr().err


def test_marks_without_an_end_take_no_time(specimen: Editor) -> None:
    begin = MARKED.format("citation").splitlines(keepends=True)[0]
    (specimen.root / "README.md").write_text(begin * 60_000, encoding="utf-8")
    assert start("build", [str(specimen.root)]) == 0
    assert (specimen.root / "README.md").stat().st_size == len(begin) * 60_000


def test_every_promise_names_tests_that_are_there() -> None:
    promises = (ROOT / "SECURITY.md").read_text(encoding="utf-8").partition("## What is not promised")[0]
    for promise in promises.split("\n- ")[1:]:
        named = re.findall(r"`(tests/[a-z_/]+\.py)`", promise)
        assert named, promise
        assert all((ROOT / name).is_file() for name in named), named
