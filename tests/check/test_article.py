import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded_article.text import passages as passages_module
from coded_article.text.canonical import canonical, digest
from coded_article.text.passages import find_passages, passages
from tests.specimen import TEXT


def test_passages_of_an_article() -> None:
    found = passages(TEXT)
    assert [(one.kind, one.section, one.paragraph) for one in found] == [
        ("heading", 1, 1),
        ("body", 1, 2),
        ("body", 1, 2),
        ("body", 1, 3),
        *[("body", 1, 4)] * 4,
        ("heading", 2, 5),
        ("author_note", 2, 6),
    ]
    text = canonical(TEXT)
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
    assert found[2].text.startswith('Newtown said it would "never forget" the insult')


def test_abbreviations_and_quotations_do_not_end_a_sentence() -> None:
    found = passages("The U.S. envoy, Mr. Reed, left at 5 p.m. on Monday. Nobody knew.")
    assert [one.text for one in found] == ["The U.S. envoy, Mr. Reed, left at 5 p.m. on Monday.", "Nobody knew."]


def test_credit_line_is_no_sentence_of_the_body() -> None:
    assert [one.kind for one in passages("It rained.\n\nImage: Somebody.\n")] == ["body", "credit"]


@given(st.text())
def test_passages_lie_in_order_in_the_canonical_text(text: str) -> None:
    canon, end = canonical(text), 0
    for one in passages(text):
        assert canon[one.start : one.end] == one.text
        assert end <= one.start < one.end
        end = one.end


def _wanted(text: str) -> list[tuple[str, int, str]]:
    return [(str(i), one.end - one.start, digest(one.text)) for i, one in enumerate(passages(text))]


@given(before=st.text(), after=st.text())
def test_text_around_a_copy_hides_no_passage(before: str, after: str) -> None:
    # a copy that is glued to a letter or an accent is another text
    found = find_passages(f"{before} \u2014 {TEXT} \u2014 {after}", _wanted(TEXT))
    assert len(found) == len(_wanted(TEXT))


def test_once_all_passages_are_found_the_rest_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    wanted = _wanted(TEXT)

    def counted(text: str) -> str:
        hashed.append(text)
        return digest(text)

    monkeypatch.setattr(passages_module, "digest", counted)
    assert len(find_passages(TEXT + "and so on " * 10_000, wanted)) == len(wanted)
    assert len(hashed) < len(wanted) * len(TEXT.split())


def test_other_words_are_never_a_near_match() -> None:
    found = find_passages(TEXT.replace("closed", "close"), _wanted(TEXT))
    assert found.keys() == {key for key, *_ in _wanted(TEXT)} - {"1"}
    assert find_passages("Another text altogether.", _wanted(TEXT)) == {}
