"""Words that a coder quotes are found in the article, and become evidence and mentions."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coded_article.cli.run import start
from coded_article.coding.quotes import COLUMNS, Quote, Span, locate, read_quotes
from coded_article.errors import RefusedError
from coded_article.text.canonical import canonical
from tests.editor import Editor
from tests.specimen import QUOTES

PASSAGES = {"psg-001": "The dog bit the man, and the man bit the dog.", "psg-002": "The dog's day."}


def _locate(quote: str, passage_id: str = "", within: str = "") -> Span | str:
    return locate(Quote("2", "evt-001", "content", quote, passage_id, within), PASSAGES)


def test_words_that_stand_once_are_found() -> None:
    assert _locate("bit the man") == Span("psg-001", 8, 19, "bit the man")


def test_no_words_mean_the_whole_passage() -> None:
    assert _locate("", "psg-002") == Span("psg-002", 0, 14, "The dog's day.")


@pytest.mark.parametrize(
    ("quote", "passage_id", "within", "said"),
    [
        ("cat", "", "", "do not occur in the article"),
        ("man", "psg-002", "", "do not occur in psg-002"),
        ("dog", "", "", "occur in psg-001, psg-002; fill `passage_id`"),
        ("the man", "", "", "stand 2 times in psg-001; fill `within`"),
        ("the man", "", "a man", "`within` does not occur"),
        ("do", "", "", "only inside longer ones, dog"),  # words, not parts of words
        ("dog", "psg-009", "", "no passage psg-009"),
        ("", "", "", "neither quote nor passage"),
    ],
)
def test_what_is_not_one_place_is_refused_with_what_to_add(quote: str, passage_id: str, within: str, said: str) -> None:
    found = _locate(quote, passage_id, within)
    assert isinstance(found, str)
    assert said in found


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("市长王明昨天说渡轮不能修了。", "王明"),  # Chinese
        ("トランプ大統領は東京で", "東京"),  # Japanese
        ("قال وبمصر نعم", "مصر"),  # Arabic: and by Egypt
        ("הוא גר ובירושלים", "ירושלים"),
        ("서울은 크다", "서울"),  # Korean, with a particle
        ("กรุงเทพเป็น", "กรุงเทพ"),  # Thai
        ("The plan of Saltmere2 failed.", "Saltmere"),
        ("The plan of Saltmere\u00b2 failed.", "Saltmere"),
        ("L'Europe dit non.", "Europe"),
    ],
)  # fmt: skip
def test_words_are_found_where_no_space_parts_them(text: str, quote: str) -> None:
    found = locate(Quote("2", "evt-001", "content", quote, "", ""), {"psg-001": text})
    assert isinstance(found, Span)
    assert text[found.start : found.end] == quote


@pytest.mark.parametrize(("text", "quote"), [("In 2024.", "24"), ("partly", "part"), ("cafe\u0301s", "caf")])
def test_parts_of_words_are_not_found(text: str, quote: str) -> None:
    assert isinstance(locate(Quote("2", "evt-001", "content", quote, "", ""), {"psg-001": text}), str)


def test_longer_words_around_decide_between_two_places() -> None:
    assert _locate("the man", within="and the man") == Span("psg-001", 25, 32, "the man")


@given(text=st.text(min_size=1), start=st.integers(min_value=0), length=st.integers(min_value=1, max_value=20))
def test_what_is_located_is_what_was_quoted(text: str, start: int, length: int) -> None:
    text = canonical(text)
    quote = canonical(text[start % (len(text) or 1) :][:length])
    assume(quote)
    found = locate(Quote("2", "evt-001", "content", quote, "", ""), {"psg-001": text})
    assert isinstance(found, str) or text[found.start : found.end] == quote == found.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,quote\n", "the columns must be .* found 'id,quote'"),
        (",".join(COLUMNS) + "\nevt-001,content\n", ":2: the row has not as many cells"),
        (",".join(COLUMNS) + '\nevt-001,content,"x" y,,\n', "not a readable CSV"),
    ],
)
def test_unusable_working_file_is_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "quotes.csv").write_text(text)
    with pytest.raises(RefusedError, match=said):
        read_quotes(tmp_path / "quotes.csv")


def _anchor(specimen: Editor, quotes: str) -> int:
    folder = specimen.root.parent
    (folder / "quotes.csv").write_text(quotes, encoding="utf-8")
    return start(
        "anchor", [str(folder / "quotes.csv"), "--source", str(folder / "article.txt"), "--package", str(specimen.root)]
    )


def _data(specimen: Editor) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((specimen.root / "data").iterdir())}


def test_running_again_changes_nothing(specimen: Editor) -> None:
    before = _data(specimen)
    assert _anchor(specimen, QUOTES) == 0
    assert _data(specimen) == before


def test_new_spans_take_new_ids_and_old_ones_stay(specimen: Editor) -> None:
    before = specimen.rows("evidence")
    assert _anchor(specimen, "id,part,quote,passage_id,within\nevt-001,content,the bridge,psg-002,\n") == 0
    after = specimen.rows("evidence")
    assert after[: len(before)] == before
    (new,) = after[len(before) :]
    assert new[:4] == [f"evd-{len(after) - 1:03}", "evt-001", "psg-002", "content"]


def test_one_bad_quote_writes_nothing_and_all_are_reported(
    specimen: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _data(specimen)
    bad = (
        "evt-001,content,the bridges,,\n"
        "evt-099,content,the bridge,,\n"
        "evt-001,smell,the bridge,,\n"
        "act-003,name,Newtown,,\n"
    )
    capsys.readouterr()
    assert _anchor(specimen, QUOTES + bad) == 1
    lines = capsys.readouterr().err.splitlines()
    first = len(QUOTES.splitlines()) + 1
    assert [line.split(": ")[0].rpartition("/")[2] for line in lines] == [
        f"quotes.csv:{first} evt-001",
        f"quotes.csv:{first + 1} evt-099",
        f"quotes.csv:{first + 2} evt-001",
        f"quotes.csv:{first + 3} act-003",
        "anchor",
    ]
    assert "psg-002, psg-003; fill `passage_id`" in lines[3]
    assert _data(specimen) == before


def test_another_text_is_refused(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    (specimen.root.parent / "article.txt").write_text("Something else.")
    assert _anchor(specimen, QUOTES) == 2
    assert "not this article" in capsys.readouterr().err


def test_what_is_new_is_printed(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    count, mentions = len(specimen.rows("evidence")), len(specimen.rows("mentions")) - 1
    capsys.readouterr()
    assert _anchor(specimen, "id,part,quote\nevt-001,content,flour and salt\n") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"evidence: 1 new (evd-{count:03}), {count} rows in ")
    assert lines[1].startswith(f"mentions: nothing new, {mentions} rows in ")
