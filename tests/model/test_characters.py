"""Characters that are not seen, and cells that a spreadsheet calculates: what is refused, and what languages need."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coded_article.model.characters import IGNORABLE, QUIRKS, cell_faults
from coded_article.text.canonical import canonical

IGNORED = [number for first, last in IGNORABLE for number in range(first, last + 1)]
LATIN = st.text(st.characters(max_codepoint=0x24F, categories=["Ll", "Lu"]), min_size=1, max_size=5)
NEEDED = {
    "Persian, a plural": "\u06a9\u062a\u0627\u0628\u200c\u062e\u0627\u0646\u0647\u200c\u0647\u0627",
    "Persian, a verb": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Persian, after a vowel sign": "\u0645\u06cc\u0651\u200c\u062e",
    "Persian, year of the Hijra": "\u06f1\u06f4\u06f0\u06f3 \u0647\u200d.\u0642.",
    "Urdu": "\u06a9\u06c1\u200c\u06a9\u0634\u0627\u06ba",
    "Hindi, not joined": "\u0936\u094d\u0930\u0940\u092e\u093e\u0928\u094d\u200c\u091c\u0940",
    "Hindi, a half letter": "\u0915\u094d\u200d\u0937",
    "Hindi, a letter with a dot": "\u095b\u094d\u200d\u092f".replace("\u095b", "\u091c\u093c"),
    "Marathi": "\u0926\u0930\u094d\u200d\u092f\u093e",
    "Bengali, ya after ra": "\u09b0\u200d\u09cd\u09af\u09be\u09ac",
    "Bengali, not joined": "\u0989\u09a6\u09cd\u200c\u09af\u09be\u09aa\u09a8",
    "Kannada": "\u0cb0\u200d\u0ccd\u0caf\u0cbe\u0c82\u0c95\u0ccd\u200c\u0c97\u0cc6",
    "Malayalam": "\u0d2e\u0d4b\u0d39\u0d28\u0d4d\u200d\u0d32\u0d3e\u0d32\u0d4d\u200d",
    "Sinhala": "\u0dc1\u0dca\u200d\u0dbb\u0dd3 \u0dbd\u0d82\u0d9a\u0dcf",
    "heart": "I \u2764\ufe0f ferries",
    "heart as text": "I \u2764\ufe0e ferries",
    "keycap": "1\ufe0f\u20e3",
    "family": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "couple": "\U0001f469\U0001f3fd\u200d\u2764\ufe0f\u200d\U0001f48b\u200d\U0001f468\U0001f3fb",
    "rainbow flag": "\U0001f3f3\ufe0f\u200d\U0001f308",
    "flag of Ukraine": "\U0001f1fa\U0001f1e6",
    "flag of Scotland": "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
}
NEEDLESS = {
    "between letters that do not join": "\u062f\u200c\u0627",
    "at the end": "\u0645\u06cc\u200c",
    "twice": "\u0645\u06cc\u200c\u200c\u062e\u0648\u0627\u0647\u0645",
    "before a space": "\u0645\u06cc\u200c \u062e",
    "a joiner between letters that join": "\u0645\u200d\u06cc",
    "after a letter of India without virama": "\u0915\u200d\u0937",
    "between scripts": "\u0915\u094d\u200da",
    "selector after a letter": "a\ufe0f",
    "selector after a digit": "1\ufe0f",
    "selector after a symbol that is no emoji": "\u00b0\ufe0f",
    "two selectors": "\u2764\ufe0f\ufe0e",
    "another selector": "\u2764\ufe01",
    "joiner after an emoji alone": "\U0001f468\u200d",
    "flag of a region of which none has a picture": "\U0001f3f4\U000e0061\U000e0062\U000e007f",
    "tags after another emoji": "\U0001f600\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "selector of a Chinese character": "\u845b\U000e0100",
    "Mongolian": "\u1820\u180b\u1821",
    "one of two is needed": "\u0645\u06cc\u200c\u062e a\u200cb",
}


@pytest.mark.parametrize("place", ["{0}a", "a{0}a", "a{0}"])
def test_every_ignorable_character_is_refused_in_a_latin_word(place: str) -> None:
    passed = [number for number in IGNORED if "invisible-character" not in cell_faults(place.format(chr(number)))]
    assert passed == []


@given(LATIN, st.sampled_from(IGNORED), LATIN)
def test_no_ignorable_character_hides_between_latin_letters(before: str, number: int, after: str) -> None:
    assert "invisible-character" in cell_faults(f"{before}{chr(number)}{after}")


@pytest.mark.parametrize("cell", NEEDED.values(), ids=NEEDED)
def test_what_a_language_or_an_emoji_needs_is_no_fault(cell: str) -> None:
    assert list(cell_faults(cell)) == []
    assert list(cell_faults(f"The {cell} and more")) == []


@pytest.mark.parametrize("cell", NEEDLESS.values(), ids=NEEDLESS)
def test_what_changes_nothing_that_is_seen_is_refused(cell: str) -> None:
    assert list(cell_faults(cell)) == ["invisible-character"]


@given(st.sampled_from(sorted(NEEDED.values())), st.sampled_from(IGNORED), st.data())
def test_nothing_hides_beside_what_is_needed(cell: str, number: int, data: st.DataObject) -> None:
    if chr(number) not in "\u200c\u200d\ufe0e\ufe0f":
        place = data.draw(st.integers(0, len(cell)))
        assert "invisible-character" in cell_faults(cell[:place] + chr(number) + cell[place:])


SIGNS = "=+@-\uff1d\uff0b\uff20\uff0d\ufe66\ufe62\ufe6b\ufe63"


@pytest.mark.parametrize(
    "before", ["", " ", "\t", "\r", "\n", "\x00", "\xa0", "\u200b", "\ufeff", "\u3000", "Fin;", ';"']
)
@pytest.mark.parametrize("sign", SIGNS)
def test_what_a_spreadsheet_may_calculate_is_refused(before: str, sign: str) -> None:
    assert "formula-cell" in cell_faults(f"{before}{sign}SUM(1,1)")


@pytest.mark.parametrize(
    "cell",
    ["-5", "-5.5", "a=b", "a; b", "a; -5", "never ;-)", ";-D", "; = 1", "'t Hooft", "'=1+1", "1;-5",
     "\u30fc", "\u22125", "a\uff1db"],
)  # fmt: skip
def test_what_no_spreadsheet_calculates_is_no_formula(cell: str) -> None:
    assert list(cell_faults(cell)) == []


def test_full_width_minus_is_a_formula_before_a_number_too() -> None:
    assert list(cell_faults("\uff0d5")) == ["formula-cell"]


@given(st.text(max_size=6) | st.text(";\"=+@-' a1|(", max_size=8))
def test_a_cell_without_quirks_has_no_fault_but_a_lookalike(cell: str) -> None:
    if not QUIRKS.search(cell):
        assert set(cell_faults(cell)) <= {"missing-lookalike"}


@pytest.mark.parametrize(
    "words", ["NA", "Nil", "@harbour", "+44 Group", "-ism", "our I \u2764\ufe0f ferry", "\u6f22\ufe00"]
)
def test_words_of_an_article_are_kept_where_they_are_its_own(words: str) -> None:
    assert [*cell_faults(words, "form")] == []
    assert [*cell_faults(words, "quoted_words")] == []


@pytest.mark.parametrize("words", ["=1+1", "@SUM(1)", "-cmd|' /C calc'!A0", "+1;=A1", "-", "N/A", "?", "a\u202eb"])
def test_what_calculates_or_hides_is_refused_among_words_of_an_article_too(words: str) -> None:
    assert [*cell_faults(words, "form")] != []


@given(st.text(st.characters(categories=["L", "M", "N"]), min_size=1))
def test_any_word_of_an_article_can_be_coded(text: str) -> None:
    assume(not any(first <= ord(char) <= last for char in text for first, last in IGNORABLE))
    for word in canonical(f"a{text}").split():
        assert [*cell_faults(word, "form")] == []
