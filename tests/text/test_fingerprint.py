from pathlib import Path

import pytest

from coded_article.check.validate import validate
from coded_article.cli.run import start
from tests.editor import Editor
from tests.specimen import TEXT


def _fingerprint(specimen: Editor, text: str, *options: str) -> int:
    copy = specimen.root.parent / "article.txt"
    copy.write_text(text, encoding="utf-8")
    return start("fingerprint", [str(copy), "--package", str(specimen.root), *options])


def test_running_again_keeps_what_was_filled_by_hand(specimen: Editor) -> None:
    specimen.set("passages", "psg-010", "kind", "body")  # a person may know better than the layout
    before = {path.name: path.read_bytes() for path in (specimen.root / "seeds").iterdir()}
    assert _fingerprint(specimen, TEXT) == 0
    assert {path.name: path.read_bytes() for path in (specimen.root / "seeds").iterdir()} == before


def test_other_white_space_and_quotes_are_the_same_text(specimen: Editor) -> None:
    before = (specimen.root / "seeds" / "passages.csv").read_bytes()
    assert _fingerprint(specimen, TEXT.replace("\u201c", '"').replace("\u00a0", " ").replace("\n", "\r\n")) == 0
    assert (specimen.root / "seeds" / "passages.csv").read_bytes() == before


def test_corrected_sentence_takes_a_new_id_and_the_others_keep_theirs(specimen: Editor) -> None:
    assert _fingerprint(specimen, TEXT.replace("asked its neighbour", "asked the neighbour")) == 0
    ordinals = {row[0]: row[2] for row in specimen.rows("passages")[1:]}
    assert ordinals == {f"psg-{n:03d}": str(n) for n in range(1, 11) if n != 4} | {"psg-011": "4"}
    # and the record that rested on the old sentence is told of
    specimen.rehash()
    assert {"foreign-key", "uncovered-passage"} <= {
        item.code for item in validate(specimen.root, standard=False).problems
    }


def test_second_source_stands_beside_the_first(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    before = specimen.rows("passages")
    capsys.readouterr()
    assert _fingerprint(specimen, "It rained all day.", "--source-id", "src-002", "--language", "en") == 0
    assert specimen.rows("passages")[: len(before)] == before
    assert specimen.rows("passages")[-1][:3] == ["psg-011", "src-002", "1"]
    assert specimen.get("sources", "src-001", "title") == "The Quarrel"
    assert "still empty" in capsys.readouterr().out


def test_bad_source_id_is_refused(specimen: Editor) -> None:
    with pytest.raises(SystemExit) as stopped:
        _fingerprint(specimen, TEXT, "--source-id", "one")
    assert stopped.value.code == 2


def test_no_words_of_the_text_are_written(specimen: Editor) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(specimen.root / "seeds").iterdir()))
    assert "bridge" not in written
