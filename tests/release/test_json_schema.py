"""The JSON Schema of the profile says of a descriptor what the reader says."""

import copy
import json
import random
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import referencing

from coded_article.errors import RefusedError
from coded_article.model.profile import CONFORMS_TO, DESCRIPTOR, PACKAGE_PROFILE, VERSIONS
from coded_article.read.descriptor import read_descriptor
from coded_article.read.opening import opened_folder
from coded_article.release.formats import FORMATS, Content
from tests.editor import ROOT, Editor

(FORMAT,) = (form for form in FORMATS if form.module == "json_schema")
VALUES: list[Any] = [
    None, "", "x", "1.0.0", "0.1", "a b", 1, True, [], {}, [{}], [{"name": "x"}], [{"title": "x"}], [{"title": 1}],
    {"delimiter": ","}, {"delimiter": ",", "doubleQuote": True}, {"delimiter": ";"}, "csv", "utf-8", "text/csv",
    "table", "sha256:" + "0" * 64, "sha256:0",
    PACKAGE_PROFILE, CONFORMS_TO[VERSIONS[0]], "coded-article/9.9", "2025-02-17T00:00:00Z",
]  # fmt: skip


@pytest.fixture(scope="module")
def schema() -> Any:
    package = opened_folder(ROOT)
    return json.loads(FORMAT.make(Content(package.descriptor, package.tables)))


@pytest.fixture(scope="module")
def registry() -> Any:
    """The official profile, which the schema extends, from a library that carries it."""
    official = json.loads((files("dplib") / "profiles" / "2.0" / "datapackage.json").read_text(encoding="utf-8"))
    resource = referencing.jsonschema.DRAFT7.create_resource(official)
    return referencing.Registry().with_resource(PACKAGE_PROFILE, resource)


def test_schema_is_one(schema: Any) -> None:
    jsonschema.Draft7Validator.check_schema(schema)


@pytest.mark.parametrize("package", [ROOT, ROOT / "examples" / "quay"], ids=["shipped", "quay"])
def test_packages_are_valid_against_it_and_the_official_profile(package: Path, schema: Any, registry: Any) -> None:
    raw = json.loads((package / DESCRIPTOR).read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema, registry=registry)
    assert [error.message for error in validator.iter_errors(raw)] == []


def _changed(raw: Any, chance: random.Random) -> Any:
    """Return a descriptor of which one property is gone, has another value, or is new."""
    raw = copy.deepcopy(raw)
    there = chance.choice([raw, chance.choice(raw["resources"])])
    keys = [key for key in there if key not in ("path", "schema", "resources")]
    action = chance.choice(["change", "change", "drop", "add"])
    if action == "drop":
        del there[chance.choice(keys)]
    elif action == "add":
        there[chance.choice(["licence", "conformsTo", "created", "profile", "sources_", "id"])] = chance.choice(VALUES)
    else:
        there[chance.choice(keys)] = chance.choice(VALUES)
    return raw


def test_reader_and_schema_agree_on_hundreds_of_descriptors(specimen: Editor, schema: Any) -> None:
    validator = jsonschema.Draft7Validator(schema["definitions"]["descriptor"])
    path = specimen.root / DESCRIPTOR
    raw = json.loads(path.read_text(encoding="utf-8"))
    chance = random.Random(14)
    verdicts = []
    for _ in range(400):
        changed = _changed(raw, chance)
        path.write_text(json.dumps(changed), encoding="utf-8")
        try:
            readable = not read_descriptor(specimen.root)[1]
        except RefusedError:
            readable = False
        assert readable == validator.is_valid(changed), [
            {key: value for key, value in after.items() if before.get(key) != value} or before.keys() - after.keys()
            for before, after in zip([raw, *raw["resources"]], [changed, *changed["resources"]], strict=True)
            if before != after
        ]
        verdicts.append(readable)
    assert 20 < sum(verdicts) < 380


def test_codes_are_checked_too(schema: Any) -> None:
    validator = jsonschema.Draft7Validator(schema["definitions"]["codes"])
    codes = [{key: cell for key, cell in row.items() if cell} for row in opened_folder(ROOT).rows("codes")[0]]
    assert [error.message for error in validator.iter_errors(codes)] == []
    for vocabulary, valid in (("topic", True), ("status", False)):
        own = {"vocabulary": vocabulary, "code": "of_my_own", "label": "My own", "definition": "A code of my own."}
        assert validator.is_valid([*codes, own]) == valid
    assert not validator.is_valid([{"vocabulary": "topic", "code": "nameless"}])
