"""A copy of the article against the package: what is confirmed, what is told to have fallen."""

import pytest

from coded_article.cli import start
from coded_article.validation import validate

from .conftest import TEXT, Editor


def _verify(small: Editor, text: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    copy = small.root.parent / "copy.txt"
    copy.write_text(text, encoding="utf-8")
    capsys.readouterr()
    status = start("verify", [str(copy), "--package", str(small.root)])
    out, err = capsys.readouterr()
    return status, out + err


def test_the_text_confirms_everything(small: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = _verify(small, TEXT, capsys)
    assert status == 0
    assert told.splitlines() == [
        "passages  6 of 6 confirmed",
        "evidence  7 of 7 confirmed",
        "mentions  7 of 7 confirmed",
        "CONFIRMED",
    ]


def test_so_does_a_copy_in_other_dress(small: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    copy = TEXT.replace("\u201c", "\u201f").replace("\n", " \r\n\t").replace(" the ", "\u2009\u200bthe ")
    status, told = _verify(small, f"Menu | Home\n\n>{copy}<\n\nAll rights reserved.", capsys)
    assert (status, told.splitlines()[-1]) == (0, "CONFIRMED")


def test_one_changed_word_names_the_rows_that_fell(small: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = _verify(small, TEXT.replace("neighbour", "neighbor"), capsys)
    assert status == 1
    assert [line.split(":")[0] + " " + line.split(" ")[2] for line in told.splitlines() if ".csv" in line] == [
        "span-text data/evidence.csv evd-007:",
        "form-text data/mentions.csv men-007:",
        "passage-missing seeds/passages.csv psg-004:",
    ]
    assert told.splitlines()[-4:] == [
        "passages  5 of 6 confirmed",
        "evidence  6 of 7 confirmed",
        "mentions  6 of 7 confirmed",
        "NOT CONFIRMED",
    ]


def test_another_text_is_no_near_match(small: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    assert _verify(small, "Once upon a time there was a bridge.", capsys)[0] == 2
    assert "not this article" in _verify(small, TEXT.replace(" ", "  x "), capsys)[1]


def test_package_whose_spans_cannot_be_read_is_refused(small: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    small.line("evidence", 1, lambda line: line.replace(b"part", b"share"))
    status, told = _verify(small, TEXT, capsys)
    assert status == 2
    assert told.count("\n") == 1


def test_deep_check_counts_what_it_confirmed(small: Editor) -> None:
    reading = validate(small.root, small.root.parent / "article.txt").reading
    assert reading is not None
    assert (len(reading.found), reading.passages, reading.evidence, reading.mentions) == (6, 6, (7, 7), (7, 7))
