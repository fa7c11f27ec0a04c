import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from coded_article.files.canonical_csv import read_rows
from coded_article.text.canonical import canonical, digest, own_words, words
from tests.editor import ROOT


def test_what_differs_between_copies_is_evened_out() -> None:
    copy = "\u201cNever\u00a0forget\u201d,\r\n  she\u2019d  said\u200b.\ufeff "
    assert canonical(copy) == '"Never forget", she\'d said.'


def test_composed_and_decomposed_letters_are_one() -> None:
    assert canonical("e\u0301tranger") == canonical("\u00e9tranger") == "\u00e9tranger"
    assert canonical("e\u200b\u0301") == "\u00e9"


def test_marks_of_direction_make_no_difference() -> None:
    for mark in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        assert canonical(f"{mark}Ann{mark} Wood{mark}") == own_words(f"Ann{mark} Wood{mark}") == "Ann Wood"


def test_own_words_keep_the_joiners_that_letters_need() -> None:
    name = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    assert own_words(f" {name}\u200c  \u201ca\u200db\u201d") == f'{name} "ab"'
    assert canonical(name) == name.replace("\u200c", "")


@given(st.text())
def test_own_words_are_stable_and_differ_from_canonical_text_in_joiners_alone(text: str) -> None:
    once = own_words(text)
    assert own_words(once) == once
    assert canonical(once) == canonical(text)


@given(st.text())
def test_canonical_text_is_stable(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert once == once.strip()
    assert "  " not in once
    assert unicodedata.is_normalized("NFC", once)


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8")), max_size=5))
def test_white_space_of_any_kind_makes_no_difference(parts: list[str]) -> None:
    assert canonical(" ".join(parts)) == canonical("\u00a0\n\t".join(parts))


def test_digest_is_that_of_the_standard_tool() -> None:
    # printf 'abc' | sha256sum
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_words_are_told_apart_whatever_stands_between() -> None:
    assert words("Oldtown\u2019s U.S.-led, \u201chands-off\u201d way") == [
        "oldtown's",
        "u",
        "s",
        "led",
        "hands",
        "off",
        "way",
    ]


def test_anybody_can_recompute_what_the_package_records() -> None:
    from coded_article.canonical import canonical, digest

    rows = read_rows(ROOT / "examples" / "quay" / "seeds" / "passages.csv")
    text = canonical((ROOT / "examples" / "article.txt").read_text(encoding="utf-8"))
    assert [digest(text[int(row["start"]) : int(row["end"])]) for row in rows] == [row["sha256"] for row in rows]
