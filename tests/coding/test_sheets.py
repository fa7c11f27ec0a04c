"""A coding sheet, as a workbook or as CSV files, becomes rows with ids, dates, spans and hashes."""

import csv
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.coding.blank import csv_texts, workbook
from coded_article.coding.sheets import columns, read
from coded_article.files.canonical_csv import format_rows, read_rows
from coded_article.model.profile import COPY
from coded_article.read.opening import opened_folder
from tests.editor import ROOT, Editor

EXAMPLE = ROOT / "examples"
BEGIN = [
    "--article", str(EXAMPLE / "article.txt"), "--author", "Bo Reed", "--title", "Three Mistakes on the Quay",
    "--publisher", "The Saltmere Lantern", "--date", "2024-03-15",
    "--rights", "Invented for this example; free to share.",
]  # fmt: skip


class Coding:
    """A package, with the example's filled coding sheet beside its article."""

    def __init__(self, root: Path, begun: Path) -> None:
        self.root = Path(shutil.copytree(begun, root))
        self.sheet = root / "seeds" / "coding"

    def anchor(self, sheet: Path | None = None) -> int:
        source = str(self.root / COPY)
        return start("anchor", [str(sheet or self.sheet), "--source", source, "--package", str(self.root)])

    def files(self) -> dict[str, bytes]:
        paths = sorted(path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in paths}

    def tables(self) -> dict[str, bytes]:
        return {name: content for name, content in self.files().items() if re.fullmatch(r"data/.*\.csv", name)}

    def change(self, name: str, change: Callable[[list[list[str]]], object]) -> None:
        path = self.sheet / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        change(rows)
        path.write_text(format_rows(rows), encoding="utf-8")

    def set(self, name: str, key: str, column: str, cell: str) -> None:
        def changed(rows: list[list[str]]) -> None:
            row = next(row for row in rows if row[0] == key)
            row[rows[0].index(column)] = cell

        self.change(name, changed)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as `init` and `sheet` leave it, the sheet filled in."""
    root = tmp_path_factory.mktemp("begun") / "quay"
    assert start("init", [str(root), *BEGIN]) == 0
    assert start("sheet", ["--package", str(root), "--output", str(root / "seeds" / "coding")]) == 0
    for path in (EXAMPLE / "coding").glob("*.csv"):
        shutil.copy(path, root / "seeds" / "coding" / path.name)
    return root


@pytest.fixture(scope="module")
def merged(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package once the sheet is merged into it."""
    coding = Coding(tmp_path_factory.mktemp("merged") / "quay", begun)
    assert coding.anchor() == 0
    return coding.root


@pytest.fixture
def coding(begun: Path, tmp_path: Path) -> Coding:
    """The package as it is begun."""
    return Coding(tmp_path / "quay", begun)


@pytest.fixture
def coded(merged: Path, tmp_path: Path) -> Coding:
    """The package with the sheet merged into it."""
    return Coding(tmp_path / "coded", merged)


def _as_workbook(coding: Coding) -> Path:
    """Fill the workbook of the package as a coder does, out of the CSV files."""
    path = coding.root / "seeds" / "coding.xlsx"
    assert start("sheet", ["--package", str(coding.root)]) == 0
    book = openpyxl.load_workbook(path)
    for file in coding.sheet.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            for number, row in enumerate(csv.reader(opened), start=1):
                for place, cell in enumerate(row, start=1):
                    value: object = int(cell) if file.stem == "recommendations" and cell.isdigit() else cell
                    book[file.stem].cell(number, place, value or None)
    book.save(path)
    return path


def test_sheet_becomes_the_package_of_the_example(coding: Coding, capsys: pytest.CaptureFixture[str]) -> None:
    assert coding.anchor() == 0
    assert "21 of 21 sentences carry a record" in capsys.readouterr().out
    assert validate(coding.root, coding.root / COPY, standard=False).problems == []
    shipped = {path.relative_to(EXAMPLE / "quay") for path in (EXAMPLE / "quay").rglob("*") if path.is_file()}
    assert {str(path): (coding.root / path).read_bytes() for path in shipped} == {
        str(path): (EXAMPLE / "quay" / path).read_bytes() for path in shipped
    }


def test_merging_again_changes_nothing(coded: Coding, capsys: pytest.CaptureFixture[str]) -> None:
    before = coded.files()
    capsys.readouterr()
    assert coded.anchor() == 0
    assert coded.files() == before
    assert capsys.readouterr().out == (
        "21 of 21 sentences carry a record; `coded-article todo` lists what is left\n"
        "164 rows read: 0 merged, 164 there already, 0 empty, 0 refused\n"
    )


@pytest.mark.parametrize("moment", [-1, *(pytest.param(moment, marks=pytest.mark.long) for moment in (2, 6, -3, -2))])
def test_merge_that_is_killed_is_completed_by_the_next(
    moment: int, coding: Coding, coded: Coding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is killed when it is about to put a file in its place: the ``moment``-th, or that from the end."""
    before, after = coding.files(), coded.files()
    changed = [name for name, content in after.items() if before.get(name) != content]
    left = moment if moment > 0 else len(changed) + moment + 1
    renamed: list[Path] = []
    rename = Path.replace

    def killed(path: Path, target: Path) -> Path:
        if target.is_relative_to(coding.root):
            if len(renamed) == left - 1:
                raise KeyboardInterrupt
            renamed.append(target)
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        assert coding.anchor() == 130
    assert len(renamed) == left - 1
    assert "coding.ids.csv" not in {path.name for path in renamed}, "the ledger is not the last"
    assert coding.anchor() == 0
    assert coding.files() == after


def test_workbook_and_csv_files_give_the_same_tables(coding: Coding, coded: Coding) -> None:
    assert coding.anchor(_as_workbook(coding)) == 0
    assert coding.tables() == coded.tables()


def test_workbook_has_the_passages_and_lists_of_the_codes(coding: Coding) -> None:
    start("sheet", ["--package", str(coding.root)])
    book = openpyxl.load_workbook(coding.root / "seeds" / "coding.xlsx")
    texts = [row[3] for row in book["passages"].iter_rows(min_row=2, values_only=True)]
    assert texts[2] == 'Mayor Ada Finch told reporters that the quay was "worn beyond repair".'
    descriptor = opened_folder(coding.root).descriptor
    for name, names in columns(descriptor).items():
        sheet = book[name]
        assert tuple(cell.value for cell in sheet[1]) == names
        lists = {}
        for rule in sheet.data_validations.dataValidation:
            place, (there, span) = str(rule.sqref).split(":")[0], rule.formula1.split("!")
            codes = [cell[0].value for cell in book[there.strip("=")][span.replace("$", "")]]
            lists[sheet[f"{place.rstrip('0123456789')}1"].value] = codes
        for field in descriptor.tables[name].fields if name != "quotes" else ():
            if field.name in names and "enum" in field.constraints:
                assert lists[field.name] == list(field.constraints["enum"])
    assert len(lists["part"]) > 5


def test_workbook_says_what_a_column_wants_and_when_a_code_is_chosen(coding: Coding) -> None:
    start("sheet", ["--package", str(coding.root)])
    book = openpyxl.load_workbook(coding.root / "seeds" / "coding.xlsx")
    for name, names in columns(opened_folder(coding.root).descriptor).items():
        said = {cell.value: cell.comment.text for cell in book[name][1]}
        assert all(len(said[column]) > len(column) + 5 for column in names), said
    assert "A name of yours" in book["events"]["A1"].comment.text
    explained = {tuple(row[:2]): row[3] for row in book["definitions"].iter_rows(values_only=True)}
    assert explained["status", "not_done"] == "The article says that it was not done."
    speakers = next(rule for rule in book["statements"].data_validations.dataValidation if "B2" in str(rule.sqref))
    assert speakers.formula1 == "actors!$A$2:$A$501"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_cells_may_be_divided_as_spreadsheets_of_other_countries_do(mark: str, coding: Coding, coded: Coding) -> None:
    for path in coding.sheet.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=mark).writerows(rows)
    assert coding.anchor() == 0
    assert coding.tables() == coded.tables()


def test_new_rows_take_the_next_ids_and_old_ones_keep_theirs(coded: Coding) -> None:
    before = read_rows(coded.root / "data" / "events.csv")
    row = ["evt-more", "A further remark", "public_statement", "occurred", "positive", *[""] * 6]
    coded.change("events", lambda rows: rows.insert(1, [*row, "The order of the talks was wrong", "psg-016", ""]))
    coded.change("involvements", lambda rows: rows.append(["evt-more", "act-001", "initiator"]))
    assert coded.anchor() == 0
    after = read_rows(coded.root / "data" / "events.csv")
    assert after[:-1] == before
    assert (after[-1]["event_id"], after[-1]["label"]) == ("evt-013", "A further remark")
    registered = {row["record_id"]: row for row in read_rows(coded.root / "data" / "records.csv")}
    assert registered["evt-013"] == {**registered["evt-012"], "record_id": "evt-013"}


def test_days_follow_from_the_date(coded: Coding) -> None:
    rows = {row["label"]: row for row in read_rows(coded.root / "data" / "events.csv")}
    warning = next(row for label, row in rows.items() if label.startswith("Alder's warning"))
    assert [warning[f"date_{part}"] for part in ("edtf", "earliest", "latest", "precision")] == [
        "2024-02", "2024-02-01", "2024-02-29", "month",
    ]  # fmt: skip
    talk = next(row for label, row in rows.items() if label.startswith("Talk"))
    assert (talk["date_earliest"], talk["date_basis"]) == ("", "none")


def _without_words(rows: list[list[str]]) -> None:
    row = next(row for row in rows if row[0] == "evt-talk")
    row[rows[0].index("quote") :] = ["", "", ""]


REFUSED: dict[str, tuple[Callable[[Coding], object], str]] = {
    "words that stand nowhere": (
        lambda c: c.set("events", "evt-offer", "quote", "telephoned the moon"),
        'coding:events:5 evt-offer: "telephoned the moon": these words do not occur in psg-004',
    ),
    "name of no row": (
        lambda c: c.set("events", "evt-offer", "part_of_id", "evt-nothing"),
        "coding:events:5: evt-nothing names no row of the sheet; add the row",
    ),
    "no id": (lambda c: c.set("actors", "act-finch", "actor_id", ""), 'coding:actors:5: id ""; write an id such as'),
    "id of another table": (
        lambda c: c.set("actors", "act-reporters", "actor_id", "evt-reporters"),
        'coding:actors:6: id "evt-reporters"; write an id such as act-001',
    ),
    "unknown code": (
        lambda c: c.set("events", "evt-offer", "event_type", "telegram"),
        'coding:events:5 evt-offer event_type: "telegram" is not a code of `event_type`; ',
    ),
    "unknown part": (
        lambda c: c.change("quotes", lambda rows: rows[1].__setitem__(1, "nickname")),
        "coding:quotes:2 act-001: \"Bo Reed\": part 'nickname' is none of",
    ),
    "date that is none": (
        lambda c: c.set("events", "evt-offer", "date_edtf", "2024-02-31"),
        "coding:events:5 evt-offer date_edtf: ",
    ),
    "unknown role": (
        lambda c: c.change("involvements", lambda rows: rows[3].__setitem__(2, "bystander")),
        "coding:involvements:4 evt-closing role: ",
    ),
    "code without a definition": (
        lambda c: c.change("codes", lambda rows: rows[1].__setitem__(3, "")),
        "coding:codes:2 actor_type definition: ",
    ),
    "actor of no row": (
        lambda c: c.set("events", "evt-offer", "part_of_id", "evt-099"),
        "coding:events:5: evt-099 names no row of the sheet",
    ),
    "formula": (
        lambda c: c.set("events", "evt-offer", "label", "=1+1"),
        "coding:events:5: a cell holds a formula, '=1+1'; write its value",
    ),
    "comma without quotation marks": (
        lambda c: c.change("events", lambda rows: rows[4].append("lost words")),
        "coding:events:5: a cell stands to the right of the last column",
    ),
    "record without words": (
        lambda c: c.change("events", _without_words),
        "coding:events:6 evt-talk event_id: ",
    ),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_refused_row_is_reported_with_its_place_and_nothing_is_lost(
    name: str, coding: Coding, capsys: pytest.CaptureFixture[str]
) -> None:
    change, said = REFUSED[name]
    change(coding)
    before = coding.files()
    capsys.readouterr()
    assert coding.anchor() == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert any(said in line for line in err.splitlines()), err
    assert err.splitlines()[-1].endswith("nothing was written")
    counted = re.fullmatch(
        r"(\d+) rows read: 0 merged, (\d+) there already, (\d+) empty, (\d+) refused, (\d+) held back by them",
        err.splitlines()[-2],
    )
    assert counted is not None
    read, *split = map(int, counted.groups())
    assert read == sum(split)
    assert split[2] >= 1
    assert coding.files() == before


def _planted(coding: Coding) -> None:
    """Plant faults of all kinds, none of which is the cause of another."""
    coding.set("actors", "act-board", "actor_type", "pond")
    coding.set("actors", "act-reporters", "name", "#REF!")
    coding.set("events", "evt-offer", "quote", "telephoned the moon")
    coding.set("events", "evt-talk", "date_edtf", "2024-02-31")
    coding.set("events", "evt-refusal", "quote", "not accept a clozing")
    coding.set("events", "evt-return", "part_of_id", "evt-tlak")
    coding.set("statements", "stm-order", "speaker_id", "Reed")
    coding.set("statements", "stm-order", "passage_id", "psg-999")
    coding.set("recommendations", "rec-letter", "polarity", "maybe")
    coding.change("involvements", lambda rows: rows[3].__setitem__(2, "bystander"))
    coding.change("quotes", lambda rows: rows[1].__setitem__(1, "nickname"))
    coding.change("codes", lambda rows: rows[1].__setitem__(3, ""))


def test_faults_of_all_kinds_are_told_at_once_in_the_names_of_the_coder(
    coding: Coding, capsys: pytest.CaptureFixture[str]
) -> None:
    _planted(coding)
    capsys.readouterr()
    assert coding.anchor() == 1
    said = capsys.readouterr().err.replace(f"{coding.sheet}:", "").splitlines()
    for wanted in (
        'actors:2 act-board actor_type: "pond" is not a code',
        "actors:6: a cell holds the error #REF!",
        'events:5 evt-offer: "telephoned the moon": these words do not occur',
        'events:6 evt-talk date_edtf: "2024-02-31"',
        'events:7 evt-refusal: "not accept a clozing": these words do not occur in psg-009; did you mean "not',
        "events:10: no event evt-tlak; did you mean evt-talk?",
        "statements:8: no actor Reed; did you mean act-001?",
        'statements:8: stm-order: "": there is no passage psg-999',
        'recommendations:11 rec-letter polarity: "maybe"',
        'involvements:4 evt-closing role: "bystander"',
        "quotes:2 act-001: \"Bo Reed\": part 'nickname'",
        "codes:2 actor_type definition: the cell is empty",
    ):
        assert any(line.startswith(wanted) for line in said), (wanted, said)
    assert "coded-article anchor" not in " ".join(said)


def test_remarks_beside_the_tables_are_passed_over(coding: Coding) -> None:
    path = _as_workbook(coding)
    book = openpyxl.load_workbook(path)
    book["events"]["Z1"], book["events"]["Z3"], book["actors"]["AB2"] = "my remark", "=1+1", "ask Ida"
    book.create_sheet("my notes")["A1"] = "read again"
    book.save(path)
    assert coding.anchor(path) == 0


FORMULAS = [
    '=HYPERLINK("http://x.example")',
    "-1+1 is a sum.",
    "@Ann said so.",
    "+44 is the code.",
    "\uff1d1+1 was there.",
]


def test_sheet_holds_no_formula_of_the_article(coding: Coding) -> None:
    descriptor = opened_folder(coding.root).descriptor
    passages = [
        {"passage_id": f"psg-{number:03d}", "section": "1", "kind": "body", "text": text}
        for number, text in enumerate([*FORMULAS, "A list;=1+1", "Ann's list, -7"], start=1)
    ]
    shown = list(csv.reader(csv_texts(descriptor, passages, [])["passages.csv"].splitlines()))[1:]
    assert [row[-1] for row in shown] == [*(f"'{text}" for text in FORMULAS), "A list;'=1+1", "Ann's list, -7"]
    book = coding.root / "sheet.xlsx"
    book.write_bytes(workbook(descriptor, passages, []))
    cells = [row[3] for row in openpyxl.load_workbook(book)["passages"].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(passage["text"], "s") for passage in passages]


@pytest.mark.parametrize(("shown", "words"), [("'@Ann", "@Ann"), ("'=1+1", "=1+1"), ("'tis", "'tis")])
def test_words_that_are_shown_as_text_are_found_as_they_stand(shown: str, words: str, coding: Coding) -> None:
    coding.change("quotes", lambda rows: rows[1].__setitem__(2, shown))
    rows = read(coding.sheet, opened_folder(coding.root).descriptor)["quotes"]
    assert rows[0].cells["quote"] == words


def test_refused_merge_says_what_became_of_every_row(coded: Coding, capsys: pytest.CaptureFixture[str]) -> None:
    coded.set("events", "evt-offer", "label", "Another label")
    coded.change("codes", lambda rows: rows.append(["topic", "weather", "Weather", "Rain or wind.", "", "", "", ""]))
    capsys.readouterr()
    assert coded.anchor() == 1
    said = "165 rows read: 0 merged, 163 there already, 0 empty, 1 refused, 1 held back by them\n"
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("form", ["folder", "workbook"])
def test_name_keeps_the_joiners_that_it_needs(form: str, coding: Coding) -> None:
    name = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    coding.set("actors", "act-reporters", "name", f"{name}\u200e")
    assert coding.anchor(_as_workbook(coding) if form == "workbook" else None) == 0
    assert name in [row["name"] for row in read_rows(coding.root / "data" / "actors.csv")]


def test_row_that_is_coded_otherwise_is_refused(coded: Coding, capsys: pytest.CaptureFixture[str]) -> None:
    coded.set("events", "evt-offer", "label", "Another label")
    before = coded.files()
    capsys.readouterr()
    assert coded.anchor() == 1
    assert "coding:events:5: evt-004 is coded otherwise: label is \"Finch's telephone call" in capsys.readouterr().err
    assert coded.files() == before


def test_mention_that_was_corrected_by_hand_is_not_reverted(coded: Coding, capsys: pytest.CaptureFixture[str]) -> None:
    package = Editor(coded.root)
    package.set("mentions", "men-002", "form_type", "title")
    start("build", [str(coded.root)])
    before = coded.files()
    assert coded.anchor() == 0
    assert coded.files() == before
    coded.change("quotes", lambda rows: rows.append([*rows[2][:3], "", rows[2][2]]))
    before = coded.files()
    capsys.readouterr()
    assert coded.anchor() == 1
    assert "the mention is recorded as title, not description; make the two agree" in capsys.readouterr().err
    assert coded.files() == before


def test_id_that_was_retired_is_not_given_again(coded: Coding, capsys: pytest.CaptureFixture[str]) -> None:
    package = Editor(coded.root)
    package.set("records", "evt-003", "retired_in", "0.1.0")
    package.delete("events", "evt-003")
    coded.set("events", "evt-remark", "label", "Another remark")
    capsys.readouterr()
    assert coded.anchor() == 1
    assert "evt-003 was issued before and is no row of events; take a new id" in capsys.readouterr().err


def _broken_workbook(coding: Coding) -> Path:
    path = coding.root / "seeds" / "broken.xlsx"
    path.write_bytes(b"PK no workbook")
    return path


def _twice(coding: Coding) -> Path:
    coding.change("events", lambda rows: rows[0].append("label"))
    return coding.sheet


def _no_sheet(coding: Coding) -> Path:
    (coding.sheet / "relations.csv").unlink()
    return coding.sheet


def _torn_ids(coding: Coding) -> Path:
    (coding.root / "seeds" / "coding.ids.csv").write_text("a,b\nevt-x,evt-001\n")
    return coding.sheet


def _torn_workbook(coding: Coding) -> Path:
    path = _as_workbook(coding)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, b"<broken" if name.endswith("sheet3.xml") else data)
    return path


def _other_columns(coding: Coding) -> Path:
    coding.change("events", lambda rows: rows[0].__setitem__(1, "name"))
    return coding.sheet


def _recoded(encoding: str, old: str = "", new: str = "") -> Callable[[Coding], Path]:
    """Make the sheet as other programs save it."""

    def make(coding: Coding) -> Path:
        path = coding.sheet / "events.csv"
        coding.set("events", "evt-offer", "label", "Appel au caf\u00e9")
        path.write_bytes(path.read_text(encoding="utf-8").replace(old, new).encode(encoding))
        return coding.sheet

    return make


_in_latin_1 = _recoded("latin-1")
_in_utf_16 = _recoded("utf-16")
_open_quote = _recoded("utf-8", "Appel", '"Appel')


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_broken_workbook, "not a readable workbook"),
        (_twice, "sheet events: two columns label"),
        (_no_sheet, "there is no sheet relations; the sheets are"),
        (_torn_ids, "coding.ids.csv:1: no record of what was merged; found 'a,b'; restore the file, or delete it"),
        (_torn_workbook, "not a readable workbook"),
        (_other_columns, "sheet events: no column label; the columns are event_id, label"),
        (_in_latin_1, 'events.csv: not in UTF-8; save it as "CSV UTF-8"'),
        (_in_utf_16, 'events.csv: not in UTF-8; save it as "CSV UTF-8"'),
        (_open_quote, "events.csv: not a readable CSV file (',' expected after '\"')"),
        (lambda coding: coding.root / "none.xlsx", "none.xlsx: no such file; `coded-article sheet` makes an empty"),
        (lambda coding: coding.root / "none", "none: no such file; give the file with your rows"),
    ],
)
def test_unreadable_sheet_is_one_line(
    make: Callable[[Coding], Path], said: str, coding: Coding, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make(coding)
    capsys.readouterr()
    assert coding.anchor(path) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_sheet_with_rows_is_not_overwritten(coding: Coding, capsys: pytest.CaptureFixture[str]) -> None:
    before = coding.files()
    capsys.readouterr()
    assert start("sheet", ["--package", str(coding.root), "--output", str(coding.sheet)]) == 2
    assert "is there already, perhaps with your rows; give another --output" in capsys.readouterr().err
    assert coding.files() == before


def test_todo_lists_what_is_left(coding: Coding, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert start("todo", [str(coding.root)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("uncoded psg-002: On March 4, the harbour board of Saltmere")
    counted = "0 acts without actors, 0 with something missing, 0 statements without addressees"
    assert lines[-1] == f"21 sentences without a record, {counted}"
    coding.change("involvements", lambda rows: rows.remove(["evt-closing", "act-board", "initiator"]))
    coding.change("involvements", lambda rows: rows.remove(["evt-closing", "act-graywick", "target"]))
    assert coding.anchor() == 0
    capsys.readouterr()
    assert start("todo", [str(coding.root)]) == 1
    assert "nobody involved in evt-002: Closing of the old quay" in capsys.readouterr().out


def test_todo_lists_what_a_release_needs(coding: Coding, capsys: pytest.CaptureFixture[str]) -> None:
    coding.change("relations", lambda rows: rows.remove(next(row for row in rows if row[1] == "calls_for")))
    coding.change("involvements", lambda rows: rows.remove(["evt-offer", "act-northline", "addressee"]))
    assert coding.anchor() == 0
    capsys.readouterr()
    assert start("todo", [str(coding.root)]) == 1
    said = capsys.readouterr().out
    assert "counterfactual-uncalled evt-005: Talk of the board with Graywick before any decision: " in said
    assert "type-roles evt-004: Finch's telephone call that offers the berth to North Line: phone_call without " in said
    assert "0 acts without actors, 2 with something missing" in said


def test_row_that_contradicts_another_is_refused_at_its_place(
    coding: Coding, capsys: pytest.CaptureFixture[str]
) -> None:
    coding.set("relations", "evt-announcement", "object_id", "evt-talk")
    capsys.readouterr()
    assert coding.anchor() == 1
    said = capsys.readouterr().err
    assert "coding:relations:2 object_id" in said


def test_row_that_is_unlikely_is_reported_at_its_place_and_merged(
    coding: Coding, capsys: pytest.CaptureFixture[str]
) -> None:
    coding.set("statements", "stm-order", "target_id", "act-001")
    capsys.readouterr()
    assert coding.anchor() == 0
    assert "coding:statements:8 stm-007 target_id" in capsys.readouterr().err


def test_todo_needs_no_copy(coding: Coding, capsys: pytest.CaptureFixture[str]) -> None:
    (coding.root / COPY).unlink()
    capsys.readouterr()
    assert start("todo", [str(coding.root)]) == 1
    assert "uncoded psg-002: section 1, paragraph 2, 21 words" in capsys.readouterr().out


def test_package_is_named_by_its_path_or_by_the_option_alike(
    coding: Coding, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(coding.root.parent)
    monkeypatch.setattr("coded_article.check.validate.MINUTE", 0)  # without frictionless, which takes longest
    (coding.root / "seeds" / "coding.xlsx").touch()
    assert start("anchor", ["quay"]) == 2
    assert "are both there; name the one to merge" in capsys.readouterr().err
    (coding.root / "seeds" / "coding.xlsx").unlink()
    for verb, status in (("anchor", 0), ("verify", 0), ("fingerprint", 0), ("todo", 0), ("validate", 0), ("build", 0)):
        said = []
        for given in (["quay"], ["--package", "quay"], ["--package", str(coding.root / "datapackage.json")]):
            capsys.readouterr()
            assert start(verb, given) == status, (verb, given)
            out = capsys.readouterr().out.replace(f"{coding.root}", "quay").splitlines()
            said.append(out[-1 - (verb == "fingerprint") :])
        assert said[1] == said[2], verb
        assert verb == "anchor" or said[0] == said[1], verb
