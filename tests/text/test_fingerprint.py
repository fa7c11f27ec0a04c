from pathlib import Path

import pytest

from coded_article.check.validate import validate
from coded_article.cli.run import start

from tests.conftest import TEXT, Editor


def _fingerprint(small: Editor, text: str, *options: str) -> int:
    copy = small.root.parent / "article.txt"
    copy.write_text(text, encoding="utf-8")
    return start("fingerprint", [str(copy), "--package", str(small.root), *options])


def test_running_again_keeps_what_was_filled_by_hand(small: Editor) -> None:
    small.set("passages", "psg-006", "kind", "body")  # a person may know better than the layout
    before = {path.name: path.read_bytes() for path in (small.root / "seeds").iterdir()}
    assert _fingerprint(small, TEXT) == 0
    assert {path.name: path.read_bytes() for path in (small.root / "seeds").iterdir()} == before


def test_other_white_space_and_quotes_are_the_same_text(small: Editor) -> None:
    before = (small.root / "seeds" / "passages.csv").read_bytes()
    assert _fingerprint(small, TEXT.replace("\u201c", '"').replace("\u00a0", " ").replace("\n", "\r\n")) == 0
    assert (small.root / "seeds" / "passages.csv").read_bytes() == before


def test_corrected_sentence_takes_a_new_id_and_the_others_keep_theirs(small: Editor) -> None:
    assert _fingerprint(small, TEXT.replace("asked its neighbour", "asked the neighbour")) == 0
    rows = small.rows("passages")[1:]
    assert [(row[0], row[2]) for row in rows] == [
        ("psg-001", "1"), ("psg-002", "2"), ("psg-003", "3"), ("psg-005", "5"), ("psg-006", "6"), ("psg-007", "4"),
    ]  # fmt: skip
    # and the record that rested on the old sentence is told of
    small.rehash()
    assert {"foreign-key", "uncovered-passage"} <= {item.code for item in validate(small.root).problems}


def test_second_source_stands_beside_the_first(small: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    before = small.rows("passages")
    capsys.readouterr()
    assert _fingerprint(small, "It rained all day.", "--source-id", "src-002", "--language", "en") == 0
    assert small.rows("passages")[: len(before)] == before
    assert small.rows("passages")[-1][:3] == ["psg-007", "src-002", "1"]
    assert small.get("sources", "src-001", "title") == "The Quarrel"
    assert "still empty" in capsys.readouterr().out


def test_bad_source_id_is_refused(small: Editor) -> None:
    with pytest.raises(SystemExit) as stopped:
        _fingerprint(small, TEXT, "--source-id", "one")
    assert stopped.value.code == 2


def test_no_words_of_the_text_are_written(small: Editor) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(small.root / "seeds").iterdir()))
    assert "bridge" not in written
