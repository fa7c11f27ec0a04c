"""Sentences that are cut wrongly are joined and cut with the text left as it is; what is coded moves along."""

import csv
import hashlib
from pathlib import Path

import pytest

from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.model.profile import COPY
from coded_article.text.canonical import canonical
from coded_article.text.sentences import is_doubtful, sentences
from tests.editor import Editor


def _recut(specimen: Editor, *options: str) -> int:
    return start("fingerprint", [str(specimen.root.parent / "article.txt"), "--package", str(specimen.root), *options])


def _valid(specimen: Editor) -> None:
    assert start("build", [str(specimen.root)]) == 0
    report = validate(specimen.root, specimen.root.parent / "article.txt", standard=False)
    assert [str(item) for item in report.errors] == []


def test_joined_sentences_keep_what_is_coded_in_them(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    before = specimen.rows("evidence")
    assert _recut(specimen, "--join", "met the carters. | She did") == 0
    assert "moved: evd-" in capsys.readouterr().out
    found = [row[0] for row in specimen.rows("passages")[1:]]
    assert found[4:] == ["psg-007", "psg-008", "psg-009", "psg-010", "psg-011"]
    assert [row[0] for row in specimen.rows("evidence")] == [row[0] for row in before]
    _valid(specimen)
    # the mark is kept beside the copy, and holds when it is fingerprinted again
    assert (specimen.root.parent / "article.cuts.txt").read_text() == "join: met the carters. | She did\n"
    seeds = (specimen.root / "seeds" / "passages.csv").read_bytes()
    assert _recut(specimen) == 0
    assert (specimen.root / "seeds" / "passages.csv").read_bytes() == seeds


def test_mark_that_is_taken_out_puts_everything_back_under_new_ids(specimen: Editor) -> None:
    texts = [row[-1] for row in specimen.rows("passages")]
    assert _recut(specimen, "--join", "met the carters. | She did") == 0
    (specimen.root.parent / "article.cuts.txt").write_text("\n")
    assert _recut(specimen) == 0
    assert [row[-1] for row in sorted(specimen.rows("passages")[1:], key=lambda row: int(row[2]))] == texts[1:]
    assert not {"psg-005", "psg-006", "psg-011"} & {row[0] for row in specimen.rows("passages")}
    _valid(specimen)


def test_cut_that_would_part_words_of_a_cue_is_refused(specimen: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    before = (specimen.root / "seeds" / "passages.csv").read_bytes()
    capsys.readouterr()
    assert _recut(specimen, "--cut", "On May | 3, Mayor") == 1
    err = capsys.readouterr().err
    assert '"On May 3" would be parted' in err
    assert (specimen.root / "seeds" / "passages.csv").read_bytes() == before


def test_cut_parts_evidence_in_two(specimen: Editor) -> None:
    assert _recut(specimen, "--cut", "Oldtown should | have asked") == 0
    passages = {row[0]: row for row in specimen.rows("passages")[1:]}
    assert len(passages) == 11
    _valid(specimen)
    # what undoes it takes its place
    assert _recut(specimen, "--join", "Oldtown should | have asked") == 0
    assert (specimen.root.parent / "article.cuts.txt").read_text() == "join: Oldtown should | have asked\n"
    _valid(specimen)


@pytest.mark.parametrize(
    ("mark", "status"),
    [
        ('later. "Open it | now," they wrote', 0),  # a relation rests on the second half
        ("Mayor Ada Finch | closed the bridge", 1),  # the date would be apart from what it dates
        ("open the bridge, | then mend", 1),  # a relation's ends would be apart
    ],
)
def test_no_cut_makes_a_valid_package_invalid(mark: str, status: int, specimen: Editor) -> None:
    assert _recut(specimen, "--cut", mark) == status
    assert start("build", [str(specimen.root)]) == 0
    report = validate(specimen.root, specimen.root.parent / "article.txt", standard=False)
    assert {item.code for item in report.errors} <= {"uncovered-passage"}  # a piece may be still to code


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--join", "no bar"], "no words on both sides of one bar"),
        (["--cut", "not there | at all"], "these words do not occur in the text like this"),
    ],
)
def test_bad_mark_is_refused_in_one_line(
    options: list[str], said: str, specimen: Editor, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert _recut(specimen, *options) == 2
    assert said in capsys.readouterr().err
    (specimen.root.parent / "article.cuts.txt").write_text("glue: a | b\n")
    assert _recut(specimen) == 2
    assert "article.cuts.txt:1: no mark" in capsys.readouterr().err


def test_id_of_a_draft_passage_is_not_issued_again(fresh: Editor, capsys: pytest.CaptureFixture[str]) -> None:
    copy = fresh.root / COPY
    text = copy.read_text(encoding="utf-8")
    for ending in ("It ended.\n", "", "It never ended.\n"):
        copy.write_text(f"{text}\n{ending}", encoding="utf-8")
        assert start("fingerprint", ["--package", str(fresh.root)]) == 0
    assert fresh.rows("passages")[-1][0] == "psg-012"
    assert start("build", [str(fresh.root)]) == 0
    assert validate(fresh.root, copy, standard=False).valid


def test_copy_in_the_package_is_what_was_measured(fresh: Editor) -> None:
    copy = fresh.root / COPY
    copy.write_text("The Plan\n\n- Ask the ba\u00adkers.\n- Pay\n\nNobody did.\n", encoding="utf-8")
    assert start("fingerprint", ["--package", str(fresh.root)]) == 0
    text = canonical(copy.read_text(encoding="utf-8"))
    with (fresh.root / "seeds" / "passages.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    spans = [text[int(row["start"]) : int(row["end"])] for row in rows]
    assert spans == ["The Plan", "Ask the bakers.", "Pay", "Nobody did."]
    assert [hashlib.sha256(span.encode()).hexdigest() for span in spans] == [row["sha256"] for row in rows]


def test_marks_beside_an_article_hold_from_the_beginning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "a.txt"
    article.write_text("The Quay\n\nIt is part IX. It was the\n\nlast. Lord X. Reed left.\n", encoding="utf-8")
    (tmp_path / "a.cuts.txt").write_text("join: was the | last\n\njoin: X. | Reed\n", encoding="utf-8")
    assert start("init", [str(tmp_path / "new"), "--article", str(article), "--author", "Bo Reed"]) == 0
    assert "body 3" in capsys.readouterr().out
    assert (tmp_path / "new" / "seeds" / "article.cuts.txt").is_file()
    before = Editor(tmp_path / "new").rows("passages")
    assert start("fingerprint", ["--package", str(tmp_path / "new")]) == 0
    assert Editor(tmp_path / "new").rows("passages") == before


CUTS = {
    "de": "Sie sagte am 3. Mai viel.|Bd. II ist da.|Das war z. B. gut.",
    "fr": "Selon M. Nord, il pleut.|Mme. Sud dit non.|\u00ab Viens-tu ? \u00bb demanda-t-il.",
    "en": 'See vol. II of it.|"Why?" Ann Wood asked.|It is so.|iPhone sales rose at 5 a.m. Monday.|"So I said.',
    "es": "El Sr. Ruiz vino.|Fue el n.\u00ba 5.",
    "ru": "\u0422. \u0435. \u0434\u0430.|\u00ab\u041a\u0442\u043e?\u00bb \u2014 \u0437\u0432\u0430\u043b \u043e\u043d.",
    "he": "\u05d4\u05d5\u05d0 \u05d0\u05de\u05e8.|\u05de\u05d4?",
}  # fmt: skip


@pytest.mark.parametrize("language", list(CUTS))
def test_sentences_of_several_languages(language: str) -> None:
    wanted = CUTS[language].split("|")
    assert sentences(" ".join(wanted), language) == wanted


def test_doubtful_cuts_are_told() -> None:
    assert is_doubtful("He met Col.", "Reed came.")
    assert is_doubtful('He said: "No.', 'Never."')
    assert not is_doubtful("He met the colonel.", "Reed came.")
