"""Frames explain themselves: what columns mean, codes and ids in words, one row with all about it."""

from datetime import date
from html import escape

import pandas as pd
import polars as pl
import pytest

import coded_article
from coded_article import Package
from coded_article.joins import JOINS, join
from coded_article.model.profile import CLOSED, ORDERED, PROFILE, profile_codes
from tests.editor import ROOT


@pytest.mark.parametrize("name", JOINS)
def test_columns_of_a_join_are_documented_in_their_order(name: str, loaded: Package) -> None:
    frame = getattr(loaded, name)()
    assert [column.name for column in join(name).columns] == list(frame.columns)
    assert list(loaded.describe(name).index) == list(frame.columns)
    assert join(name).question.endswith("?")
    assert (getattr(Package, name).__doc__ or "").startswith(join(name).question.split(",")[0].rstrip("?"))
    for column in join(name).columns:
        if column.source:
            assert column.source[1] in PROFILE[column.source[0]], column
        else:
            assert column.meaning.endswith("."), column


def test_frame_says_what_its_columns_mean(loaded: Package) -> None:
    attrs = loaded.events.attrs
    assert attrs["title"] == "Events"
    assert attrs["columns"]["status"]["vocabulary"] == "status"
    assert "occurred" in attrs["columns"]["status"]["constraints"]["enum"]
    described = loaded.describe("events")
    assert described.loc["label", "constraints"] == "required, minLength 2, maxLength 200"
    assert described.loc["note", "filled"] == loaded.events["note"].notna().sum()
    listed = loaded.describe()
    assert listed.loc["events", "rows"] == 7
    assert {*JOINS, *loaded.tables} == {*listed.index}


def test_codes_of_a_column_have_labels_definitions_and_counts(loaded: Package) -> None:
    codes = loaded.codes_of("events", "status")
    assert codes["count"].sum() == len(loaded.events)
    assert codes.loc["not_done", "label"] == "Not done"
    assert loaded.codes_of("timeline", "status").equals(codes)


def test_labelled_frames_have_words_in_place_of_codes_and_ids(loaded: Package) -> None:
    frame = loaded.labelled("relations")
    assert frame["subject_id"].tolist()[0] == "Ask before closing"
    assert frame["object_id"].tolist()[0] == "Closing of the bridge"
    assert frame["predicate"].tolist()[0] == "Criticises"
    assert frame["relation_id"].equals(loaded.relations["relation_id"])
    assert frame["basis"].cat.ordered
    assert list(frame["basis"].cat.categories) == ["Implied", "Stated"]
    events = loaded.labelled("events")
    assert events["event_id"].tolist() == loaded.events["event_id"].tolist()
    assert events["status"].dtype == "string"


def test_orders_hold_each_code_of_a_closed_vocabulary() -> None:
    codes = {(row["vocabulary"], row["code"]) for row in profile_codes()}
    assert ORDERED.keys() <= CLOSED
    assert {(name, code) for name, order in ORDERED.items() for code in order} == {
        pair for pair in codes if pair[0] in ORDERED
    }


def test_card_of_a_row_holds_what_the_package_says_of_it(loaded: Package) -> None:
    card = loaded.row("evt-005")
    assert (card.table, card.words) == ("events", "Letter of the carters")
    assert ("The carters", "Initiator", "act-005") in card.participants
    assert ("Precedes <-", "evt-003", "Meeting of the mayor and the carters") in card.relations
    assert ("psg-007", "Content", "section 1", "364-374") in card.evidence
    shown = str(card)
    for text in ("Letter of the carters", "Public statement", "Oldtown", "psg-007", card.citation):
        assert text in shown
        assert escape(text) in card._repr_html_()
    assert str(loaded.row("rel-001")).startswith("rel-001 (relations)")


def test_packages_and_lists_of_tables_show_themselves(loaded: Package) -> None:
    for shown in (repr(loaded), repr(loaded.tables), loaded._repr_html_(), loaded.tables._repr_html_()):
        assert "External checks" in shown
    assert "<h4>" in loaded._repr_html_()


def test_search_finds_all_words_whatever_their_case(loaded: Package) -> None:
    found = loaded.search("BRIDGE closed")
    assert found[["record_id", "table", "column"]].to_numpy().tolist() == [["evt-004", "events", "label"]]
    assert loaded.search("no such words").empty
    assert loaded.search(" ").empty


def test_contacts_show_the_advised_order_and_the_reported_one() -> None:
    sides = coded_article.load(ROOT).contacts().groupby("side")["who"].agg(list)
    assert sides["advised"] == ["Volodymyr Zelensky", "European leaders", "Vladimir Putin"]
    assert sides["missing"] == ["Volodymyr Zelensky", "European leaders"]
    assert sides["reported"][0] == "Vladimir Putin"


def test_conduct_that_statements_alone_criticise_ends_the_playbook() -> None:
    last = coded_article.load(ROOT).playbook().iloc[-1]
    assert pd.isna(last["recommendation_id"])
    assert (last["conduct_id"], last["conduct_basis"]) == ("evt-003", "stated")
    assert last["criticism"]


def test_duckdb_has_tables_joins_and_comments(loaded: Package) -> None:
    with loaded.duckdb() as connection:
        first = connection.execute("SELECT date_earliest FROM events WHERE event_id = 'evt-001'").fetchone()
        assert first == (date(2024, 5, 3),)
        for name in JOINS:
            assert connection.execute(f"SELECT count(*) FROM {name}").fetchone() == (len(getattr(loaded, name)()),)
        query = "SELECT comment FROM duckdb_columns() WHERE table_name IN ('events', 'playbook')"
        comments = [comment for (comment,) in connection.execute(query).fetchall()]
    assert len(comments) > 30
    assert all(comments)


def test_polars_frames_have_the_same_cells(loaded: Package) -> None:
    events, joined = loaded.polars("events"), loaded.polars("timeline")
    assert events.schema["date_earliest"] == pl.Date
    assert events["event_id"].to_list() == loaded.events["event_id"].tolist()
    assert joined["event_id"].to_list() == loaded.timeline()["event_id"].tolist()
    assert joined.schema["ordinal"] == pl.Int64


def test_schema_checks_a_frame_that_pandas_read(loaded: Package) -> None:
    raw = pd.read_csv(ROOT / "data" / "events.csv", dtype="string", keep_default_na=False, na_values=[""])
    schema = coded_article.schema("events", coerce=True, strict=False)
    checked = schema.validate(raw.assign(mine=1))
    assert pd.api.types.is_datetime64_dtype(checked["date_earliest"])
    assert schema.columns["status"].description
    from pandera import errors  # after ours, which keeps pandera from importing Spark

    raw.loc[0, "status"], raw.loc[1, "date_earliest"] = "happened", "2025-02-30"
    with pytest.raises(errors.SchemaErrors) as caught:
        schema.validate(raw, lazy=True)
    cases = caught.value.failure_cases
    assert {*cases["column"]} == {"status", "date_earliest"}
    assert "enum" in cases["check"].tolist()
    with pytest.raises(errors.SchemaErrors):
        loaded.schema("events").validate(loaded.events.assign(mine=1))
