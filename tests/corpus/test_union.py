"""What differs between packages: united, kept apart, or refused with all that differs at once."""

import json
from pathlib import Path
from typing import Any

import pytest

from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.files.canonical_csv import read_rows
from coded_article.model.profile import CONFORMS_TO, OPTIONAL, PROFILE, VERSIONS
from coded_article.read.opening import opened_folder
from tests.editor import ROOT, Editor, copy_package

APART = "--keep-apart"


@pytest.fixture
def pair(specimen: Editor, tmp_path: Path) -> tuple[Editor, Editor]:
    """The specimen, whose words for `overall` are older than the profile's, with those of the profile, twice."""
    specimen.set("codes", "principle,overall", "definition", "Advice over or beside the article's principles.")
    return specimen, copy_package(specimen.root, tmp_path / "other")


def insert(package: Editor, table: str, *rows: list[str]) -> None:
    head, *before = package.rows(table)
    width = len(head)
    package.write(table, [head, *sorted([*before, *([*row, *[""] * (width - len(row))] for row in rows)])])


def combined(*arguments: object) -> int:
    return start("combine", ["--allow-invalid", *map(str, arguments)])  # not built anew after each change


def valid(tmp_path: Path, *packages: object) -> Editor:
    """Combine packages as CSV and as Parquet, see that both are valid for both engines, and return the first."""
    for form in ("csv", "parquet"):
        assert combined(*packages, "-o", tmp_path / form, "--format", form) == 0
        for engine in ("sqlite", "duckdb") if form == "csv" else ("duckdb",):
            report = validate(tmp_path / form, standard=False, engine=engine)
            assert report.problems == []
    return Editor(tmp_path / "csv")


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[str]:
    """Return the lines with which ``combine`` refuses."""
    capsys.readouterr()
    assert combined(*arguments) == 2
    return [line.removeprefix("combine: ") for line in capsys.readouterr().err.splitlines()]


def codes_of(corpus: Editor, vocabulary: str) -> dict[str, dict[str, str]]:
    rows = read_rows(corpus.root / "data/codes.csv")
    return {row["code"]: row for row in rows if row["vocabulary"] == vocabulary}


def test_codes_are_united_and_equal_ones_stand_once(pair: tuple[Editor, Editor], tmp_path: Path) -> None:
    first, other = pair
    insert(other, "codes", ["event_type", "closure", "Closure", "A place is closed."])
    insert(first, "codes", ["topic", "the_bridge", "The bridge", "The bridge itself."])
    other.delete("codes", "topic,territory")
    other.set("codes", "status,occurred", "example", "evt-001")
    corpus = valid(tmp_path, f"a={first.root}", f"b={other.root}")
    assert {"closure", "meeting"} <= codes_of(corpus, "event_type").keys()
    assert {"the_bridge", "territory", "settlement"} <= codes_of(corpus, "topic").keys()
    keys = [tuple(row[:2]) for row in corpus.rows("codes")]
    assert len(keys) == len(set(keys))
    assert codes_of(corpus, "status")["occurred"]["example"] == "b:evt-001"
    schema = json.loads((corpus.root / "schemas/events.json").read_text(encoding="utf-8"))
    field = next(field for field in schema["fields"] if field["name"] == "event_type")
    assert field["constraints"]["enum"] == list(codes_of(corpus, "event_type"))
    packages = corpus.rows("code_packages")[1:]
    assert ["event_type", "closure", "b"] in packages
    assert [row for row in packages if row[1] in ("the_bridge", "territory", "settlement")] == [
        ["topic", "settlement", "a"],
        ["topic", "settlement", "b"],
        ["topic", "territory", "a"],
        ["topic", "the_bridge", "a"],
    ]
    assert {row[0] for row in packages} == {"event_type", "principle", "topic"}  # the others are the profile's


def test_codes_with_several_meanings_are_named_at_once(
    pair: tuple[Editor, Editor], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, other = pair
    third = copy_package(first.root, tmp_path / "third")
    other.set("codes", "topic,settlement", "definition", "A village.")
    other.set("codes", "event_type,meeting", "label", "Encounter")
    third.set("codes", "topic,the_war", "cameo", "cameo:19")
    for editor in (first, other, third):
        editor.set("codes", "event_type,meeting", "definition", "People meet.")
    packages = f"a={first.root}", f"b={other.root}", f"c={third.root}"
    assert refused(capsys, *packages, "-o", tmp_path / "corpus") == [
        f'the code `meeting` of `event_type` is "People meet.", label Meeting in {first.root}, {third.root}; '
        f'"People meet.", label Encounter in {other.root}',
        'the code `settlement` of `topic` is "Terms, judgement and durability of a settlement." in '
        f'{first.root}, {third.root}; "A village." in {other.root}',
        'the code `the_war` of `topic` is "The war itself, its parties and the threat it poses.", cameo empty in '
        f'{first.root}, {other.root}; "The war itself, its parties and the threat it poses.", cameo cameo:19 in '
        f"{third.root}",
        "give each code one definition or each meaning its own code, or keep them apart with --keep-apart",
    ]
    assert not list(tmp_path.glob("*corpus*"))


def test_many_codes_are_counted(
    pair: tuple[Editor, Editor], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, other = pair
    rows = other.rows("codes")
    other.write("codes", [[*row[:3], "Another.", *row[4:]] if row[0] == "event_type" else row for row in rows])
    lines = refused(capsys, f"a={first.root}", f"b={other.root}", "-o", tmp_path / "corpus")
    assert lines[20:21] == ["and 1 more codes"]
    assert len(lines) == 22


def test_codes_kept_apart_are_renamed_wherever_they_stand(pair: tuple[Editor, Editor], tmp_path: Path) -> None:
    first, other = pair
    other.set("codes", "topic,state_relations", "definition", "How towns get on.")
    other.set("codes", "topic,state_relations", "example", "stm-001")
    first.set("codes", "event_type,meeting", "definition", "Somebody meets somebody.")  # `other` has the profile's
    for editor in pair:
        insert(
            editor, "external_checks",
            ["chk-001", "stm-001", "topic", "state_relations", "Towns", "agrees", "A page", "https://example.org/"],
            ["chk-002", "evt-003", "event_type", "meeting", "Talks", "agrees", "A page", "https://example.org/"],
        )  # fmt: skip
        insert(editor, "units", ["unt-001", "statement", "psg-003", "stm-001"], ["unt-002", "event", "psg-004"])
        insert(
            editor, "codings",
            ["unt-001", "topic", "first", "state_relations"], ["unt-002", "event_type", "first", "meeting"],
            ["unt-002", "carries_event", "first", "yes"],
        )  # fmt: skip
    corpus = valid(tmp_path, f"a-1={first.root}", f"b={other.root}", APART)
    topics = codes_of(corpus, "topic")
    assert topics["state_relations"]["definition"] == "Partnership or enmity between states."
    renamed = topics["b_state_relations"]
    shown = {key: renamed[key] for key in ("label", "definition", "example")}
    assert shown == {
        "label": "Relations between states (b)", "definition": "How towns get on.", "example": "b:stm-001",
    }  # fmt: skip
    types = codes_of(corpus, "event_type")
    assert types["meeting"]["definition"].startswith("A face-to-face meeting")
    assert types["a_1_meeting"]["label"] == "Meeting (a-1)"
    # what is a kind of what was renamed is another code too
    assert types["a_1_multilateral_meeting"]["broader"] == "a_1_meeting"
    assert types["multilateral_meeting"]["broader"] == "meeting"
    assert corpus.get("events", "b:evt-003", "event_type") == "meeting"
    assert corpus.get("events", "a-1:evt-003", "event_type") == "a_1_meeting"
    assert corpus.get("statements", "b:stm-001", "topic") == "b_state_relations"
    assert corpus.get("recommendations", "a-1:rec-001", "topic") == "state_relations"
    assert corpus.get("external_checks", "b:chk-001", "coded_value") == "b_state_relations"
    assert corpus.get("external_checks", "a-1:chk-002", "coded_value") == "a_1_meeting"
    assert corpus.rows("codings")[1:] == [
        ["a-1:unt-001", "topic", "first", "state_relations"],
        ["a-1:unt-002", "carries_event", "first", "yes"],
        ["a-1:unt-002", "event_type", "first", "a_1_meeting"],
        ["b:unt-001", "topic", "first", "b_state_relations"],
        ["b:unt-002", "carries_event", "first", "yes"],
        ["b:unt-002", "event_type", "first", "meeting"],
    ]
    packages = corpus.rows("code_packages")[1:]
    assert [row for row in packages if "meeting" in row[1] or "relations" in row[1]] == [
        ["event_type", "a_1_meeting", "a-1"],
        ["event_type", "a_1_multilateral_meeting", "a-1"],
        ["topic", "allied_relations", "a-1"],
        ["topic", "allied_relations", "b"],
        ["topic", "b_state_relations", "b"],
        ["topic", "state_relations", "a-1"],
    ]


def test_rows_are_sorted_by_the_new_name_of_a_code_in_their_key(pair: tuple[Editor, Editor], tmp_path: Path) -> None:
    first, other = pair
    for editor, definition in ((first, "Sees it."), (other, "Signs it.")):
        insert(editor, "codes", ["role", "witness", "Witness", definition])
        insert(editor, "involvements", ["evt-001", "act-002", "witness", "implied"])
    insert(
        other,
        "involvements",
        ["evt-002", "act-003", "beneficiary", "stated"],
        ["evt-002", "act-003", "witness", "stated"],
    )
    corpus = valid(tmp_path, f"a={first.root}", f"b={other.root}", APART)
    roles = [row[2] for row in corpus.rows("involvements") if row[:2] == ["b:evt-002", "b:act-003"]]
    assert roles == ["b_witness", "beneficiary", "initiator"]


def test_codes_that_are_known_by_name_are_not_kept_apart(
    pair: tuple[Editor, Editor], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, other = pair
    for key in ("status,occurred", "role,target", "topic,settlement"):
        other.set("codes", key, "definition", "Another.")
    lines = refused(capsys, f"a={first.root}", f"b={other.root}", "-o", tmp_path / "corpus", APART)
    assert [line.split(" is ")[0] for line in lines] == [
        "the code `target` of `role`",
        "the code `occurred` of `status`",
        "rules and pages know these codes by name, so they cannot be kept apart; define each as the profile",
    ]


def test_new_names_that_cannot_be_are_refused(
    pair: tuple[Editor, Editor], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, other = pair
    insert(first, "codes", ["topic", "b_settlement", "Settlement", "Something else."])
    other.set("codes", "topic,settlement", "definition", "A village.")
    other.set("codes", "topic,the_war", "definition", "That of the roses.")
    out = "-o", tmp_path / "corpus", APART
    assert refused(capsys, f"a={first.root}", f"b={other.root}", *out) == [
        f"{other.root}: the code `settlement` of `topic` would become `b_settlement`, which is a code already; "
        f"write another namespace as NAMESPACE={other.root}"
    ]
    lines = refused(capsys, f"1={first.root}", f"2={other.root}", *out)
    assert len(lines) == 2
    assert "would become `2_settlement`, which is no code; write a namespace that begins with a letter" in lines[0]
    long = refused(capsys, f"a={first.root}", f"{'b' * 75}={other.root}", *out)
    assert "with too long a label" in long[0]


def test_optional_tables_may_be_in_some_only(pair: tuple[Editor, Editor], tmp_path: Path) -> None:
    first, other = pair
    insert(other, "units", ["unt-001", "passage", "psg-003"])
    insert(other, "codings", ["unt-001", "carries_event", "first", "yes"])

    def leave_out(raw: dict[str, Any]) -> None:
        raw["resources"] = [item for item in raw["resources"] if item["name"] not in OPTIONAL]

    first.json("datapackage.json", leave_out)
    corpus = valid(tmp_path, f"a={first.root}", f"b={other.root}")
    assert corpus.rows("units")[1:] == [["b:unt-001", "passage", "b:psg-003", "", ""]]
    assert corpus.rows("codings")[1:] == [["b:unt-001", "carries_event", "first", "yes"]]
    other.json("datapackage.json", leave_out)
    assert combined(f"a={first.root}", f"b={other.root}", "-o", tmp_path / "without") == 0
    assert not {*OPTIONAL} & opened_folder(tmp_path / "without").descriptor.tables.keys()


def test_corpus_has_the_schemas_of_the_profile(pair: tuple[Editor, Editor], tmp_path: Path) -> None:
    first, other = pair

    def stricter(raw: dict[str, Any]) -> None:
        raw["fields"][1]["constraints"].update(maxLength=90)
        raw["fields"][1]["title"] = "Its name"
        raw["title"] = "What happened"

    first.json("schemas/events.json", stricter)
    corpus = valid(tmp_path, f"a={first.root}", f"b={other.root}")
    schema = json.loads((corpus.root / "schemas/events.json").read_text(encoding="utf-8"))
    assert (schema["title"], schema["fields"][1]["title"]) == ("Events", "Label")
    assert opened_folder(corpus.root).descriptor.raw["conformsTo"] == CONFORMS_TO[VERSIONS[-1]]
    # the specimen follows the first profile, which has fewer columns
    assert corpus.rows("codes")[0] == list(PROFILE["codes"])
    assert codes_of(corpus, "role")["co_speaker"]["fits"] == "statements"


def test_rules_ask_of_a_code_what_all_packages_ask(pair: tuple[Editor, Editor], tmp_path: Path) -> None:
    told = {"mocks": ("statements>events", "yes", "after"), "cites": ("events>events", "", "before")}
    others = {"mocks": ("statements>statements", "", "after"), "cites": ("", "", "after")}
    for editor, facts in zip(pair, (told, others), strict=True):
        schema = json.loads((ROOT / "scripts/coded_article/profile/schemas/codes.json").read_text(encoding="utf-8"))
        (editor.root / "schemas/codes.json").write_text(json.dumps(schema), encoding="utf-8")
        head, *rows = editor.rows("codes")
        width = len(schema["fields"])
        columns = [field["name"] for field in schema["fields"]]
        added = [
            ["predicate", code, code.title(), "Says of it.", "", "", "", "", *fact, ""] for code, fact in facts.items()
        ]
        editor.write("codes", [columns, *sorted([*([*row, *[""] * (width - len(head))] for row in rows), *added])])
    corpus = valid(tmp_path, f"a={pair[0].root}", f"b={pair[1].root}")
    predicates = codes_of(corpus, "predicate")
    asked = {code: tuple(predicates[code][key] for key in ("fits", "symmetric", "time_order")) for code in told}
    assert asked == {"mocks": ("statements>events statements>statements", "", "after"), "cites": ("", "", "")}


def _add_column(package: Editor, **changes: object) -> None:
    field = {
        "name": "weather", "title": "Weather", "description": "What the weather was.", "type": "string",
        "example": "rain", "constraints": {"required": False}, **changes,
    }  # fmt: skip
    package.json("schemas/events.json", lambda raw: raw["fields"].append(field))
    head, *rows = package.rows("events")
    package.write("events", [[*head, "weather"], *([*row, "rain"] for row in rows)])


def test_own_columns_go_along_if_all_have_the_same(pair: tuple[Editor, Editor], tmp_path: Path) -> None:
    for editor in pair:
        _add_column(editor)
    pair[1].json("schemas/events.json", lambda raw: raw["fields"].insert(1, raw["fields"].pop()))
    head, *rows = pair[1].rows("events")
    pair[1].write("events", [[row[0], row[-1], *row[1:-1]] for row in (head, *rows)])  # the order may differ
    corpus = valid(tmp_path, f"a={pair[0].root}", f"b={pair[1].root}")
    assert corpus.rows("events")[0] == [*PROFILE["events"], "weather"]
    assert {row[-1] for row in corpus.rows("events")[1:]} == {"rain"}


def test_all_that_differs_is_named_at_once(
    pair: tuple[Editor, Editor], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, other = pair
    third = copy_package(first.root, tmp_path / "third")
    _add_column(first)
    _add_column(third, constraints={"required": False, "maxLength": 9})
    other.set("codes", "topic,settlement", "definition", "A village.")
    packages = f"a={first.root}", f"b={other.root}", f"c={third.root}"
    lines = refused(capsys, *packages, "-o", tmp_path / "corpus")
    here = f"the column `weather` of `events` in {first.root} is not"
    assert lines[:2] == [
        f"{here} in {other.root}; add it to the schema and the table there, or take it out",
        f"{here} that in {third.root}; give it the same type, constraints, vocabulary and key in all",
    ]
    assert lines[2].startswith("the code `settlement` of `topic` is ")
    assert len(lines) == 4


def test_packages_of_this_project_go_together(tmp_path: Path) -> None:
    own, quay = copy_package(ROOT, tmp_path / "own"), copy_package(ROOT / "examples/quay", tmp_path / "quay")
    corpus = valid(tmp_path, own.root, quay.root)
    assert {"state_relations", "town_relations"} <= set(codes_of(corpus, "topic"))
