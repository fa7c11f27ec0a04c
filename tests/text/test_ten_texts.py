"""Texts in six languages and four forms are cut rightly, or in a moment by hand, and what is coded in them verifies."""

import csv
from pathlib import Path

import pytest

from coded_article.cli.run import start
from coded_article.coding.blank import csv_texts
from coded_article.files.canonical_csv import read_rows
from coded_article.model.profile import COPY
from coded_article.read.opening import opened_folder
from coded_article.text.canonical import canonical, digest
from tests.text.ten_texts import TEXTS, Text


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{text.name}-{text.language}")
def test_text_is_cut_rightly_and_what_is_coded_verifies(
    text: Text, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coded_article.check.validate.MINUTE", 0)  # without frictionless, which takes longest
    article, root = tmp_path / text.name, tmp_path / "new"
    article.write_bytes(text.source.encode("cp1252" if "iso-8859-1" in text.source else "utf-8"))
    given = ["--article", str(article), "--author", text.author, "--name", "a-text", "--language", text.language]
    assert start("init", [str(root), *given]) == 0
    for option, words in text.marks:
        assert start("fingerprint", [str(root), option, words]) == 0
    copy = canonical((root / COPY).read_text(encoding="utf-8"))
    rows = sorted(read_rows(root / "seeds" / "passages.csv"), key=lambda row: int(row["ordinal"]))
    found = [(row["kind"], copy[int(row["start"]) : int(row["end"])]) for row in rows]
    assert tuple(words if kind == "body" else f"{kind}: {words}" for kind, words in found) == text.wanted
    assert [digest(words) for _, words in found] == [row["sha256"] for row in rows]

    sheet = root / "seeds" / "coding"
    sheet.mkdir()
    for name, empty in csv_texts(opened_folder(root).descriptor, [], []).items():
        (sheet / name).write_text(empty, encoding="utf-8")
    for name, cells in (
        ("codes", {"vocabulary": "topic", "code": "the_matter", "label": "The matter", "definition": "It."}),
        (
            "statements",
            {"statement_id": "stm-coded", "speaker_id": "act-001", "voice": "author", "quotation_type": "own_voice",
             "claim_type": "factual", "proposition": "It is so.", "topic": "the_matter", "quote": text.coded},
        ),
    ):  # fmt: skip
        path = sheet / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, header, lineterminator="\n").writerow(cells)
    assert start("anchor", [str(root)]) == 0
    capsys.readouterr()
    assert start("verify", [str(article), "--package", str(root)]) == 0
    assert "evidence  1 of 1 confirmed" in capsys.readouterr().out
