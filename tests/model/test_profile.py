"""The profile: one home for every fact about a table, neutral, and named by version."""

import json
import re

import pytest

from coded_article.model.profile import (
    CONFORMS_TO,
    CORPUS,
    OPTIONAL,
    PREFIXES,
    PROFILE,
    RECORD_PREFIXES,
    SCHEMAS,
    TABLES,
    VERSIONS,
    by_vocabulary,
    columns_of,
    profile_codes,
    with_codes,
)
from coded_article.package import Package
from tests.editor import ROOT

LIBRARY = ROOT / "scripts" / "coded_article"
# of this repository's article, and of nobody else's
OWN = re.compile(r"Pifer|Trump|Ukrain|Russia|Putin|Zelensk|G8|NATO|Hegseth|Crimea", re.IGNORECASE)


@pytest.mark.parametrize("table", PROFILE)
def test_schema_is_neutral_and_explains_itself(table: str) -> None:
    schema = SCHEMAS[table]
    assert schema["name"] == table
    assert not OWN.search(json.dumps(schema))
    for field in schema["fields"]:
        assert field["title"]
        assert field["description"].endswith(".")
        assert "example" in field
        assert "enum" not in field["constraints"]
        assert "categories" not in field


def test_codes_are_neutral_and_of_no_article() -> None:
    codes = profile_codes()
    assert not [row for row in codes if OWN.search(" ".join(row.values()))]
    assert {row["example"] for row in codes} == {""}
    assert [row["code"] for row in codes if row["vocabulary"] == "principle"] == ["overall"]
    assert [row["code"] for row in codes if row["vocabulary"] == "topic"] == ["author_background"]
    keys = [(row["vocabulary"], row["code"]) for row in codes]
    assert keys == sorted(set(keys))


def test_columns_stand_nowhere_else_in_the_library() -> None:
    """A list of most columns of a table, written by hand in a module, would be a second home."""
    for path in LIBRARY.rglob("*.py"):
        words = set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
        text = path.read_text(encoding="utf-8")
        for table, columns in PROFILE.items():
            if len(columns) > 8 and columns.keys() <= words:
                assert not re.search(r"\W+".join(columns), text), f"{path.name} lists the columns of {table}"


def test_schema_takes_the_codes_of_its_vocabularies() -> None:
    codes = by_vocabulary([{"vocabulary": "role", "code": "judge", "label": "Judge"}])
    schema = with_codes(SCHEMAS["involvements"], codes)
    role = schema["fields"][2]
    assert role["constraints"]["enum"] == ["judge"]
    assert role["categories"] == [{"value": "judge", "label": "Judge"}]
    assert "enum" not in SCHEMAS["involvements"]["fields"][2]["constraints"]
    again = with_codes(schema, {})
    assert again == SCHEMAS["involvements"]


def test_columns_that_came_later_are_not_asked_of_older_packages() -> None:
    assert "fits" in columns_of("codes", "1.1")
    assert "fits" not in columns_of("codes", "1.0")
    assert list(columns_of("involvements", "1.0")) == ["record_id", "actor_id", "role"]
    assert columns_of("events", "1.0") == PROFILE["events"]
    assert columns_of("of_my_own", "1.0") == {}


def test_loaded_package_has_an_attribute_for_each_table() -> None:
    assert [name for name in vars(Package) if name in PROFILE] == [*TABLES, *OPTIONAL]


def test_ids_begin_as_the_patterns_of_the_keys_say() -> None:
    assert PREFIXES["evidence"] == "evd"
    assert RECORD_PREFIXES == "act|evt|stm|rec"
    assert PREFIXES.keys() == {*TABLES, "units"} - {"involvements", "records", "codes"}


def test_versions_and_tables_are_named_once() -> None:
    assert list(CONFORMS_TO) == list(VERSIONS)
    assert CONFORMS_TO["1.1"] == "coded-article/1.1"
    names = (*TABLES, *OPTIONAL, *CORPUS)
    assert len(set(names)) == len(names)
    assert {path.stem for path in (LIBRARY / "profile" / "schemas").iterdir()} == set(names)
