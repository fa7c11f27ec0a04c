"""A package that is begun validates at once, and says what is still to code."""

import errno
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded_article.check.report import covered
from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.coding.begin import name_of
from coded_article.model.profile import COPY, DESCRIPTOR
from coded_article.read.opening import opened_folder
from tests.editor import ROOT, Editor
from tests.specimen import TEXT

_BLOCKS = [block.replace("\n", " ") for block in TEXT.strip().split("\n\n")]
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Rivers | News</title></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/rivers">Rivers</a></li></ul></nav></header>
<main><article>
{"".join(f"<p>{block}</p>" if block.endswith(".") else f"<h2>{block}</h2>" for block in _BLOCKS)}
</article></main><footer><p>All rights reserved. <a href="/privacy">Privacy</a></p></footer></body></html>"""
GIVEN = ["--author", "Bo Reed", "--title", "The Quarrel Over the Bridge", "--date", "2024-05"]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "article.txt"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new")
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    assert start("init", [str(folder / "new"), "--article", str(folder / "article.txt"), *GIVEN]) == 0
    return folder / "new"


@pytest.fixture
def new(begun: Path, tmp_path: Path) -> Path:
    """A copy of the package as `init` begins it."""
    return Path(shutil.copytree(begun, tmp_path / "new"))


def test_begun_package_is_valid_and_warns_of_every_uncoded_sentence(new: Path) -> None:
    report = validate(new, new / COPY, standard=False)
    assert report.name == "reed-2024-quarrel-over-bridge"
    assert report.valid
    assert [(item.code, item.record) for item in report.problems] == [
        ("not-yet-coded", f"psg-{number:03}") for number in (2, 3, 4, 5, 6, 7, 8, 10)
    ]
    assert start("build", [str(new), "--check"]) == 0


@pytest.mark.long
def test_begun_package_conforms_to_the_standard(new: Path) -> None:
    report = validate(new, standard=True)
    assert report.valid
    assert "standard" not in report.skipped


def test_dated_package_must_be_coded(new: Path) -> None:
    Editor(new).json(DESCRIPTOR, lambda raw: raw.update(created="2024-06-01T00:00:00Z"))
    assert {item.code for item in validate(new, standard=False).errors} == {"uncovered-passage"}


def test_git_ignores_the_copy_and_the_sheets(new: Path) -> None:
    def git(*arguments: str) -> list[str]:
        return subprocess.run(["git", *arguments], cwd=new, capture_output=True, text=True, check=True).stdout.split()

    start("sheet", ["--package", str(new)])
    git("init", "--quiet")
    git("add", "--all")
    tracked = git("ls-files")
    assert (new / COPY).read_text(encoding="utf-8") == TEXT
    assert (new / "seeds" / "coding.xlsx").is_file()
    assert [path for path in tracked if path.startswith("seeds/")] == [
        "seeds/README.md",
        "seeds/passages.csv",
        "seeds/sources.csv",
    ]


def test_saved_page_is_begun_as_the_article_that_it_holds(begun: Path, tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_bytes(PAGE.encode())
    assert start("init", [str(tmp_path / "new"), "--article", str(tmp_path / "saved.html"), *GIVEN]) == 0
    assert Editor(tmp_path / "new").rows("passages") == Editor(begun).rows("passages")


def test_what_is_not_given_is_asked_for_on_a_terminal(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter(["Bo Reed", "", "The Lantern", "2024-05-03", ""])

    def answer(question: str) -> str:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    assert start("init", [str(tmp_path / "new"), "--article", str(article)]) == 0
    assert len(asked) == 5
    ((row,),) = opened_folder(tmp_path / "new").rows("sources")
    assert (row["title"], row["title_basis"]) == ("", "unknown")
    assert (row["publisher"], row["publisher_basis"]) == ("The Lantern", "unverified")
    assert (row["published_earliest"], row["published_latest"]) == ("2024-05-03", "2024-05-03")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{tmp}", "--article", "{article}", *GIVEN], "is there already and not empty; give a new folder"),
        (["{article}", "--article", "{article}", *GIVEN], "is there already and not empty; give a new folder"),
        (["{tmp}/new", "--article", "{tmp}/none.txt", *GIVEN], "no such file"),
        (["{tmp}/new", "--article", "{article}"], "the author is needed"),
        (["{tmp}/new", "--article", "{article}", "--author", "A B", "--date", "May"], '--date: "May" is no EDTF date'),
        (
            ["{tmp}/new", "--article", "{article}", "--author", "A B", "--name", "No Name!"],
            '--name: "No Name!" is no name',
        ),
        (
            ["{tmp}/new", "--article", "{article}", "--author", "n/a"],
            '--author: "n/a" stands for a missing value; leave the cell empty',
        ),
        (
            ["{tmp}/new", "--article", "{article}", "--author", "A B", "--title", "=1+1"],
            '--title: "=1+1", but no cell begins like a spreadsheet formula',
        ),
        (["{tmp}/new", "--article", "{article}", "--author", "A B", "--language", "?"], "--language: "),
        (["{tmp}/new", "--article", "{article}", "--author", "A B", "--kind", "poem"], '--kind: "poem" is no kind'),
        (["{tmp}/new", "--article", "{article}", "--author", "A B", "--licence", "CC-BY-9"], "--licence: "),
        (["{tmp}/new", "--article", "{article}", "--author", "A B", "--licence", "MIT OR 0BSD"], "--licence: "),
        (["{tmp}/new", "--article", "{article}", "--author", "A B", "--orcid", "0000-0002-1825-0097"], "--orcid: "),
        (["{tmp}/new", "--article", "{article}", "--author", "A B", "--creator", "C D", "--orcid", "1"], "--orcid: "),
        (["{tmp}/new", "--article", "{tmp}/title.txt", "--author", "A B"], "--article: has no sentence"),
    ],
)
def test_what_cannot_be_begun_is_one_line_and_leaves_nothing(
    arguments: list[str], said: str, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "title.txt").write_text("A Title Alone\n", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    assert start("init", [part.format(tmp=tmp_path, article=article) for part in arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_outline_shows_the_cut_and_what_looks_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"The Quay\nBy Bo Reed\nIt is old. Indeed.\n\n{'It is very old and ' * 30}gone.\nA Lease\nNobody asked.\n"
    (tmp_path / "article.txt").write_text(text, encoding="utf-8")
    new = tmp_path / "new"
    assert start("init", [str(new), "--article", str(tmp_path / "article.txt"), *GIVEN]) == 0
    said = capsys.readouterr().out
    assert "heading 2, credit 1, body 4" in said
    assert "  The Quay: 3 sentences\n" in said
    assert "  (credit) By Bo Reed\n" in said
    assert "  A Lease: 1 sentence\n" in said
    assert 'check psg-004: a sentence of one word, "Indeed."' in said
    assert "check psg-005: 151 words without an end" in said
    assert f"delete {new} and begin again" in said
    assert f"  coded-article todo {new}\n" in said


def test_what_surrounds_an_article_is_remarked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    around = [
        "Published: 3 May 2024",
        "[Read: Why bridges fail]",
        "Read more: The bridge that fell",
        "Share this article",
    ]
    pulled = "Nobody has said who will pay."
    sent = "Sign up for our newsletter."
    lines = [
        "The Quay",
        *around,
        f"The ferry is old. {pulled}",
        pulled,
        sent,
        "Shared costs fell. It was published by Reed.",
    ]
    (tmp_path / "article.txt").write_text("\n\n".join(lines), encoding="utf-8")
    assert start("init", [str(tmp_path / "new"), "--article", str(tmp_path / "article.txt"), *GIVEN]) == 0
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith(("check ", "  (credit)"))]
    assert len(said) == len(around) + 2
    assert all(any(line in one for one in said) for line in (*around, pulled, sent))


def test_language_that_is_not_told_is_doubted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Le quai\n\nLe quai est vieux, et la ville ne veut pas payer. Personne ne sait quand il fermera.\n"
    (tmp_path / "article.txt").write_text(text, encoding="utf-8")
    given = ["--article", str(tmp_path / "article.txt"), *GIVEN]
    assert start("init", [str(tmp_path / "new"), *given]) == 0
    assert "does not look English" in capsys.readouterr().out
    assert start("init", [str(tmp_path / "other"), *given, "--language", "fr"]) == 0
    assert "does not look English" not in capsys.readouterr().out


def test_long_text_without_headings_is_remarked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "article.txt").write_text("Nobody had asked the town. " * 80, encoding="utf-8")
    assert start("init", [str(tmp_path / "new"), "--article", str(tmp_path / "article.txt"), *GIVEN]) == 0
    assert "check: no heading was found" in capsys.readouterr().out


def test_text_without_spaces_between_sentences_is_begun_and_confirmed(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("\u732b\u3002\u72ac\u3002\n\n\u9ce5\u3002\n", encoding="utf-8")
    given = [*GIVEN, "--language", "ja"]
    assert start("init", [str(tmp_path / "new"), "--article", str(tmp_path / "article.txt"), *given]) == 0
    report = validate(tmp_path / "new", tmp_path / "new" / COPY, standard=False)
    assert {item.code for item in report.problems} == {"not-yet-coded"}
    assert covered(report.coverage) == (0, 3)


def test_licence_is_written_as_spdx_writes_it(article: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    assert start("init", [str(new), "--article", str(article), *GIVEN, "--licence", "cc0-1.0"]) == 0
    assert '"name": "CC0-1.0"' in (new / "datapackage.json").read_text(encoding="utf-8")


def test_creator_is_cited_with_the_orcid(article: Path, tmp_path: Path) -> None:
    who = ["--creator", "Ada Maria Reed", "--orcid", "https://orcid.org/0000-0002-1825-0097"]
    assert start("init", [str(tmp_path / "new"), "--article", str(article), *GIVEN, *who]) == 0
    said = (tmp_path / "new" / "CITATION.cff").read_text(encoding="utf-8")
    assert 'given-names: "Ada Maria"\n    family-names: "Reed"\n    orcid: "https://orcid.org/0000-0002-1825-' in said


def test_new_package_is_complete(new: Path) -> None:
    readme = (new / "README.md").read_text(encoding="utf-8")
    for wanted in ("## Load it", "## Verify it", "git tag v0.1.0", "(LICENSE-DATA)"):
        assert wanted in readme
    assert "CC-BY-4.0" in (new / "LICENSE-DATA").read_text(encoding="utf-8")
    codebook = (new / "schemas" / "codebook.md").read_text(encoding="utf-8")
    assert "## Events" in codebook
    assert "## Reliability" not in codebook
    assert "<!--" not in codebook
    assert "](#" not in codebook


def test_kind_of_the_article_may_be_chosen(article: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    assert start("init", [str(new), "--article", str(article), *GIVEN, "--kind", "column"]) == 0
    assert (new / "seeds" / "sources.csv").read_text(encoding="utf-8").splitlines()[1].startswith("src-001,column,")


def test_readme_says_whose_the_article_is(article: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    assert start("init", [str(new), "--article", str(article), *GIVEN, "--rights", "Free to share."]) == 0
    readme = (new / "README.md").read_text(encoding="utf-8")
    assert "Rights in the article: Free to share." in readme
    assert "scripts/" not in readme


def _fill_disk(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let only the first file of each folder below ``folder`` be written."""
    opened = Path.open

    def full(path: Path, mode: str = "r", *arguments: Any, **options: Any) -> IO[Any]:
        if mode == "wb" and path.is_relative_to(folder) and len(list(path.parent.iterdir())) > 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return opened(path, mode, *arguments, **options)

    patch.setattr(Path, "open", full)


def test_full_disk_leaves_no_folder(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begin = [str(tmp_path / "new"), "--article", str(article), *GIVEN]
    before = sorted(tmp_path.iterdir())
    with monkeypatch.context() as disk:
        _fill_disk(disk, tmp_path)
        assert start("init", begin) == 2
    assert sorted(tmp_path.iterdir()) == before
    assert "No space left on device; nothing was changed" in capsys.readouterr().err
    assert start("init", begin) == 0


@pytest.mark.long
def test_full_disk_leaves_no_formats(
    new: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(new.iterdir())
    _fill_disk(monkeypatch, new)
    assert start("build", [str(new), "--formats"]) == 2
    assert sorted(new.iterdir()) == before
    assert "No space left on device; nothing was changed" in capsys.readouterr().err


@given(st.text(max_size=30), st.sampled_from(["", "2024", "2024-05-03"]), st.text(max_size=60))
def test_names_are_those_of_packages(author: str, date: str, title: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", name_of(author, date, title))


@pytest.mark.long
def test_installed_package_brings_the_profile_with_it(tmp_path: Path) -> None:
    """The wheel holds schemas and codes where `init` looks for them."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
        profile = ROOT / "scripts" / "coded_article" / "profile"
        for path in [*profile.glob("schemas/*.json"), profile / "codes.csv", profile / "profile.json"]:
            inside = f"coded_article/profile/{path.relative_to(profile).as_posix()}"
            assert wheel.read(inside) == path.read_bytes()
    assert {
        "coded_article/joins/playbook.sql",
        "coded_article/release/comparison.html",
        "coded_article/py.typed",
    } <= names
