"""A copy of the article against the package: what is confirmed, what is told to have fallen."""

import pytest

from coded_article.check.validate import validate
from coded_article.cli.run import start
from tests.editor import Editor
from tests.specimen import TEXT


def _verify(specimen: Editor, text: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    copy = specimen.root.parent / "copy.txt"
    copy.write_text(text, encoding="utf-8")
    capsys.readouterr()
    status = start("verify", [str(copy), "--package", str(specimen.root)])
    out, err = capsys.readouterr()
    return status, out + err


def test_the_text_confirms_everything(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = _verify(specimen, TEXT, capsys)
    assert status == 0
    assert told.splitlines() == [
        "passages  6 of 6 confirmed",
        "evidence  7 of 7 confirmed",
        "mentions  7 of 7 confirmed",
        "CONFIRMED",
    ]


def test_so_does_a_copy_in_other_dress(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    copy = TEXT.replace("\u201c", "\u201f").replace("\n", " \r\n\t").replace(" the ", "\u2009\u200bthe ")
    status, told = _verify(specimen, f"Menu | Home\n\n>{copy}<\n\nAll rights reserved.", capsys)
    assert (status, told.splitlines()[-1]) == (0, "CONFIRMED")


def test_one_changed_word_names_the_rows_that_fell(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = _verify(specimen, TEXT.replace("neighbour", "neighbor"), capsys)
    assert status == 1
    assert [line for line in told.splitlines() if ".csv" in line] == [
        "passage-missing seeds/passages.csv:5:sha256 psg-004: expected: every passage stands in the copy;"
        ' found "section 1, paragraph 3"; compare your copy there: it lacks the passage or has other words'
        " (not confirmed with it: evd-007, men-007, rec-001)"
    ]
    assert told.splitlines()[-4:] == [
        "passages  5 of 6 confirmed",
        "evidence  6 of 7 confirmed",
        "mentions  6 of 7 confirmed",
        "NOT CONFIRMED",
    ]


def test_another_text_is_no_near_match(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    assert _verify(specimen, "Once upon a time there was a bridge.", capsys)[0] == 2
    assert "not this article" in _verify(specimen, TEXT.replace(" ", "  x "), capsys)[1]


def test_words_around_a_copy_are_nobodys_business(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    specimen.set("events", "evt-001", "note", "One two three four five six seven eight.")
    assert _verify(specimen, f"One two three four five six seven eight.\n\n{TEXT}", capsys)[0] == 0


def test_copy_of_one_article_says_nothing_about_another(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    other = specimen.root.parent / "other.txt"
    other.write_text("It rained all day.\n\nNobody minded.", encoding="utf-8")
    options = ["--package", str(specimen.root), "--source-id", "src-002"]
    assert start("fingerprint", [str(other), *options]) == 0
    status, told = _verify(specimen, TEXT, capsys)
    assert (status, told.splitlines()[0]) == (0, "passages  6 of 6 confirmed")
    status, told = _verify(specimen, "It rained all day. Nobody cared.", capsys)
    assert (status, told.splitlines()[-4]) == (1, "passages  1 of 2 confirmed")


def test_package_whose_spans_cannot_be_read_is_refused(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    specimen.line("evidence", 1, lambda line: line.replace(b"part", b"share"))
    status, told = _verify(specimen, TEXT, capsys)
    assert status == 2
    assert told.count("\n") == 1


def test_deep_check_counts_what_it_confirmed(specimen: Editor) -> None:
    reading = validate(specimen.root, specimen.root.parent / "article.txt").reading
    assert reading is not None
    assert (len(reading.found), reading.passages, reading.evidence, reading.mentions) == (6, 6, (7, 7), (7, 7))
