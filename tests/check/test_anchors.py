"""A copy of the article against the package: what is confirmed, what is said to have fallen."""

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
    status, printed = _verify(specimen, TEXT, capsys)
    assert status == 0
    assert printed.splitlines() == [
        "passages  10 of 10 confirmed",
        "evidence  21 of 21 confirmed",
        "mentions  11 of 11 confirmed",
        "CONFIRMED",
    ]


def test_so_does_a_copy_in_other_dress(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    copy = TEXT.replace("\u201c", "\u201f").replace("\n", " \r\n\t").replace(" the ", "\u2009\u200bthe ")
    status, printed = _verify(specimen, f"Menu | Home\n\n>{copy}<\n\nAll rights reserved.", capsys)
    assert (status, printed.splitlines()[-1]) == (0, "CONFIRMED")


def test_one_changed_word_names_the_rows_that_fell(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    status, printed = _verify(specimen, TEXT.replace("neighbour", "neighbor"), capsys)
    assert status == 1
    assert [line for line in printed.splitlines() if ".csv" in line] == [
        'seeds/passages.csv:5 psg-004 sha256: "section 1, paragraph 3", but every passage is in the copy;'
        " compare your copy there: it lacks the passage or has other words"
        " (not confirmed with it: evd-007, men-008, rec-001) [passage-missing]"
    ]
    assert printed.splitlines()[-4:] == [
        "passages  9 of 10 confirmed",
        "evidence  20 of 21 confirmed",
        "mentions  10 of 11 confirmed",
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
    status, printed = _verify(specimen, TEXT, capsys)
    assert (status, printed.splitlines()[0]) == (0, "passages  10 of 10 confirmed")
    status, printed = _verify(specimen, "It rained all day. Nobody cared.", capsys)
    assert (status, printed.splitlines()[-4]) == (1, "passages  1 of 2 confirmed")


def test_package_whose_spans_cannot_be_read_is_refused(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    specimen.line("evidence", 1, lambda line: line.replace(b"part", b"share"))
    status, printed = _verify(specimen, TEXT, capsys)
    assert status == 2
    assert printed.count("\n") == 1


def test_deep_check_counts_what_it_confirmed(specimen: Editor) -> None:
    reading = validate(specimen.root, specimen.root.parent / "article.txt", standard=False).reading
    assert reading is not None
    assert (len(reading.found), reading.passages, reading.evidence, reading.mentions) == (10, 10, (21, 21), (11, 11))
