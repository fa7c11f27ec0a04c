"""The corpus of this repository: three articles that differ, asked and checked together as each of them is alone."""

import re
import shutil
from pathlib import Path

import pytest

from coded_article import load
from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.joins import questions
from tests.editor import ROOT, Editor, copy_package

WASHINGTON = ROOT / "examples" / "washington-1790"
MEMBERS = {"pifer": ROOT, "quay": ROOT / "examples" / "quay", "washington": WASHINGTON}
PAGE = (ROOT / "docs" / "corpus-questions.md").read_text(encoding="utf-8")
PRINTED = re.findall(r"^## [0-9]+\. (.+?)\n\n```sql\n(.+?)\n```\n\n(.+?)\n\n", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus = tmp_path_factory.mktemp("articles") / "corpus"
    given = [f"{name}={root}" for name, root in MEMBERS.items()]
    assert start("combine", [*given, "-o", str(corpus), "--allow-invalid"]) == 0  # they are validated together
    return corpus


def test_corpus_is_valid_and_proposes_that_the_united_states_are_one(corpus: Path) -> None:
    assert validate(corpus, standard=False).problems == []
    assert ["washington:act-002", "pifer:act-010", "Q30"] in Editor(corpus).rows("same_as")


def test_the_answers_of_the_corpus_are_those_of_its_packages_and_are_printed(corpus: Path) -> None:
    assert [(question, sql) for question, sql, _ in PRINTED] == list(questions("corpus_questions"))
    assert len(PRINTED) == 5
    with load(corpus).duckdb() as together:
        all_of_it = {sql: together.execute(sql).fetchall() for _, sql, _ in PRINTED}
    of_each: dict[str, list[tuple[object, ...]]] = {sql: [] for sql in all_of_it}
    for root in MEMBERS.values():
        with load(root).duckdb() as alone:
            for _, sql, _ in PRINTED:
                of_each[sql] += alone.execute(sql).fetchall()
    for _, sql, answer in PRINTED:
        assert sorted(of_each[sql], key=str) == sorted(all_of_it[sql], key=str)
        assert answer.splitlines()[2:] == [f"| {' | '.join(map(str, row))} |" for row in all_of_it[sql]]


def broken(package: Editor, namespace: str = "") -> set[tuple[str, str, str]]:
    """Break a package in several ways; return the code, record and column of all that is then reported."""
    under = namespace.__add__
    package.set("events", under("evt-011"), "status", "happened")
    package.set("recommendations", under("rec-019"), "modality", "should")
    package.set("statements", under("stm-031"), "speaker_id", under("act-001"))
    package.set("relations", under("rel-024"), "object_id", under("rec-024"))
    package.set("evidence", under("evd-001"), "end", "900")
    package.set("actors", under("act-006"), "parent_id", under("act-099"))
    package.rehash()
    problems = validate(package.root, standard=False).problems
    return {(item.code, item.record.removeprefix(namespace), item.column) for item in problems}


def test_a_mutation_of_the_corpus_is_reported_like_one_of_its_member(corpus: Path, tmp_path: Path) -> None:
    alone = broken(copy_package(WASHINGTON, tmp_path / "alone"))
    assert len({code for code, _, _ in alone}) >= 6
    assert broken(Editor(Path(shutil.copytree(corpus, tmp_path / "corpus"))), "washington:") == alone


def test_members_that_cannot_go_together_are_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = copy_package(WASHINGTON, tmp_path / "twin")
    out = ["-o", str(tmp_path / "corpus")]
    assert start("combine", [str(WASHINGTON), str(twin.root), *out]) == 2  # two packages of one name
    assert f'{twin.root}: has the namespace "washington-1790" of {WASHINGTON}' in capsys.readouterr().err
    assert start("combine", [f"a={WASHINGTON}", f"a={MEMBERS['quay']}", *out]) == 2
    assert f'{MEMBERS["quay"]}: has the namespace "a" of {WASHINGTON}' in capsys.readouterr().err
    twin.set("recommendations", "rec-019", "modality", "should")
    twin.rehash()
    given = [f"quay={MEMBERS['quay']}", f"twin={twin.root}", *out]
    assert start("combine", given) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"combine: {twin.root}: is not valid: data/recommendations.csv:20 rec-019 modality: ")
    assert said.endswith("correct it, or give --allow-invalid\n")
    assert not (tmp_path / "corpus").exists()
    assert start("combine", [*given, "--allow-invalid"]) == 0
    assert [item.record for item in validate(tmp_path / "corpus", standard=False).errors] == ["twin:rec-019"]
