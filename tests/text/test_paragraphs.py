import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded_article.text.canonical import words
from coded_article.text.paragraphs import laid_out
from coded_article.text.passages import passages

LONG = "The board had closed the old quay to the boats of the other town, and nobody there was asked before."
WRAPPED = "The board had closed the old quay to the boats\nof the other town, and nobody there was asked.\n"


def cut(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in passages(laid_out(text))]


def test_headings_need_no_blank_lines() -> None:
    found = cut(f"Ask First\n{WRAPPED}Talk in Order\n{WRAPPED}")
    assert [kind for kind, _ in found] == ["heading", "body", "heading", "body"]
    assert found[2][1] == "Talk in Order"


def test_lines_that_are_not_broken_to_a_width_are_paragraphs() -> None:
    found = passages(laid_out(f"The Quay\n{LONG} {LONG}\n{LONG}\nTalk in Order\n{LONG}\n"))
    assert [(one.kind, one.section, one.paragraph) for one in found] == [
        ("heading", 1, 1), ("body", 1, 2), ("body", 1, 2), ("body", 1, 3), ("heading", 2, 4), ("body", 2, 5),
    ]  # fmt: skip


def test_lines_broken_to_a_width_stay_one_paragraph() -> None:
    assert laid_out(WRAPPED) == WRAPPED
    assert laid_out(f"{LONG}\nMarch saw the\nend of it.\n") == f"{LONG}\nMarch saw the\nend of it.\n"


@pytest.mark.parametrize("marks", ["- - -", "* * *", "\u2022 \u2022 \u2022", "1. 2. 3.", "1) 2) 3)"])
def test_list_items_are_sentences_without_their_marks(marks: str) -> None:
    one, two, three = marks.split()
    assert cut(f"{WRAPPED}Three steps help:\n{one} Ask the bakers.\n{two} Lower the rent\n{three} Mend it!\n")[1:] == [
        ("body", "Three steps help:"), ("body", "Ask the bakers."), ("body", "Lower the rent"), ("body", "Mend it!"),
    ]  # fmt: skip


def test_list_under_a_heading() -> None:
    found = cut(f"{WRAPPED}Three Steps\n1. Ask.\n2. Mend it.\nA Fourth\n- Pay\nNobody did.\n")
    assert [kind for kind, _ in found] == ["body", "heading", "body", "body", "heading", "body", "body"]
    assert [text for _, text in found[2:]] == ["Ask.", "Mend it.", "A Fourth", "Pay", "Nobody did."]


@pytest.mark.parametrize(
    "text",
    ["The mayor, who came in March\n12. The board met on\n", "The baker has worked here\n- so she says - for long.\n"],
)
def test_dash_or_number_that_happens_to_begin_a_line_is_kept(text: str) -> None:
    assert laid_out(text) == text


@pytest.mark.parametrize(
    "line", ["By Bo Reed", "BY BO REED", "By Bo Reed and Ada van Dyk", "March 3, 2025", "3 May 2025"]
)
def test_who_and_when_at_the_top_open_no_section(line: str) -> None:
    found = passages(laid_out(f"The Quay\n{line}\n{WRAPPED}"))
    assert [(one.kind, one.section) for one in found] == [("heading", 1), ("credit", 1), ("body", 1)]


def test_byline_is_not_looked_for_below() -> None:
    assert [kind for kind, _ in cut(f"{WRAPPED}\n" * 5 + "By Bo Reed\n")][-1] == "heading"


def test_lines_without_words_part_paragraphs() -> None:
    assert [kind for kind, _ in cut("It rained.\n* * *\nIt rained.\n-----\nThe End\n")] == ["body", "body", "heading"]


@given(st.text(alphabet="aB1. -*\n\u2022"))
def test_no_word_is_lost(text: str) -> None:
    kept = words(laid_out(text))
    assert [word for word in words(text) if not word.isdigit()] == [word for word in kept if not word.isdigit()]
    assert passages(laid_out(laid_out(text))) == passages(laid_out(text))
