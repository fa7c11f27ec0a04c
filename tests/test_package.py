from pathlib import Path

import pandas as pd
import pytest

from coded_article import Package, load
from coded_article.errors import RefusedError
from coded_article.model.profile import OPTIONAL, PROFILE, TABLES
from coded_article.package import InvalidPackageError
from coded_article.text.canonical import canonical
from tests.editor import ROOT, Editor
from tests.specimen import TEXT


@pytest.fixture(scope="module")
def loaded() -> Package:
    return load(ROOT)


def test_frames_have_the_columns_and_types_of_the_profile(loaded: Package) -> None:
    dtypes = {"string": "string", "integer": "Int64", "date": "datetime64[s]"}
    assert {
        name: {column: str(dtype) for column, dtype in frame.dtypes.items()} for name, frame in loaded.tables.items()
    } == {name: {column: dtypes[kind] for column, kind in PROFILE[name].items()} for name in (*TABLES, *OPTIONAL)}


def test_missing_cells_are_missing_and_none_is_a_code(loaded: Package) -> None:
    undated = loaded.events[loaded.events["date_basis"] == "none"]
    assert len(undated) > 0
    assert undated[["date_edtf", "date_earliest", "date_latest"]].isna().all(axis=None)


def test_timeline_is_in_time_and_then_in_the_articles_order(loaded: Package) -> None:
    frame = loaded.timeline()
    assert sorted(frame["event_id"]) == sorted(loaded.events["event_id"])
    dated = frame["date_earliest"].notna()
    assert dated.is_monotonic_decreasing
    assert frame.loc[dated, "date_earliest"].is_monotonic_increasing
    assert frame.loc[~dated, "ordinal"].is_monotonic_increasing
    call = frame[frame["event_id"] == "evt-023"].iloc[0]
    assert call["participants"] == "Donald Trump (initiator); Vladimir Putin (addressee)"
    assert call["ordinal"] == 23


def test_statements_have_the_names_of_speakers_targets_and_addressees(loaded: Package) -> None:
    frame = loaded.named_statements().set_index("statement_id")
    assert list(frame.index) == list(loaded.statements["statement_id"])
    said = frame.loc["stm-008"]
    assert (said["speaker"], said["target"]) == ("Pete Hegseth", "Ukraine")
    assert frame.loc["stm-013", "addressees"] == "European officials"
    assert not frame["speaker"].isna().any()


def test_playbook_lines_up_advice_with_conduct(loaded: Package) -> None:
    frame = loaded.playbook()
    assert frame.loc[frame["recommendation_id"] == "rec-005", "conduct_polarity"].tolist() == ["negative"]
    assert set(frame["recommendation_id"]) == set(loaded.recommendations["recommendation_id"])
    assert frame.loc[0, "depth"] == 0
    assert max(frame["depth"].diff().tolist()[1:]) == 1  # each parent stands before its children
    order = frame.dropna(subset="step").drop_duplicates("recommendation_id")
    assert order["step"].tolist() == [1, 2, 3]
    first = frame[frame["step"] == 1].iloc[0]
    assert (first["followed"], first["conduct_id"], first["called_for_id"]) == ("no", "evt-023", "evt-024")
    ways = frame[(frame["principle"] == "leverage") & (frame["depth"] == 2)]
    assert ways["conduct_status"].tolist() == ["not_done"] * 3


def test_network_is_an_edge_list_of_known_actors(loaded: Package) -> None:
    frame = loaded.network()
    assert not frame[["source", "target", "kind", "record_id"]].isna().any(axis=None)
    assert not frame.duplicated(["source_actor_id", "target_actor_id", "kind", "record_id"]).any()
    asked = frame[(frame["source"] == "United States") & (frame["target"] == "European officials")]
    assert asked["record_id"].tolist() == ["evt-007"]  # the act, not its statement once more
    stood_up = frame[(frame["record_id"] == "stm-018")]
    assert sorted(stood_up["source"]) == ["NATO", "United States"]
    met = frame[frame["record_id"] == "evt-033"]
    assert met[["source", "target", "kind"]].to_numpy().tolist() == [["Marco Rubio", "Sergey Lavrov", "participant"]]
    said = frame[frame["record_id"] == "stm-008"].iloc[0]
    assert (said["source"], said["target"], said["kind"], said["valence"]) == (
        "Pete Hegseth",
        "Ukraine",
        "evaluates",
        "negative",
    )


def test_located_rows_hold_the_words_that_they_rest_on(specimen: Editor) -> None:
    text = canonical(TEXT)
    frame = load(specimen.root).located()
    spans = {(row.record_id, row.part): text[int(str(row.first)) : int(str(row.last))] for row in frame.itertuples()}
    assert spans["evt-001", "content"] == "closed the bridge"
    assert spans["stm-001", "cue"] == "said"


def test_joins_work_on_a_package_of_another_article(specimen: Editor) -> None:
    package = load(specimen.root)
    assert package.timeline()["event_id"].tolist() == ["evt-001", "evt-002"]
    assert package.playbook()["conduct_id"].tolist() == ["evt-001"]
    assert package.network().empty
    assert package.named_statements()["addressees"].isna().all()
    assert repr(package).startswith(f"<{package.name} {package.version}: sources 1, passages 6")


def test_version_and_row_are_cited_by_their_permanent_address(loaded: Package) -> None:
    whole, row = loaded.cite(), loaded.cite("evt-023")
    assert f"version {loaded.version} [data package]" in whole
    assert whole.endswith(f" {loaded.name}@{loaded.version}")
    assert row.endswith(f" {loaded.name}@{loaded.version}#evt-023")
    assert whole in (ROOT / "README.md").read_text(encoding="utf-8")
    with pytest.raises(KeyError, match="has no row 'evt-999'"):
        loaded.cite("evt-999")


def test_faulty_package_is_not_loaded(package: Editor) -> None:
    package.set("events", "evt-002", "status", "bogus")
    with pytest.raises(InvalidPackageError, match=r"1 faults in .*\n.*enum data/events.csv:3:status evt-002"):
        load(package.root)


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"no datapackage\.json there"):
        load(tmp_path)


def test_loaded_cells_are_those_of_the_file(loaded: Package) -> None:
    for path in sorted((ROOT / "data").glob("*.csv")):
        text = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])
        frame = loaded.tables[path.stem]
        written = frame.copy()
        for column in frame.select_dtypes("datetime64[s]").columns:
            written[column] = frame[column].dt.strftime("%Y-%m-%d")
        pd.testing.assert_frame_equal(written.astype("string"), text, check_dtype=False)
