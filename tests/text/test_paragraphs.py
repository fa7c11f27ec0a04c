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
    "line",
    [
        "By Bo Reed", "BY BO REED", "By Bo Reed and Ada van Dyk", "March 3, 2025", "3 May 2025",
        "Published: 3 May 2025", "Par H\u00e9l\u00e8ne Mercadier", "De H\u00e9l\u00e8ne Mercadier",
        "Von Anna Holz und Bert van Dyk", "Por Ana de la Cruz",
        "\u0410\u0432\u0442\u043e\u0440: \u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432",
        "Le 20 mars 2025", "Publi\u00e9 le 20 mars 2025", "20. M\u00e4rz 2025", "20 de marzo de 2025",
        "2025\u5e743\u670820\u65e5", "Updated May 3, 2025 at 14:30", "SALTMERE, May 3", "Photo : Jean Dupont",
        "Foto: Anna Holz", "\u00a9 AFP", "Read more: The bridge", "READ MORE", "Lire aussi : le pont",
        "Share this article", "Lesen Sie auch: Die Br\u00fccke", "Bo Reed",
    ],
)  # fmt: skip
def test_who_and_when_at_the_top_open_no_section(line: str) -> None:
    found = passages(laid_out(f"The Quay\n{line}\n{WRAPPED}"), author="Bo Reed")
    assert [(one.kind, one.section) for one in found] == [("heading", 1), ("credit", 1), ("body", 1)]


@pytest.mark.parametrize(
    "line",
    [
        "Von L\u00fcgen und Lasten",
        "The Costs of 2025",
        "De la mer",
        "Share of the Costs",
        "Images of a Town",
        "A Word on Reed",
    ],
)
def test_heading_that_looks_like_something_else_is_one(line: str) -> None:
    assert passages(laid_out(f"{line}\n{WRAPPED}"))[0].kind == "heading"
    if not line.startswith("Von"):
        assert passages(laid_out(f"The Quay\n{line}\n{WRAPPED}"))[1].kind == "heading"


@pytest.mark.parametrize(
    "line", ["About the author", "\u00c0 propos de l'autrice", "\u00dcber den Autor", "Sobre el autor"]
)
def test_note_on_the_author_is_told(line: str) -> None:
    found = passages(laid_out(f"The Quay\n{WRAPPED}\n\n{line}\n\nShe writes on ports."))
    assert [one.kind for one in found][-2:] == ["heading", "author_note"]


def test_byline_is_not_looked_for_below() -> None:
    assert [kind for kind, _ in cut(f"{WRAPPED}\n" * 5 + "By Bo Reed\n")][-1] == "heading"


def test_lines_without_words_part_paragraphs() -> None:
    assert [kind for kind, _ in cut("It rained.\n* * *\nIt rained.\n-----\nThe End\n")] == ["body", "body", "heading"]


@given(st.text(alphabet="aB1. -*\n\u2022"))
def test_no_word_is_lost(text: str) -> None:
    kept = words(laid_out(text))
    assert [word for word in words(text) if not word.isdigit()] == [word for word in kept if not word.isdigit()]
    assert passages(laid_out(laid_out(text))) == passages(laid_out(text))
