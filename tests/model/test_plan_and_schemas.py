"""The schemas: within the portable subset, fully described, and clean in the official profiles."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from coded_article.files.canonical_csv import read_rows
from coded_article.model.plan import plan
from coded_article.model.profile import CORPUS, DESCRIPTOR, OPTIONAL, PROFILE, SCHEMAS, TABLES
from coded_article.read.descriptor import read_descriptor
from tests.editor import ROOT

ORDER = ["name", "title", "description", "type", "format", "example", "constraints", "categories", "vocabulary"]


def _schema(name: str) -> Any:
    if name in CORPUS:
        return SCHEMAS[name]
    return json.loads((ROOT / "schemas" / f"{name}.json").read_text(encoding="utf-8"))


def _faults(version: str, name: str, value: Any) -> list[str]:
    """Return what the official profile of a version of the standard says against a descriptor or schema."""
    profile = json.loads((files("dplib") / "profiles" / version / name).read_text(encoding="utf-8"))
    validator: Any = jsonschema.validators.validator_for(profile)
    return [error.message for error in validator(profile).iter_errors(value)]


@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_descriptor_has_no_error_in_the_official_profiles(version: str) -> None:
    raw = json.loads((ROOT / DESCRIPTOR).read_text(encoding="utf-8"))
    assert _faults(version, "datapackage.json", raw) == []


@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("name", PROFILE)
def test_schema_has_no_error_in_the_official_profiles(name: str, version: str) -> None:
    assert _faults(version, "tableschema.json", _schema(name)) == []


@pytest.mark.parametrize("package", [ROOT, ROOT / "examples" / "quay"], ids=["shipped", "quay"])
def test_readers_of_the_first_version_find_tables_and_references(package: Path) -> None:
    raw = json.loads((package / DESCRIPTOR).read_text(encoding="utf-8"))
    tables = {resource["name"] for resource in raw["resources"]}
    for resource in raw["resources"]:
        assert resource["profile"] == "tabular-data-resource"
        schema = json.loads((package / resource["schema"]).read_text(encoding="utf-8"))
        for key in schema.get("foreignKeys", []):
            assert key["reference"]["resource"] in tables - {resource["name"]} | {""}


@pytest.mark.parametrize("name", PROFILE)
def test_every_field_is_described_in_one_form(name: str) -> None:
    for field in _schema(name)["fields"]:
        assert list(field) == [key for key in ORDER if key in field]
        assert {"title", "description", "example", "constraints"} <= set(field)
        assert field["description"].endswith(".")
        assert "required" in field["constraints"]
        assert ("vocabulary" in field) == ("enum" in field["constraints"]) == ("categories" in field)
        if "categories" in field:
            assert [code["value"] for code in field["categories"]] == field["constraints"]["enum"]


@pytest.mark.parametrize("name", [*TABLES, *OPTIONAL])
def test_every_example_is_a_real_value(name: str) -> None:
    table = read_descriptor(ROOT)[0].tables[name]
    rows = read_rows(ROOT / table.path)
    for field in table.fields:
        values = {row[field.name] for row in rows} - {""}
        if values:
            assert field.example in values
        else:  # a column that this article leaves empty: then the example at least fits
            for check in plan(table):
                if check.column == field.name and check.code == "pattern":
                    assert re.fullmatch(check.parameter, field.example)


@pytest.mark.parametrize("name", PROFILE)
def test_every_key_that_points_elsewhere_is_declared(name: str) -> None:
    schema = _schema(name)
    declared = {key["fields"][0] for key in schema.get("foreignKeys", [])}
    described = {field["name"] for field in schema["fields"] if "Foreign key to" in field["description"]}
    ids = {field["name"] for field in schema["fields"] if re.search(r"_id$|^replaced_by$", field["name"])}
    assert declared == described
    own = {"wikidata_id", *schema["primaryKey"]}
    assert ids - declared <= own


@pytest.mark.parametrize("descriptor", [ROOT / DESCRIPTOR, *(ROOT / "examples").glob(f"*/{DESCRIPTOR}")])
def test_no_cell_looks_like_a_number_with_a_zero_before_it(descriptor: Path) -> None:
    for table in read_descriptor(descriptor)[0].tables.values():
        cells = [cell for row in read_rows(descriptor.parent / table.path) for cell in row.values()]
        assert not [cell for cell in cells if re.fullmatch(r"[+-]?0[0-9]+(\.[0-9]*)?", cell)]
