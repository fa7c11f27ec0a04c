"""Annotation tools get what is coded, and give back what somebody marked there."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import cassis
import pytest

from coded_article.cli.run import start
from coded_article.coding.annotation import brat, cas, label_studio
from coded_article.coding.annotation.article import Annotated, Relation, Span
from coded_article.coding.quotes import within
from coded_article.errors import RefusedError
from coded_article.text.canonical import canonical
from tests.editor import ROOT, Editor, copy_package
from tests.repository import git

QUAY = ROOT / "examples" / "quay", ROOT / "examples" / "article.txt"
SHIPPED = ROOT, ROOT.parent / "shared" / "article" / "article.txt"
SPANS = ("evidence", "mentions")

Tool = Callable[..., int]


@pytest.fixture
def quay(tmp_path: Path) -> Editor:
    return copy_package(QUAY[0], tmp_path / "quay")


def _exported(root: Path, kind: str, copy: Path) -> Path:
    """Return the file that `import` takes of what `export` writes."""
    assert start("export", ["--to", kind, "--source", str(copy), "--package", str(root)]) == 0
    (file,) = (root / "seeds" / kind).glob("*.xmi" if kind == "cas" else "*.ann")
    return file


def _imported(root: Path, kind: str, file: Path) -> int:
    return start("import", ["--from", kind, str(file), "--package", str(root)])


def _anchored(root: Path, copy: Path) -> int:
    return start("anchor", [str(root / "seeds" / "imported"), "--source", str(copy), "--package", str(root)])


@pytest.mark.parametrize(("source", "copy"), [QUAY, SHIPPED], ids=["quay", "shipped"])
def test_round_trip_changes_no_row(source: Path, copy: Path, tmp_path: Path) -> None:
    if not copy.is_file():
        pytest.skip("no copy of the article")
    root = copy_package(source, tmp_path / "package").root
    before = {path: path.read_bytes() for path in (root / "data").iterdir()}
    for kind in ("cas", "brat"):
        shutil.rmtree(root / "seeds" / "imported", ignore_errors=True)
        assert _imported(root, kind, _exported(root, kind, copy)) == 0
        for name in ("quotes", "relations", "events"):
            assert len((root / "seeds" / "imported" / f"{name}.csv").read_text().splitlines()) == 1  # the header
    assert _anchored(root, copy) == 0
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("kind", ["cas", "brat"])
def test_every_span_comes_back_into_a_package_that_lacks_them(quay: Editor, kind: str) -> None:
    """Words that stand several times in a sentence too."""
    file = _exported(quay.root, kind, QUAY[1])
    before = {name: sorted(row[1:] for row in quay.rows(name)) for name in SPANS}
    for name in SPANS:
        quay.write(name, quay.rows(name)[:1])
    assert _imported(quay.root, kind, file) == 0
    assert _anchored(quay.root, QUAY[1]) == 0
    assert {name: sorted(row[1:] for row in quay.rows(name)) for name in SPANS} == before


def test_what_is_marked_in_brat_becomes_a_sheet(quay: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    file = _exported(quay.root, "brat", QUAY[1])
    text = canonical(QUAY[1].read_text(encoding="utf-8"))
    first = text.index("Two days later")
    pieces = f"{text.index('the berth')} {text.index('the berth') + 9};{first} {first + 14}"
    over = f"{first - 9} {first + 8}"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not re.match(r"T1\t|R[0-9]+\t.*:T1\b", line)]  # taken out in the tool
    lines += [f"T901\tcontent {pieces}\tthe berth Two days later", "#901\tAnnotatorNotes T901\tevt-call"]
    lines += [f"T902\tcontent {over}\twhatever", "#902\tAnnotatorNotes T902\tevt-001", "E1\tMeeting:T902"]
    lines += ["R901\tcauses Arg1:T902 Arg2:T901\t"]
    file.write_text("\r\n".join(lines), encoding="utf-8")
    capsys.readouterr()
    assert _imported(quay.root, "brat", file) == 0
    said = capsys.readouterr().out
    assert f"not in {file} any more: {quay.rows('evidence')[1][0]}" in said
    sheet = quay.root / "seeds" / "imported"
    rows = {path.stem: [*csv.DictReader(io.StringIO(path.read_text("utf-8")))] for path in sheet.iterdir()}
    quotes = [(row["id"], row["part"], row["quote"], row["passage_id"]) for row in rows["quotes"]]
    assert quotes == [
        ("evt-call", "content", "the berth", "psg-004"),
        ("evt-call", "content", "Two days later", "psg-004"),
        ("evt-001", "content", text[first - 9 : first - 1], "psg-003"),
        ("evt-001", "content", "Two days", "psg-004"),
    ]
    assert [row["event_id"] for row in rows["events"]] == ["evt-call"]
    assert [(row["subject_id"], row["predicate"], row["object_id"]) for row in rows["relations"]] == [
        ("evt-001", "causes", "evt-call")
    ]
    assert _imported(quay.root, "brat", file) == 2  # the coder's rows may be there
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        (lambda lines: f"{lines}T901\tcontent 1 4\tree\n", 1, 'T901: "hre" names no record'),
        (lambda lines: f"{lines}T901\tcontent 1 999999\tree\n", 2, "T901 is outside of the text"),
        (lambda lines: f"{lines}R901\tcauses Arg1:T1 Arg2:T999\n", 2, "R901 leads to T999, which is not there"),
        (lambda lines: f"{lines}whatever\n", 2, "'whatever' is no line of brat"),
    ],
)
def test_faults_of_a_file_are_told_with_their_place(
    change: Callable[[str], str], status: int, said: str, quay: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _exported(quay.root, "brat", QUAY[1])
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    assert _imported(quay.root, "brat", file) == status
    assert said in capsys.readouterr().err
    assert not (quay.root / "seeds" / "imported").exists()


@pytest.mark.parametrize("content", ["", "<x/>", "{}", '{"%TYPES": 7}'])
def test_what_is_no_cas_is_refused(content: str, quay: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    file = quay.root / "seeds" / "some.json"
    file.write_text(content, encoding="utf-8")
    assert _imported(quay.root, "cas", file) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.attack
def test_entities_of_a_cas_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    made = cas.files(MARKED, "ship")
    entity = f'<!DOCTYPE x [<!ENTITY out SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    data = made["ship.xmi"].replace("?>", f"?>{entity}", 1).replace("<cas:NULL", "&out;<cas:NULL", 1)
    assert data.count("&out;") == data.count("<!ENTITY") == 1
    try:
        read = cas.read(tmp_path / "ship.xmi", data, made[cas.TYPES])
    except RefusedError:
        return
    assert "secret" not in str(read)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("passages", "start", "25"),
        ("evidence", "passage_id", "psg-999"),
        ("mentions", "actor_id", "act-999"),
    ],
)
def test_spans_that_lead_nowhere_are_refused(
    table: str, column: str, value: str, quay: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    quay.set(table, quay.rows(table)[2][0], column, value)
    assert start("export", ["--to", "brat", "--source", str(QUAY[1]), "--package", str(quay.root)]) == 2
    assert "has spans that lead nowhere" in capsys.readouterr().err


def test_another_text_is_refused(quay: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    file = _exported(quay.root, "brat", QUAY[1])
    words = file.with_suffix(".txt")
    words.write_text(f"{words.read_text(encoding='utf-8')}\nRead more.\n", encoding="utf-8")
    assert _imported(quay.root, "brat", file) == 2
    assert "its text is more than the article" in capsys.readouterr().err


def test_text_of_ones_own_may_be_marked_too(quay: Editor) -> None:
    """With curly quotation marks and blank lines, as the article was found."""
    raw = QUAY[1].read_text(encoding="utf-8")
    start_ = raw.index("\u201cworn beyond")
    file = quay.root / "seeds" / "own.ann"
    file.with_suffix(".txt").write_text(raw, encoding="utf-8")
    file.write_text(f"T1\tcue {start_} {start_ + 12}\t...\n#1\tAnnotatorNotes T1\tstm-001\n", encoding="utf-8")
    assert _imported(quay.root, "brat", file) == 0
    rows = csv.DictReader(io.StringIO((quay.root / "seeds/imported/quotes.csv").read_text(encoding="utf-8")))
    assert [(row["quote"], row["passage_id"]) for row in rows] == [('"worn beyond', "psg-003")]


TEXT = "Ada \U0001f6a2 left.\nBo stayed."
ADA = Span("men-001", "act-001", "name", 0, 3)
LEFT = Span("evd-001", "evt-001", "content", 6, 10)
STAYED = Span("evd-002", "evt-002", "content", 15, 21)
MARKED = Annotated(TEXT, [LEFT, STAYED, ADA], [Relation("rel-001", "precedes", LEFT, STAYED)])


def _plain(article: Annotated) -> tuple[str, list[tuple[object, ...]], list[tuple[str, ...]]]:
    spans: list[tuple[object, ...]] = [(one.id, one.record, one.part, one.start, one.end) for one in article.spans]
    drawn: list[tuple[str, ...]] = [(one.id, one.predicate, one.subject.id, one.object.id) for one in article.relations]
    return article.text.rstrip("\n"), sorted(spans), drawn


def test_characters_beyond_the_first_plane_are_counted_as_each_tool_does() -> None:
    made = cas.files(MARKED, "ship")
    # UIMA counts units of UTF-16, of which the ship takes two
    assert 'begin="7" end="11" row="evd-001"' in " ".join(made["ship.xmi"].split())
    assert _plain(cas.read(Path("ship.xmi"), made["ship.xmi"], made[cas.TYPES])) == _plain(MARKED)
    types = cassis.load_typesystem(io.BytesIO(made[cas.TYPES].encode()))
    as_json = cassis.load_cas_from_xmi(made["ship.xmi"], types).to_json()
    assert _plain(cas.read(Path("ship.json"), as_json, "")) == _plain(MARKED)
    lines = brat.files(MARKED, "ship", ["content", "name"], ["precedes"])
    assert lines["ship.ann"].startswith("T1\tcontent 6 10\tleft\n")
    assert _plain(brat.read(Path("ship.ann"), lines["ship.txt"], lines["ship.ann"])) == _plain(MARKED)
    ((task,), *_) = [json.loads(label_studio.files(MARKED, "ship", ["content"], ["precedes"])["ship.json"])]
    value = task["annotations"][0]["result"][0]["value"]
    assert TEXT[value["start"] : value["end"]] == value["text"] == "left"


def test_annotations_have_the_exact_words(quay: Editor) -> None:
    assert start("export", ["--to", "annotations", "--source", str(QUAY[1]), "--package", str(quay.root)]) == 0
    (file,) = (quay.root / "seeds" / "annotations").iterdir()
    text = canonical(QUAY[1].read_text(encoding="utf-8"))
    items = json.loads(file.read_text(encoding="utf-8"))["items"]
    assert len(items) == sum(len(quay.rows(name)) - 1 for name in (*SPANS, "relations"))
    selected = [item["target"]["selector"] for item in items if "selector" in item["target"]]
    for place, words in selected:
        assert text[place["start"] : place["end"]] == words["exact"]
        around = canonical(words["prefix"] + words["exact"] + words["suffix"])
        assert around in text


@pytest.mark.parametrize(
    ("words", "at", "expected"),
    [("one", 0, "one two"), ("one", 8, "two one"), ("three", 12, ""), ("two", 4, "two one")],
)
def test_fewest_words_around_tell_a_quote_apart(words: str, at: int, expected: str) -> None:
    text = "one two one three two"
    assert within(text, at, at + len(words)) == expected


def test_words_of_the_article_stay_out_of_a_repository(
    quay: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """But where git ignores them, outside, or where the rights let anybody repeat them."""
    there = ["--to", "brat", "--source", str(QUAY[1]), "--package", str(quay.root), "--output"]
    said = "holds words of the article, and git does not ignore it there"
    assert start("export", [*there, str(quay.root / "docs")]) == 2  # no repository, but a package
    assert said in capsys.readouterr().err
    git(tmp_path, "init", "--quiet", "--template=")
    shutil.copy(QUAY[0] / ".gitignore", quay.root)
    for folder, status in (("docs", 2), ("build/brat", 0), ("seeds/brat", 0)):
        assert start("export", [*there, str(quay.root / folder)]) == status
    copied = ["text", str(QUAY[1]), "--output"]
    assert start("text", [*copied[1:], str(tmp_path / "plain.txt")]) == 2
    assert start("text", [*copied[1:], str(quay.root / "seeds" / "plain.txt")]) == 0
    quay.set("sources", "src-001", "rights", "Public domain")
    assert start("export", [*there, str(quay.root / "docs")]) == 0


def test_canonical_text_is_the_article_alone(quay: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(f"A menu\n\n{QUAY[1].read_text(encoding='utf-8')}\n\nMore news", encoding="utf-8")
    text = canonical(QUAY[1].read_text(encoding="utf-8"))
    assert start("text", [str(QUAY[1])]) == 0
    assert start("text", [str(copy), "--package", str(quay.root)]) == 0
    assert capsys.readouterr().out == f"{text}\n{text}\n"
