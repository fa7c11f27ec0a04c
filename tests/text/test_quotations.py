"""Whatever marks a language uses, what stands between them can be quoted, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded_article.model.rights import LONGEST, SHARED_WORDS
from coded_article.text.canonical import canonical, words
from coded_article.text.quotations import is_quoted

MARKS = [
    "\u201c{}\u201d", '"{}"', "\u201e{}\u201c", "\u201d{}\u201d", "\u2018{}\u2019", "'{}'", "\u00ab{}\u00bb",
    "\u00ab\u00a0{}\u202f\u00bb", "\u00bb{}\u00ab", "\u2039{}\u203a", "\u203a{}\u2039", "\u300c{}\u300d",
    "\u300e{}\u300f",
]  # fmt: skip


def _quoted(quoted: str, text: str) -> bool:
    text = canonical(text)
    return is_quoted(quoted, text, [(0, len(text))])


@pytest.mark.parametrize("mark", MARKS)
@given(length=st.integers(1, 60), stop=st.sampled_from(["", ",", ".", "?"]))
def test_every_quotation_can_be_coded(mark: str, length: int, stop: str) -> None:
    quotation = ["They", "don't", "pay", "the", "carters'", "fee", *["and", "rent"] * 27][:length]
    text = f"Ann's town said: {mark.format(' '.join(quotation) + stop)} and it agreed."
    whole = " ".join(quotation)
    assert _quoted(whole, text)
    if len(whole) > LONGEST or len(words(whole)) >= SHARED_WORDS:
        first, last = " ".join(quotation[:4]), " ".join(quotation[-3:])
        assert all(_quoted(some, text) for some in (first, last, f"{first} ... {last}"))
        assert not _quoted(f"{last} ... {first}", text)
    elif length > 1:
        assert not _quoted(" ".join(quotation[:-1]), text)
    assert not _quoted("and it agreed", text)
    assert not _quoted("town said", text)


def test_a_sentence_of_a_longer_quotation_can_be_coded() -> None:
    text = 'He said: "It is old. It must go. Nobody pays.'
    middle = text.index("It must")
    assert is_quoted("It must go", text, [(middle, middle + len("It must go."))])
    assert is_quoted("It must go.", text, [(middle, middle + len("It must go."))])
    assert not is_quoted("He said", text, [(0, 8)])


def test_apostrophes_are_no_marks() -> None:
    assert not _quoted("s and the carters", "The town's and the carters' fee.")
    assert not _quoted("it agreed", 'It said "no" and it agreed.')
    assert not _quoted("dit-il", "\u00ab Non \u00bb, dit-il, et \u00ab jamais \u00bb.")
