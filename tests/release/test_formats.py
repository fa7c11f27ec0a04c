"""Every format reads back equal to the CSVs, cell by cell."""

import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
import rdflib
from rdflib.namespace import RDF, SKOS
from ruamel.yaml import YAML

from coded_article.check.validate import check
from coded_article.cli.run import start
from coded_article.files.archive import members, pack
from coded_article.model.citation import citation
from coded_article.model.profile import DESCRIPTOR
from coded_article.package import load
from coded_article.read.descriptor import read_descriptor
from coded_article.read.opening import opened_folder
from coded_article.release import metadata
from coded_article.release.formats import FORMATS, Content, croissant, schema_org, skos, sqlite, web_annotations
from coded_article.release.formats.parquet import render as parquet_of
from coded_article.release.formats.web_annotations import name_of
from coded_article.text.canonical import canonical
from tests.editor import Editor
from tests.filled import fill
from tests.specimen import TEXT

Cells = dict[str, list[list[str]]]


def content_of(root: Path) -> Content:
    package = opened_folder(root)
    assert check(package, standard=False).valid
    return Content(package.descriptor, package.tables)


@pytest.fixture(scope="module")
def content(_specimen: Path, tmp_path_factory: pytest.TempPathFactory) -> Content:
    root = fill(_specimen / "specimen", tmp_path_factory.mktemp("formats") / "filled").root
    (root / "LICENSE-DATA").write_text("Share it.\n", encoding="utf-8")
    return content_of(root)


@pytest.fixture(scope="module")
def files(content: Content) -> dict[str, bytes]:
    """Every format of the filled specimen, by suffix."""
    return {one.suffix: one.make(content) for one in FORMATS}


@pytest.fixture(scope="module")
def cells(content: Content) -> Cells:
    return {name: [list(rows.table.columns), *rows.cells] for name, rows in content.tables.items()}


@pytest.fixture(scope="module")
def database(files: dict[str, bytes]) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(files[".sqlite"])
        yield connection


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def test_sqlite_holds_every_cell(database: sqlite3.Connection, cells: Cells) -> None:
    for table, rows in cells.items():
        cursor = database.execute(f'SELECT * FROM "{table}"')
        found = [[_text(value) for value in row] for row in cursor]
        more = 1 if table == "records" else 0  # the label, of which the next test
        assert [item[0] for item in cursor.description][: len(rows[0])] == rows[0]
        assert all(len(row) == len(rows[0]) + more for row in found)
        assert sorted(row[: len(rows[0])] for row in found) == sorted(rows[1:])


def test_sqlite_labels_every_record(database: sqlite3.Connection, content: Content) -> None:
    labels = dict(database.execute("SELECT record_id, label FROM records").fetchall())
    named = {row["actor_id"]: row["name"] for row in content.records("actors")}
    named |= {row["event_id"]: row["label"] for row in content.records("events")}
    named |= {row["statement_id"]: row["proposition"] for row in content.records("statements")}
    named |= {row["recommendation_id"]: row["action"] for row in content.records("recommendations")}
    assert {record: label for record, label in labels.items() if label} == named
    columns = [row[1] for row in database.execute("PRAGMA table_info(search)")]
    assert columns == ["record_id", "table", "label", "details", "note"]
    assert database.execute("SELECT count(*) FROM search WHERE search MATCH 'label : bridge'").fetchone()[0] > 1


def test_datasette_metadata_describes_the_database(
    database: sqlite3.Connection, content: Content, files: dict[str, bytes]
) -> None:
    whole = json.loads(files["-datasette.json"])
    ((name, described),) = whole["databases"].items()
    assert name == content.stem
    # Datasette shows on the page of a table the licence of the whole, not that of the database
    assert whole["license"] == described["license"] == content.metadata["licenses"][0]["name"]
    assert described["tables"].keys() == content.tables.keys()
    for table, value in described["tables"].items():
        columns = {row[1] for row in database.execute(f'PRAGMA table_info("{table}")')}
        assert {*value["columns"], *value.get("facets", [])} <= columns
        assert value.get("label_column") in {*columns, None}
    assert described["tables"]["records"]["label_column"] == "label"
    assert described["tables"]["events"]["facets"] == ["event_type", "status", "polarity", "date_precision"]


def test_sqlite_has_real_keys_and_types(database: sqlite3.Connection, content: Content) -> None:
    for table in content.in_order():
        info = database.execute(f'PRAGMA table_info("{table.name}")').fetchall()
        assert tuple(row[1] for row in sorted(info, key=lambda row: row[5]) if row[5]) == table.primary_key
        keys = {
            (row[3], row[2], row[4]) for row in database.execute(f'PRAGMA foreign_key_list("{table.name}")').fetchall()
        }
        assert keys == {(key.fields[0], key.target, key.target_fields[0]) for key in table.foreign_keys}
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        database.execute("INSERT INTO involvements VALUES ('evt-001', 'act-999', 'target', 'implied')")
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
        database.execute("UPDATE passages SET ordinal = 'first'")


def test_sqlite_search_finds_records_by_their_words(database: sqlite3.Connection, cells: Cells) -> None:
    found = database.execute("SELECT record_id FROM search WHERE search MATCH 'bridge' ORDER BY rank").fetchall()
    with_word = {
        row[0]
        for table in ("actors", "events", "statements", "recommendations")
        for row in cells[table][1:]
        if "bridge" in " ".join(row).lower()
    }
    assert with_word <= {row[0] for row in found}
    assert len(with_word) > 1
    total = database.execute("SELECT count(*) FROM search").fetchone()[0]
    assert total == sum(len(cells[table]) - 1 for table in ("actors", "events", "statements", "recommendations"))


def test_sqlite_says_what_it_is(database: sqlite3.Connection, content: Content) -> None:
    about = dict(database.execute("SELECT * FROM about").fetchall())
    assert (about["name"], about["version"]) == (content.descriptor.name, content.descriptor.version)
    assert content.descriptor.version in about["citation"]


def test_parquet_holds_every_cell_with_types_and_descriptions(
    content: Content, cells: Cells, files: dict[str, bytes]
) -> None:
    tables = members(files["-parquet.zip"])
    for table in content.in_order():
        found = pq.read_table(io.BytesIO(tables[f"{table.name}.parquet"]))
        assert found.column_names == cells[table.name][0]
        columns = [[_text(value) for value in column.to_pylist()] for column in found.columns]
        assert [list(row) for row in zip(*columns, strict=True)] == cells[table.name][1:]
        kinds = {"string": "string", "integer": "int64", "date": "date32[day]"}
        for field, column in zip(table.fields, found.schema, strict=True):
            assert str(column.type) == kinds[field.type]
            assert column.metadata[b"description"].decode() == field.description
            assert column.nullable is not field.constraints["required"]
        metadata = {key.decode(): value.decode() for key, value in found.schema.metadata.items()}
        assert (metadata["package"], metadata["version"]) == (content.descriptor.name, content.descriptor.version)
        assert json.loads(metadata["table_schema"])["name"] == table.name


@pytest.mark.network
@pytest.mark.skipif(shutil.which("npm") is None, reason="no npm")
def test_javascript_reads_every_table(content: Content, files: dict[str, bytes], tmp_path: Path) -> None:
    """The Parquet files as a browser does, and the CSVs with a reader of the first version of the standard."""
    for name, data in members(files["-parquet.zip"]).items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "read.mjs").write_text(
        "import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';\n"
        "import datapackage from 'datapackage';\n"
        "const read = await datapackage.Package.load(process.argv[2]);\n"
        "if (!read.valid) throw read.errors;\n"
        "for (const table of read.resources) {\n"
        "  const file = await asyncBufferFromFile(`${table.name}.parquet`);\n"
        "  const rows = await table.read({ keyed: true, relations: true });\n"
        "  console.log(table.name, rows.length, (await parquetReadObjects({ file })).length);\n"
        "}\n",
        encoding="utf-8",
    )
    install = ["npm", "install", "--silent", "--no-audit", "--prefix", ".", "hyparquet@1", "datapackage@1"]
    subprocess.run(install, cwd=tmp_path, check=True, capture_output=True)
    descriptor = str(content.descriptor.root / DESCRIPTOR)
    done = subprocess.run(["node", "read.mjs", descriptor], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    sizes = {name: str(len(rows.cells)) for name, rows in content.tables.items()}
    assert done.stdout.splitlines() == [f"{name} {size} {size}" for name, size in sizes.items()]


def test_parquet_gives_pandas_the_types_of_the_schema(content: Content, files: dict[str, bytes]) -> None:
    tables = members(files["-parquet.zip"])
    kinds = {"string": "string", "integer": "Int64", "date": "timestamp[s][pyarrow]"}
    for table in content.in_order():
        data = io.BytesIO(tables[f"{table.name}.parquet"])
        frame = pd.read_parquet(data)
        assert [str(kind) for kind in frame.dtypes] == [kinds[field.type] for field in table.fields]
        column = pq.ParquetFile(data).metadata.row_group(0).column(0)
        assert column.compression == "SNAPPY"


@pytest.mark.parametrize(
    ("suffix", "ending", "more"),
    [
        ("-parquet.zip", "parquet", set()),
        ("-jsonl.zip", "jsonl", set()),
        ("-spreadsheet-csv.zip", "csv", {"dataset-metadata.json"}),
    ],
)
def test_archive_is_whole(suffix: str, ending: str, more: set[str], content: Content, files: dict[str, bytes]) -> None:
    found = members(files[suffix])
    tables = {f"{name}.{ending}" for name in content.tables}
    assert found.keys() == {*tables, "README.md", "CITATION.cff", "LICENSE-DATA", "datapackage.json"} | more
    described = json.loads(found["datapackage.json"])
    assert {resource["path"] for resource in described["resources"]} == tables
    assert "conformsTo" not in described  # it is a data package, but none of the profile
    readme = found["README.md"].decode()
    assert citation(content.metadata) in readme
    assert all(f"`{name}`" in readme for name in tables)


def test_card_of_the_parquet_files_has_a_configuration_for_each(content: Content, files: dict[str, bytes]) -> None:
    _, card, _ = members(files["-parquet.zip"])["README.md"].decode().split("---\n", 2)
    value = YAML(typ="safe").load(card)
    assert {one["config_name"]: one["data_files"] for one in value["configs"]} == {
        name: f"{name}.parquet" for name in content.tables
    }
    assert value["license"] == content.metadata["licenses"][0]["name"].lower()


@pytest.fixture(scope="module")
def book(files: dict[str, bytes]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(files[".xlsx"]))


def test_workbook_holds_every_cell_with_its_type(content: Content, cells: Cells, book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["about", "dictionary", *cells]
    for table, rows in cells.items():
        sheet = book[table]
        fields = content.tables[table].table.fields
        kinds = {"string": {"s"}, "integer": {"n"}, "date": {"d"}}
        for row in sheet.iter_rows(min_row=2):
            for field, cell in zip(fields, row, strict=False):
                assert cell.value is None or cell.data_type in kinds[field.type]
        for field, cell in zip(fields, sheet[1], strict=False):
            assert cell.comment.text.startswith(field.description)
        found = [[_cell(cell) for cell in row] for row in sheet.iter_rows(max_col=len(rows[0]), values_only=True)]
        assert found == rows
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
    listed = {(row[0], row[1]) for row in book["dictionary"].iter_rows(min_row=2, values_only=True)}
    assert listed == {(table.name, field.name) for table in content.in_order() for field in table.fields}


def _cell(value: Any) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else _text(value)


def test_comments_of_the_workbook_explain_the_codes(content: Content, book: openpyxl.Workbook) -> None:
    columns = content.tables["events"].table.columns
    said = book["events"].cell(1, columns.index("status") + 1).comment.text
    defined = [
        f"{row['code']}: {row['definition']}" for row in content.records("codes") if row["vocabulary"] == "status"
    ]
    assert len(defined) > 3
    assert all(line in said for line in defined)


def test_workbook_links_lead_to_the_row_that_the_cell_names(content: Content, book: openpyxl.Workbook) -> None:
    followed = 0
    for table in content.in_order():
        columns = {key.fields[0] for key in table.foreign_keys}
        for row in book[table.name].iter_rows(min_row=2):
            for name, cell in zip(table.columns, row, strict=False):
                if name in columns and cell.value and cell.hyperlink:
                    sheet, place = cell.hyperlink.location.replace("'", "").split("!")
                    assert book[sheet][place].value == cell.value
                    followed += 1
                elif name in columns:
                    assert not cell.value, f"{table.name}.{name} {cell.value} leads nowhere"
    assert followed > 100


def test_json_lines_hold_every_cell(content: Content, cells: Cells, files: dict[str, bytes]) -> None:
    tables = members(files["-jsonl.zip"])
    for table in content.in_order():
        rows = [json.loads(line) for line in tables[f"{table.name}.jsonl"].decode().splitlines()]
        assert all(list(row) == cells[table.name][0] for row in rows)
        assert [[_text(value) for value in row.values()] for row in rows] == cells[table.name][1:]
        numbers = [field.name for field in table.fields if field.type == "integer"]
        assert all(row[name] is None or isinstance(row[name], int) for row in rows for name in numbers)


def test_spreadsheet_csvs_are_the_tables_behind_a_mark(content: Content, files: dict[str, bytes]) -> None:
    tables = members(files["-spreadsheet-csv.zip"])
    for table in content.in_order():
        assert tables[f"{table.name}.csv"] == b"\xef\xbb\xbf" + (content.descriptor.root / table.path).read_bytes()


def test_annotations_select_the_evidence(content: Content, files: dict[str, bytes]) -> None:
    page = json.loads(files["-annotations.jsonld"])
    text = canonical(TEXT)
    spans = {row["evidence_id"]: row for row in content.records("evidence")}
    assert {item["id"].removeprefix("#") for item in page["items"]} == set(spans)
    for item in page["items"]:
        span, target = spans[item["id"].removeprefix("#")], item["target"]
        selected = text[target["selector"]["start"] : target["selector"]["end"]]
        assert hashlib.sha256(selected.encode()).hexdigest() == span["sha256"] == target["schema:sha256"]
        assert target["source"] == name_of(hashlib.sha256(text.encode()).hexdigest())
        assert target["state"]["dcterms:conformsTo"] == "ca-1"
        assert item["body"][2]["source"] == f"#{span['record_id']}"


def test_codebook_of_refi_qda_has_every_code_under_its_vocabulary(content: Content, files: dict[str, bytes]) -> None:
    """As its schema has it: `Codes` and in it `Code`, each with GUID, name and isCodable, a description first."""
    space = "{urn:QDA-XML:codebook:1.0}"
    root = ElementTree.fromstring(files["-codes.qdc"])
    assert root.tag == f"{space}CodeBook"
    assert [part.tag for part in root] == [f"{space}Codes"]
    codes = content.records("codes")
    found = list(root.iter(f"{space}Code"))
    assert len(found) == len(codes) + len({row["vocabulary"] for row in codes})
    assert len({code.attrib["guid"] for code in found}) == len(found)
    assert len({code.attrib["name"].lower() for code in found}) == len(found)
    for code in found:
        assert code.attrib.keys() == {"guid", "name", "isCodable"}
        assert str(uuid.UUID(code.attrib["guid"])) == code.attrib["guid"]
        kinds = [part.tag for part in code]
        told = [f"{space}Description"] if code.attrib["isCodable"] == "true" else []
        assert kinds == [*told, *[f"{space}Code"] * (len(kinds) - len(told))]
    (broader,) = root.findall(f".//{space}Code[@name='Meeting']")
    assert [code.attrib["name"] for code in broader.findall(f"{space}Code")] == ["Multilateral meeting"]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by its own library
def test_codes_are_concepts_of_skos_with_addresses(content: Content, files: dict[str, bytes]) -> None:
    def concepts(data: bytes) -> dict[str, rdflib.term.Node]:
        graph = rdflib.Graph().parse(data=data, format="json-ld")
        assert not set(graph.subjects(SKOS.broader)) & set(graph.subjects(SKOS.topConceptOf))
        return {f"{graph.value(one, SKOS.inScheme)} {graph.value(one, SKOS.notation)}": one
                for one in graph.subjects(RDF.type, SKOS.Concept)}  # fmt: skip

    codes = content.records("codes")
    assert len(concepts(files["-codes.jsonld"])) == len(codes)
    assert all(str(one).startswith("urn:uuid:") for one in concepts(files["-codes.jsonld"]).values())
    home = "https://example.org/bridge"
    known = replace(content, descriptor=replace(content.descriptor, raw={**content.metadata, "homepage": home}))
    addresses = {f"{home}/#{row['vocabulary']}.{row['code']}" for row in codes}
    assert {str(one) for one in concepts(skos.render(known)).values()} == addresses


def test_name_of_a_text_is_that_of_the_standard() -> None:
    # RFC 6920, section 8.1: the name of "Hello World!"
    sha256 = hashlib.sha256(b"Hello World!").hexdigest()
    assert name_of(sha256).split("?")[0] == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"


def test_croissant_describes_every_file_table_and_column(content: Content, files: dict[str, bytes]) -> None:
    package, parquet = pack({}), files["-parquet.zip"]
    value = json.loads(croissant.render(content, package, parquet))
    archives = {f"{content.stem}.zip": package, f"{content.stem}-parquet.zip": parquet}
    tables = {name: data for name, data in members(parquet).items() if name.endswith(".parquet")}
    expected = {name: hashlib.sha256(data).hexdigest() for name, data in {**archives, **tables}.items()}
    assert {one["@id"]: one["sha256"] for one in value["distribution"]} == expected
    assert {one["@id"]: [field["name"] for field in one["field"]] for one in value["recordSet"]} == {
        table.name: list(table.columns) for table in content.in_order()
    }


@pytest.mark.long
def test_croissant_loads_every_cell(content: Content, cells: Cells, files: dict[str, bytes], tmp_path: Path) -> None:
    package, parquet = pack({}), files["-parquet.zip"]
    (tmp_path / f"{content.stem}.zip").write_bytes(package)
    (tmp_path / f"{content.stem}-parquet.zip").write_bytes(parquet)
    (tmp_path / "croissant.json").write_bytes(croissant.render(content, package, parquet))
    # its libraries warn of their own age, so it reads in a process of its own
    code = (
        "import json, os, sys, mlcroissant\n"
        "dataset = mlcroissant.Dataset(jsonld=sys.argv[1])\n"
        "def plain(cell):\n"
        "    missing = cell is None or cell != cell or str(cell) == 'NaT'\n"
        "    return '' if missing else cell.decode() if isinstance(cell, bytes) else cell\n"
        "def rows(name):\n"
        "    rows = dataset.records(record_set=name)\n"
        "    return [[str(plain(cell)) for cell in row.values()] for row in rows]\n"
        "names = [one.id for one in dataset.metadata.record_sets]\n"
        "issues = dataset.metadata.ctx.issues\n"
        "said = {'errors': sorted(issues.errors), 'warnings': sorted(issues.warnings)}\n"
        "print(json.dumps({**said, 'rows': {name: rows(name) for name in names}}), flush=True)\n"
        "os._exit(0)\n"  # some of its libraries abort now and then while they are unloaded
    )
    command = [sys.executable, "-c", code, str(tmp_path / "croissant.json")]
    alone = {**os.environ, "CROISSANT_CACHE": str(tmp_path / "cache")}  # a cache holds what another run has made
    done = subprocess.run(command, cwd=tmp_path, env=alone, capture_output=True, text=True, check=True)
    read = json.loads(done.stdout)
    assert (read["errors"], read["warnings"]) == ([], [])
    assert set(read["rows"]) == set(cells)
    for table in content.in_order():
        found = [
            [_plain(field.type, cell) for field, cell in zip(table.fields, row, strict=True)]
            for row in read["rows"][table.name]
        ]
        assert found == cells[table.name][1:]


def _plain(kind: str, cell: str) -> str:
    if kind == "integer":
        return cell.removesuffix(".0")
    return cell.removesuffix(" 00:00:00") if kind == "date" else cell


def test_schema_org_names_article_version_and_files(content: Content) -> None:
    value = json.loads(schema_org.render(content, {"a.zip": ("application/zip", b"abc")}))
    assert value["@type"] == "Dataset"
    assert value["version"] == content.descriptor.version
    assert value["isBasedOn"][0]["author"]["name"] == "Bo Reed"
    assert value["isBasedOn"][0]["datePublished"] == "2024-05"
    assert value["distribution"][0]["sha256"] == hashlib.sha256(b"abc").hexdigest()
    assert value["temporalCoverage"] == "2024-05-03/2024-05-12"
    assert {"@type", "name", "description"} == value["variableMeasured"][0].keys()
    assert "events.status" in [one["name"] for one in value["variableMeasured"]]
    assert "None" not in json.dumps(value)


ADDRESSES = {
    "id": "https://doi.org/10.5555/quarrel.1",
    "homepage": "https://quarrel.example.org/data/",
    "repository": "https://github.com/somebody/quarrel",
    "contributors": [
        {
            "title": "Ada Reed",
            "givenName": "Ada",
            "familyName": "Reed",
            "path": "https://orcid.org/0000-0002-1825-0097",
            "organization": "Harbour Institute",
            "roles": ["creator"],
        },
        {"title": "Ida Marsh", "roles": ["funder"]},
    ],
}


def _everywhere(root: Path) -> dict[str, str]:
    """Return all that says who made a package and where it is: by name, as text."""
    readme = root / "README.md"
    marks = (
        f"<!-- begin {name}, written by coded-article build -->\n<!-- end {name} -->" for name in ("citation", "hook")
    )
    readme.write_text("\n".join(marks), encoding="utf-8")
    assert start("build", [str(root)]) == 0
    content = content_of(root)
    package = pack({})
    parquet = parquet_of(content)
    made = {
        name: (root / name).read_text(encoding="utf-8") for name in ("CITATION.cff", ".zenodo.json", "README.md")
    } | {
        "cite": load(root).cite("evt-001"),
        "schema.org": schema_org.render(content, {"a.zip": ("application/zip", b"abc")}).decode(),
        "croissant": croissant.render(content, package, parquet).decode(),
        "annotations": web_annotations.render(content).decode(),
    }
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(sqlite.render(content))
        made["sqlite"] = str(connection.execute("SELECT * FROM about").fetchall())
    return made


def test_doi_homepage_repository_and_contributors_are_told_everywhere(specimen: Editor) -> None:
    specimen.json("datapackage.json", lambda raw: raw.update(ADDRESSES))
    made = _everywhere(specimen.root)
    for name, text in made.items():
        assert "10.5555/quarrel.1" in text, name
        assert "https://quarrel.example.org/data/" in text, name
        assert "Reed" in text, name
        if name not in ("cite", "annotations"):
            assert "github.com/somebody/quarrel" in text, name
        if name in ("CITATION.cff", ".zenodo.json", "schema.org", "croissant"):
            assert "0000-0002-1825-0097" in text, name
    assert made["cite"].endswith(
        "#evt-001, https://doi.org/10.5555/quarrel.1, https://quarrel.example.org/data/#evt-001"
    )
    assert '"contentUrl": "https://quarrel.example.org/data/a.zip"' in made["schema.org"]
    assert '"id": "https://quarrel.example.org/data/#evd-001"' in made["annotations"]
    assert "no DOI yet" not in made["README.md"]
    cff = YAML(typ="safe").load(made["CITATION.cff"])
    assert cff["authors"] == [
        {
            "given-names": "Ada",
            "family-names": "Reed",
            "orcid": "https://orcid.org/0000-0002-1825-0097",
            "affiliation": "Harbour Institute",
        }
    ]
    assert all("family-names" in author for reference in cff["references"] for author in reference["authors"])
    zenodo = json.loads(made[".zenodo.json"])
    assert [one["name"] for one in zenodo["creators"]] == ["Reed, Ada"]
    assert zenodo["contributors"] == [{"name": "Ida Marsh", "type": "Other"}]


@pytest.mark.parametrize("named", [ADDRESSES, {"contributors": [], "description": ""}], ids=["all", "nobody"])
def test_deposit_has_what_zenodo_and_datacite_demand(named: dict[str, Any], specimen: Editor) -> None:
    specimen.json("datapackage.json", lambda raw: raw.update(named, created="2024-06-01T00:00:00Z"))
    told = json.loads(metadata.zenodo(opened_folder(specimen.root).descriptor))
    texts = ("title", "description", "version", "license", "publication_date")
    assert all(isinstance(told[name], str) and told[name] for name in texts)
    assert (told["upload_type"], told["access_right"]) == ("dataset", "open")  # DataCite's type of resource
    assert re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", told["publication_date"])  # and its year of publication
    assert told["creators"]
    for creator in told["creators"]:
        assert creator["name"]
        assert {*creator} <= {"name", "orcid", "affiliation"}
    for related in told.get("related_identifiers", []):
        assert related["relation"] in ("isIdenticalTo", "isDocumentedBy", "isSupplementTo")  # DataCite's own words
        assert related["identifier"].startswith("https://")


def test_without_doi_or_homepage_nothing_claims_one(specimen: Editor) -> None:
    made = _everywhere(specimen.root)
    text = "\n".join(made.values())
    assert not re.search(r"doi\.org|10\.5555|orcid|^doi:|^url:|related_identifiers|sameAs|homepage", text, re.MULTILINE)
    assert "There is no DOI yet: give the address that you got the package from." in made["README.md"]
    assert "https://github.com/OWNER/coded-article" in made["README.md"]
    assert json.loads(made["schema.org"])["distribution"][0]["contentUrl"] == "a.zip"


@pytest.mark.parametrize("key", ["homepage", "repository"])
@pytest.mark.parametrize("value", ["", "example.org", "javascript:alert(1)", "https://a b", 'https://a"><script>'])
def test_homepage_that_is_no_address_is_a_fault(key: str, value: str, specimen: Editor) -> None:
    specimen.json("datapackage.json", lambda raw: raw.update({key: value}))
    (fault,) = read_descriptor(specimen.root)[1]
    assert (fault.code, fault.column) == ("descriptor-value", key)
    assert "write an address such as" in str(fault)


def test_formats_are_written_beside_the_package(
    specimen: Editor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coded_article.check.validate.MINUTE", 0)  # so that frictionless is left out
    stem = content_of(specimen.root).stem
    assert start("build", [str(specimen.root), "--formats"]) == 0
    assert {path.name for path in (specimen.root / "build").iterdir()} == {f"{stem}{one.suffix}" for one in FORMATS}
    assert capsys.readouterr().out.count("\n") == len(FORMATS)


def test_formats_of_an_invalid_package_are_refused(
    specimen: Editor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coded_article.check.validate.MINUTE", 0)
    specimen.set("events", "evt-001", "status", "bogus")
    assert start("build", [str(specimen.root), "--formats", "--output", str(specimen.root / "out")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("build: nothing was written, because the package has ")
    assert said.count("\n") == 1
    assert not (specimen.root / "out").exists()


def test_a_package_without_rows_has_every_format(fresh: Editor) -> None:
    content = content_of(fresh.root)
    assert content.tables["external_checks"].cells == []
    made = {one.suffix: one.make(content) for one in FORMATS}
    assert pq.read_table(io.BytesIO(members(made["-parquet.zip"])["external_checks.parquet"])).num_rows == 0
    assert members(made["-jsonl.zip"])["external_checks.jsonl"] == b""
    assert json.loads(made["-annotations.jsonld"])["items"] == []
