import json
import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coded_article.check import table
from coded_article.check.validate import check
from coded_article.cli.run import start
from coded_article.errors import RefusedError
from coded_article.model.profile import CORPUS, DESCRIPTOR, LINKS, OPTIONAL, PROFILE, TABLES
from coded_article.read.descriptor import read_descriptor
from coded_article.read.opening import Opened, opened_folder
from tests.editor import ROOT, Editor
from tests.rules.breaking import drop_link, follow_first

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def test_shipped_schemas_have_all_that_the_profile_has() -> None:
    descriptor, problems = read_descriptor(ROOT)
    assert problems == []
    for name in (*TABLES, *OPTIONAL):
        table = descriptor.tables[name]
        assert {field.name: field.type for field in table.fields} == PROFILE[name]
        assert {key.fields[0]: key.target for key in table.foreign_keys} == LINKS[name]


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table in LINKS if table not in CORPUS for column in LINKS[table]]
)
def test_every_foreign_key_of_the_profile_is_missed(table: str, column: str, specimen: Editor) -> None:
    place = drop_link(table, column)(specimen)
    _, problems = read_descriptor(specimen.root)
    assert [("profile", place)] == [(item.code, (item.path, item.line, item.column)) for item in problems]


def _as_before(raw: Any) -> None:
    for resource in raw["resources"]:
        del resource["profile"], resource["dialect"]["doubleQuote"]


def test_reference_to_the_table_itself_is_read_in_every_spelling_and_built_in_one(specimen: Editor) -> None:
    wanted, _ = read_descriptor(specimen.root)
    files = [specimen.root / path for path in ("schemas/events.json", "schemas/actors.json", DESCRIPTOR)]
    texts = [path.read_text(encoding="utf-8") for path in files]
    specimen.json("schemas/events.json", lambda schema: schema["foreignKeys"][-1]["reference"].pop("resource"))
    specimen.json("schemas/actors.json", lambda schema: schema["foreignKeys"][-1]["reference"].pop("resource"))
    specimen.json(DESCRIPTOR, _as_before)
    read, problems = read_descriptor(specimen.root)
    assert (read.tables, problems) == (wanted.tables, [])
    assert start("build", [str(specimen.root)]) == 0
    rebuilt = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    assert rebuilt == [json.loads(text) for text in texts]


def test_column_that_the_rules_have_taken_is_refused(specimen: Editor) -> None:
    field = {"name": "line", "type": "integer", "constraints": {"required": False}}
    specimen.json("schemas/events.json", lambda schema: schema["fields"].append(field))
    with pytest.raises(RefusedError, match='"line" is what the rules call the number of a row; rename the column'):
        read_descriptor(specimen.root)


def test_descriptor_may_be_named_instead_of_its_folder(specimen: Editor) -> None:
    assert opened_folder(specimen.root / DESCRIPTOR).descriptor == opened_folder(specimen.root).descriptor


def _path(raw: dict[str, Any], value: object, key: str = "path") -> None:
    raw["resources"][2][key] = value


@pytest.mark.parametrize("key", ["path", "schema"])
@pytest.mark.parametrize(
    "value",
    [
        "../actors.csv", "/etc/passwd", "https://example.org/actors.csv", "data/../../actors.csv", "data\\actors.csv",
        "file:///etc/passwd", "data/actors.csv.zip", "sqlite:////tmp/x.csv", "", "data//actors.csv", "~/actors.csv",
        "C:/actors.csv", ["data/actors.csv"], None, {"fields": []}, "data/\u202eactors.csv",
    ],
)  # fmt: skip
def test_path_that_leads_out_or_elsewhere_is_refused(key: str, value: object, specimen: Editor) -> None:
    specimen.json(DESCRIPTOR, lambda raw: _path(raw, value, key))
    with pytest.raises(RefusedError) as error:
        read_descriptor(specimen.root)
    assert "\n" not in str(error.value)


def test_link_out_of_the_folder_is_refused(specimen: Editor, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "actors.csv"
    outside.write_text("secret\n")
    inside = specimen.root / "data" / "actors.csv"
    inside.unlink()
    inside.symlink_to(outside)
    with pytest.raises(RefusedError, match="symbolic link"):
        read_descriptor(specimen.root)


@pytest.mark.parametrize(
    ("key", "value"),
    [("path", "data/statements.csv"), ("path", "data/Statements.csv"), ("schema", "schemas/Statements.json")],
)
def test_tables_whose_files_are_one_on_some_disk_are_faulted(key: str, value: str, specimen: Editor) -> None:
    def change(raw: dict[str, Any]) -> None:
        (events,) = (resource for resource in raw["resources"] if resource["name"] == "events")
        (specimen.root / value).write_bytes((specimen.root / events[key]).read_bytes())
        events[key] = value

    specimen.json(DESCRIPTOR, change)
    _, problems = read_descriptor(specimen.root)
    assert [(problem.code, problem.column) for problem in problems] == [("descriptor-value", "path")]
    assert "whose names differ by more than capitals" in str(problems[0])


def test_pipe_in_place_of_a_file_is_refused(specimen: Editor) -> None:
    path = specimen.root / "data" / "actors.csv"
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(RefusedError, match="not a regular file"):
        read_descriptor(specimen.root)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "unreadable JSON"),
        ("[]", "not a JSON object"),
        ("{}", "names no resources"),
        ('{"resources": [1]}', "a Data Package, but no coded article data package"),
        ('{"resources": [], "resources": []}', "stands twice"),
        ("[" * 100_000, "unreadable JSON"),
        ('{"a": "\\ud800', "unreadable JSON"),
        ('{"a": "\\ud800"}', "lone surrogate"),
    ],
)
def test_unusable_descriptor_is_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / DESCRIPTOR).write_text(text)
    with pytest.raises(RefusedError, match=said) as error:
        read_descriptor(tmp_path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("resource", "said"),
    [
        ({"schema": {"fields": []}}, 'resource 1, "sources", has its schema inline; put it into a JSON file of'),
        (
            {"schema": "https://example.org/s.json"},
            "has its schema elsewhere: https://example.org/s.json is not a plain",
        ),
        ({"schema": None}, "has no schema; name the JSON file and give its path as a string"),
        ({"path": ["a.csv", "b.csv"]}, "has several files as its path; put them into one CSV"),
        ({"path": None, "data": [["a"]]}, "has its data inline; put them into a CSV such as data/sources.csv"),
    ],
)
def test_resource_in_another_form_is_named_as_what_it_is(resource: dict[str, Any], said: str, specimen: Editor) -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["resources"][0].update(resource)
        raw["resources"][0] = {key: value for key, value in raw["resources"][0].items() if value is not None}

    specimen.json(DESCRIPTOR, change)
    with pytest.raises(RefusedError, match=re.escape(said)):
        read_descriptor(specimen.root)


def test_data_package_of_another_kind_is_told_what_it_lacks(tmp_path: Path) -> None:
    raw = {"name": "cars", "resources": [{"name": "cars", "path": "cars.csv", "schema": {"fields": []}}]}
    (tmp_path / DESCRIPTOR).write_text(json.dumps(raw))
    with pytest.raises(RefusedError, match=r"no coded article data package .* sources, passages"):
        read_descriptor(tmp_path)


def test_folder_without_a_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=f"no {DESCRIPTOR} there"):
        read_descriptor(tmp_path)


@pytest.mark.parametrize("name", ["Robert'); DROP", 'a"b', "", "A", "1a"])
def test_names_that_are_no_names_are_refused(name: str, specimen: Editor) -> None:
    specimen.json("schemas/actors.json", lambda schema: schema["fields"][1].update(name=name))
    with pytest.raises(RefusedError, match="snake_case"):
        read_descriptor(specimen.root)


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
@pytest.mark.parametrize("table", ["actors", "codes"])
@pytest.mark.parametrize("key", [None, [], "actor_id", ["nothing"]])
def test_key_that_is_none_is_reported_alone(
    key: object, table: str, engine: Literal["sqlite", "duckdb"], specimen: Editor
) -> None:
    specimen.json(f"schemas/{table}.json", lambda schema: schema.update(primaryKey=key))
    found = check(opened_folder(specimen.root), standard=False, engine=engine).problems
    assert {(item.code, item.place()) for item in found} == {("descriptor-value", f"schemas/{table}.json primaryKey")}


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_further_table_needs_a_key(engine: Literal["sqlite", "duckdb"], specimen: Editor) -> None:
    schema = json.loads((specimen.root / "schemas/actors.json").read_text(encoding="utf-8"))
    (specimen.root / "schemas/guests.json").write_text(json.dumps({**schema, "primaryKey": [], "foreignKeys": []}))
    (specimen.root / "data/guests.csv").write_bytes((specimen.root / "data/actors.csv").read_bytes())

    def further(raw: dict[str, Any]) -> None:
        actors = next(item for item in raw["resources"] if item["name"] == "actors")
        raw["resources"].append(
            {**actors, "name": "guests", "path": "data/guests.csv", "schema": "schemas/guests.json"}
        )

    specimen.json(DESCRIPTOR, further)
    found = check(opened_folder(specimen.root), standard=False, engine=engine).problems
    assert [(item.code, item.place()) for item in found] == [("descriptor-value", "schemas/guests.json primaryKey")]


def _any_value_anywhere(data: st.DataObject, root: Path, check: Callable[[Opened], object]) -> None:
    """Put any value into the descriptor or a schema of the package in ``root``, open it and check it."""
    raw = json.loads((ROOT / DESCRIPTOR).read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "schemas" / "codes.json").read_text(encoding="utf-8"))
    resource = next(item for item in raw["resources"] if item["name"] == "codes")
    target = data.draw(
        st.sampled_from([raw, resource, schema, schema["fields"][0], schema["fields"][0]["constraints"]])
    )
    target[data.draw(st.sampled_from([*target, "other"]))] = data.draw(JSON)
    (root / DESCRIPTOR).write_text(json.dumps(raw))
    (root / "schemas" / "codes.json").write_text(json.dumps(schema))
    try:
        check(opened_folder(root))
    except RefusedError as error:
        assert "\n" not in str(error)  # noqa: PT017


def _check_codes(package: Opened) -> None:
    """Check the table `codes` as `load` does."""
    rows = package.tables.get("codes")
    if rows and rows.usable:
        table.check(rows)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_value_anywhere_is_read_or_refused(data: st.DataObject, specimen: Editor) -> None:
    _any_value_anywhere(data, specimen.root, partial(check, standard=False))


@pytest.mark.long
@pytest.mark.parametrize("check", [partial(check, standard=False), _check_codes], ids=["validate", "load"])
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_value_anywhere_is_read_or_refused_however_often(
    data: st.DataObject, specimen: Editor, check: Callable[[Opened], object]
) -> None:
    _any_value_anywhere(data, specimen.root, check)


def _loosen(column: str, change: Callable[[Any], object]) -> Callable[[Any], None]:
    def changed(schema: Any) -> None:
        (field,) = (field for field in schema["fields"] if field["name"] == column)
        change(field)

    return changed


@pytest.mark.parametrize(
    ("column", "change", "place"),
    [
        ("proposition", lambda field: field["constraints"].update(required=False), "constraints/required"),
        ("proposition", lambda field: field["constraints"].update(maxLength=9_999), "constraints/maxLength"),
        ("proposition", lambda field: field["constraints"].pop("minLength"), "constraints/minLength"),
        ("speaker_id", lambda field: field["constraints"].pop("pattern"), "constraints/pattern"),
        ("speaker_id", lambda field: field["constraints"].update(pattern="[a-z0-9:-]+"), "constraints/pattern"),
        ("topic", lambda field: field.pop("vocabulary"), "vocabulary"),
        ("topic", lambda field: field.update(vocabulary="role"), "vocabulary"),
        ("note", lambda field: field.update(vocabulary="role"), "vocabulary"),
    ],
)
def test_schema_that_is_looser_than_the_profile_is_faulted(
    column: str, change: Callable[[Any], object], place: str, specimen: Editor
) -> None:
    specimen.json("schemas/statements.json", _loosen(column, change))
    _, problems = read_descriptor(specimen.root)
    assert [(item.code, item.path, item.column) for item in problems] == [
        ("profile", "schemas/statements.json", f"fields/{column}/{place}")
    ]
    assert "the profile has" in problems[0].detail


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("note", lambda field: field["constraints"].update(required=True)),
        ("proposition", lambda field: field["constraints"].update(maxLength=100, minLength=10)),
        ("cue", lambda field: field["constraints"].update(pattern="[a-z ]+")),
        ("cue", lambda field: field.update(title="The verb", description="What we call it.", example="wrote")),
    ],
)
def test_schema_may_be_stricter_and_speak_its_own_words(
    column: str, change: Callable[[Any], object], specimen: Editor
) -> None:
    specimen.json("schemas/statements.json", _loosen(column, change))
    assert read_descriptor(specimen.root)[1] == []


@pytest.mark.parametrize("said", ["coded-article/9.9", "something-else/1.0", ""])
def test_package_of_another_profile_is_refused(said: str, specimen: Editor) -> None:
    specimen.json(DESCRIPTOR, lambda raw: raw.update(conformsTo=said))
    with pytest.raises(RefusedError, match=r"known are coded-article/1\.0, coded-article/1\.1; install a newer"):
        read_descriptor(specimen.root)


def test_package_lacks_the_columns_of_the_version_that_it_names(specimen: Editor) -> None:
    follow_first(specimen)
    assert read_descriptor(specimen.root)[1] == []
    specimen.json(DESCRIPTOR, lambda raw: raw.update(conformsTo="coded-article/1.0"))
    assert read_descriptor(specimen.root)[1] == []
    specimen.json(DESCRIPTOR, lambda raw: raw.update(conformsTo="coded-article/1.1"))
    assert ("profile", "fields", "fits: string") in {
        (item.code, item.column, item.found) for item in read_descriptor(specimen.root)[1]
    }
