"""The questions of the documentation: each has one query, and the answer that is printed is that of the tables."""

import re
import sqlite3
from contextlib import closing

import pytest

from coded_article.joins import questions
from coded_article.read.opening import opened_folder
from coded_article.release.formats import Content, sqlite
from coded_article.release.readmes import marked
from tests.editor import ROOT, Editor
from tests.rules.breaking import follow_first

PAGE = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
MARK = "<!-- begin questions, written by scripts/build.py -->\n<!-- end questions -->"
PRINTED = re.findall(r"^## [0-9]+\. (.+?)\n\n```sql\n(.+?)\n```\n\n(.+?)\n\n", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def database() -> bytes:
    package = opened_folder(ROOT)
    return sqlite.render(Content(package.descriptor, package.tables))


def test_ten_questions_are_printed_each_with_its_query() -> None:
    assert [(question, sql) for question, sql, _ in PRINTED] == list(questions())
    assert len(PRINTED) == 10


@pytest.mark.parametrize(("sql", "answer"), [pytest.param(sql, said, id=name) for name, sql, said in PRINTED])
def test_answer_is_what_the_query_finds_in_the_database_of_a_release(sql: str, answer: str, database: bytes) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        cursor = connection.execute(sql)
        rows = [[column for column, *_ in cursor.description], *cursor]
    head, _, *body = answer.splitlines()
    assert [head, *body] == [f"| {' | '.join('' if cell is None else str(cell) for cell in row)} |" for row in rows]
    assert body


def test_package_of_an_earlier_profile_is_told_what_to_do(specimen: Editor) -> None:
    assert "## 10. " in marked(opened_folder(specimen.root), MARK)
    follow_first(specimen)
    assert "run `coded-article upgrade`" in marked(opened_folder(specimen.root), MARK)
