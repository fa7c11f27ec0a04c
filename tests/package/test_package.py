import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from coded_article import Package, load
from coded_article.check.validate import validate
from coded_article.errors import RefusedError
from coded_article.joins import JOINS
from coded_article.model.profile import OPTIONAL, PROFILE, TABLES
from coded_article.package import InvalidPackageError
from coded_article.read.opening import opened_folder
from coded_article.release.formats import Content, sqlite
from coded_article.text.canonical import canonical
from tests.editor import Editor
from tests.rules.breaking import follow_first
from tests.specimen import TEXT


def test_the_filled_specimen_is_valid(root: Path) -> None:
    assert validate(root, standard=False).problems == []


def test_frames_have_the_columns_and_types_of_the_profile(loaded: Package) -> None:
    dtypes = {"string": "string", "integer": "Int64", "date": "datetime64[s]"}
    assert {
        name: {column: str(dtype) for column, dtype in frame.dtypes.items()} for name, frame in loaded.tables.items()
    } == {name: {column: dtypes[kind] for column, kind in PROFILE[name].items()} for name in (*TABLES, *OPTIONAL)}


def test_missing_cells_are_missing_and_none_is_a_code(loaded: Package) -> None:
    undated = loaded.events[loaded.events["date_basis"] == "none"]
    assert undated["event_id"].tolist() == ["evt-002", "evt-006", "evt-007"]
    assert undated[["date_edtf", "date_earliest", "date_latest"]].isna().all(axis=None)


def test_timeline_is_in_time_and_then_in_the_articles_order(loaded: Package) -> None:
    frame = loaded.timeline()
    assert frame["event_id"].tolist() == [f"evt-00{number}" for number in (1, 3, 5, 4, 6, 2, 7)]
    dated = frame["date_earliest"].notna()
    assert dated.tolist() == [True] * 4 + [False] * 3
    assert frame.loc[dated, "date_earliest"].is_monotonic_increasing
    assert frame.loc[~dated, "ordinal"].tolist() == [1, 3, 8]
    letter = frame[frame["event_id"] == "evt-005"].iloc[0]
    assert letter["participants"] == "The carters (initiator); Oldtown (addressee)"
    assert letter["ordinal"] == 7


def test_statements_have_the_names_of_speakers_targets_and_addressees(loaded: Package) -> None:
    frame = loaded.named_statements().set_index("statement_id")
    assert list(frame.index) == list(loaded.statements["statement_id"])
    assert frame["speaker"].tolist() == ["Newtown", "Bo Reed", "The carters"]
    assert frame["target"].fillna("").tolist() == ["", "", "Oldtown"]
    assert frame["addressees"].fillna("").tolist() == ["Oldtown", "", "Oldtown"]


def test_playbook_lines_up_advice_with_conduct(loaded: Package) -> None:
    frame = loaded.playbook().set_index("recommendation_id")
    assert frame.index.tolist() == ["rec-001", "rec-002", "rec-004", "rec-003"]  # parents before children, by step
    assert frame["depth"].tolist() == [0, 1, 2, 1]
    assert frame["step"].dropna().tolist() == [1, 2]
    first = frame.loc["rec-002"]
    assert (first["followed"], first["conduct_id"], first["called_for_id"]) == ("no", "evt-004", "evt-007")
    assert (first["conduct_status"], first["conduct_polarity"]) == ("not_done", "negative")
    assert (first["conduct"], first["called_for"]) == ("The bridge stays closed", "Opening of the bridge")
    assert frame.loc[["rec-003", "rec-004"], ["conduct_id", "called_for_id"]].isna().all(axis=None)
    assert first["grounds"] == "An opening at once would bring trust back."
    assert frame.loc[["rec-003", "rec-004"], "grounds"].isna().all()


def test_grounds_say_whose_they_are_and_how_they_are_tied(loaded: Package) -> None:
    frame = loaded.grounds()
    ties = frame[["conclusion_id", "conclusion_kind", "ground_id", "ground_kind", "owner", "basis", "passage_id"]]
    assert ties.to_numpy().tolist() == [
        ["rec-001", "recommendation", "evt-002", "event", "Bo Reed", "implied", "psg-004"],
        ["rec-002", "recommendation", "stm-003", "statement", "The carters", "implied", "psg-007"],
    ]
    assert frame["ground"].tolist() == ["Newtown's vow", "An opening at once would bring trust back."]
    assert frame["cue"].isna().all()


def test_package_of_an_earlier_profile_has_no_grounds(specimen: Editor) -> None:
    follow_first(specimen)
    package, opened = load(specimen.root), opened_folder(specimen.root)
    assert [len(getattr(package, name)()) > 0 for name in JOINS] == [name != "grounds" for name in JOINS]
    assert package.named_involvements()["basis"].isna().all()
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(sqlite.render(Content(opened.descriptor, opened.tables)))
        views = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall()
    assert {name for (name,) in views} == {name for name, since in JOINS.items() if since == "1.0"}


def test_network_is_an_edge_list_of_known_actors(loaded: Package) -> None:
    frame = loaded.network()
    assert not frame[["source", "target", "kind", "record_id"]].isna().any(axis=None)
    assert not frame.duplicated(["source_actor_id", "target_actor_id", "kind", "record_id"]).any()
    edges = frame[["record_id", "source", "target", "kind"]].to_numpy().tolist()
    assert edges == [
        ["evt-003", "Ada Finch", "The carters", "participant"],
        ["evt-005", "The carters", "Oldtown", "addressee"],  # the act, not its statement once more
        ["evt-006", "Newtown", "Oldtown", "participant"],  # in pairs, for nobody initiated it
        ["stm-001", "Newtown", "Oldtown", "addressee"],
        ["stm-003", "Newtown", "Oldtown", "evaluates"],  # a co-speaker
        ["stm-003", "The carters", "Oldtown", "evaluates"],
    ]
    assert frame["valence"].fillna("").tolist() == [*[""] * 4, "negative", "negative"]
    assert frame["status"].fillna("").tolist() == ["occurred", "occurred", "ongoing", "", "", ""]


def test_located_rows_hold_the_words_that_they_rest_on(loaded: Package) -> None:
    text = canonical(TEXT)
    frame = loaded.located()
    spans = {(row.record_id, row.part): text[int(str(row.first)) : int(str(row.last))] for row in frame.itertuples()}
    assert spans["evt-001", "content"] == "closed the bridge"
    assert spans["stm-001", "cue"] == "said"


def test_joins_work_on_a_package_without_records(fresh: Editor) -> None:
    package = load(fresh.root)
    for name in JOINS:
        assert getattr(package, name)().empty
    assert repr(package).startswith(
        f"{package.name} {package.version}\nsources          1    Sources\npassages         10 "
    )


@pytest.fixture(scope="module")
def database(root: Path) -> Iterator[sqlite3.Connection]:
    package = opened_folder(root)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(sqlite.render(Content(package.descriptor, package.tables)))
        yield connection


@pytest.mark.parametrize("name", JOINS)
def test_sqlite_views_are_the_joins_of_the_loader(name: str, loaded: Package, database: sqlite3.Connection) -> None:
    frame = getattr(loaded, name)()
    for column in frame.select_dtypes("datetime").columns:
        frame[column] = frame[column].dt.strftime("%Y-%m-%d")
    expected = [["" if pd.isna(cell) else str(cell) for cell in row] for row in frame.itertuples(index=False)]
    cursor = database.execute(f'SELECT * FROM "{name}"')
    assert [item[0] for item in cursor.description] == list(frame.columns)
    assert [["" if value is None else str(value) for value in row] for row in cursor] == expected


def test_version_and_row_are_cited_by_their_permanent_address(loaded: Package) -> None:
    whole, row = loaded.cite(), loaded.cite("evt-003")
    assert f"version {loaded.version} [data package]" in whole
    assert whole.endswith(f" {loaded.name}@{loaded.version}")
    assert row.endswith(f" {loaded.name}@{loaded.version}#evt-003")
    with pytest.raises(KeyError, match="has no row 'evt-999'"):
        loaded.cite("evt-999")


def test_faulty_package_is_not_loaded(specimen: Editor) -> None:
    specimen.set("events", "evt-002", "status", "bogus")
    with pytest.raises(InvalidPackageError, match=r"1 fault in .*\n.*data/events.csv:3 evt-002 status: \"bogus\" is"):
        load(specimen.root)


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"no datapackage\.json there"):
        load(tmp_path)


def test_loaded_cells_are_those_of_the_file(loaded: Package, root: Path) -> None:
    for path in sorted((root / "data").glob("*.csv")):
        text = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])
        frame = loaded.tables[path.stem]
        written = frame.copy()
        for column in frame.select_dtypes("datetime").columns:
            written[column] = frame[column].dt.strftime("%Y-%m-%d")
        pd.testing.assert_frame_equal(written.astype("string"), text, check_dtype=False)
