"""Packages to a corpus: valid, every id under its namespace, and refused in one line where they do not fit."""

import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.errors import RefusedError
from coded_article.files import archive
from coded_article.files.canonical_csv import read_rows
from coded_article.model.profile import CORPUS, OPTIONAL, TABLES
from coded_article.read.opening import opened_folder
from coded_article.release.generate import settle
from tests.editor import ROOT, Editor, copy_package


@pytest.fixture(scope="module")
def _pair(_specimen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pair")
    first, other = (copy_package(_specimen / "specimen", folder / name) for name in ("first", "other"))
    for number in range(1, 5):
        other.set("actors", f"act-00{number}", "name", f"Somebody else {number}")
        for editor in (first, other):
            editor.set("actors", f"act-00{number}", "wikidata_id", f"Q{number // 3 + 1}")
    other.set("codes", "status,occurred", "example", "evt-001")
    for editor in (first, other):
        settle(editor.root)
    return folder


@pytest.fixture
def first(_pair: Path, tmp_path: Path) -> Editor:
    """The specimen, some of its actors with an identifier."""
    return Editor(Path(shutil.copytree(_pair / "first", tmp_path / "first")))


@pytest.fixture
def other(_pair: Path, tmp_path: Path) -> Editor:
    """That package again, with other names of actors, and a code example of its own."""
    return Editor(Path(shutil.copytree(_pair / "other", tmp_path / "other")))


def combined(*arguments: object) -> int:
    return start("combine", ["--allow-invalid", *map(str, arguments)])  # not built anew after each change


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Return the one line with which ``combine`` refuses."""
    assert combined(*arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err.strip()


def test_corpus_of_folder_zip_and_list_is_valid_and_under_namespaces(
    first: Editor, other: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = {
        path.relative_to(other.root).as_posix(): path.read_bytes() for path in other.root.rglob("*") if path.is_file()
    }
    (tmp_path / "other.zip").write_bytes(archive.pack(packed))
    (tmp_path / "list.txt").write_text(f"# packages\n\nab={first.root}\nab-c={tmp_path / 'other.zip'}\n")
    corpus = Editor(tmp_path / "corpus")
    assert combined(tmp_path / "list.txt", "-o", corpus.root, "--title", "Two bridges") == 0
    assert "2 packages" in capsys.readouterr().out
    report = validate(corpus.root, standard=False)
    assert {item.code for item in report.problems} == {"twin-actors"}  # within each package
    assert (report.name, report.version) == ("corpus", opened_folder(first.root).descriptor.version)
    assert [row[0] for row in corpus.rows("packages")] == ["namespace", "ab", "ab-c"]
    assert [row[0] for row in corpus.rows("sources")] == ["source_id", "ab-c:src-001", "ab:src-001"]
    assert report.rows.keys() == {*TABLES, *OPTIONAL, *CORPUS}
    for name in report.rows.keys() - {"codes", "packages", "code_packages"}:
        rows = corpus.rows(name)[1:]
        assert all(row[0].startswith(("ab:", "ab-c:")) for row in rows)
        assert name == "same_as" or len(rows) == 2 * (len(first.rows(name)) - 1)
    assert corpus.rows("same_as")[1:] == [
        ["ab:act-001", "ab-c:act-001", "Q1"],
        ["ab:act-002", "ab-c:act-001", "Q1"],
        ["ab:act-003", "ab-c:act-003", "Q2"],
        ["ab:act-004", "ab-c:act-003", "Q2"],
    ]
    assert [row["example"] for row in read_rows(corpus.root / "data/codes.csv") if row["example"]] == ["ab-c:evt-001"]


@pytest.mark.long
def test_corpus_conforms_to_the_standard(first: Editor, other: Editor, tmp_path: Path) -> None:
    assert combined(f"b={first.root}", f"a={other.root}", "-o", tmp_path / "corpus") == 0
    report = validate(tmp_path / "corpus", standard=True)
    assert ({item.code for item in report.problems}, "standard" in report.skipped) == ({"twin-actors"}, False)


def test_parquet_holds_the_rows_of_csv(first: Editor, other: Editor, tmp_path: Path) -> None:
    for form in ("csv", "parquet"):
        assert combined(f"b={first.root}", f"a={other.root}", "-o", tmp_path / form, "--format", form) == 0
    package = opened_folder(tmp_path / "parquet")
    assert package.slips == []
    with duckdb.connect() as connection:
        for name, table in package.descriptor.tables.items():
            assert table.format == ("csv" if name in ("codes", *CORPUS) else "parquet")
            if table.format == "parquet":
                found = []
                for namespace in "ab":
                    path = tmp_path / "parquet" / table.path / f"source={namespace}" / f"{name}.parquet"
                    file = f"read_parquet('{path}', hive_partitioning = false)"
                    rows = connection.execute(f"SELECT COLUMNS(*)::VARCHAR FROM {file}").fetchall()
                    found += [[cell or "" for cell in row] for row in rows]
                assert found == Editor(tmp_path / "csv").rows(name)[1:]
                types = {field.name: field.type for field in table.fields}
                read = connection.execute(f"DESCRIBE SELECT * FROM {file}").fetchall()
                kinds = {"string": "VARCHAR", "integer": "BIGINT", "date": "DATE"}
                assert {row[0]: row[1] for row in read} == {column: kinds[kind] for column, kind in types.items()}


def test_parquet_is_validated_and_refused_by_other_verbs(
    specimen: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "corpus"
    assert combined(f"a={specimen.root}", "-o", corpus, "--format", "parquet") == 0
    report = validate(corpus)
    assert (report.problems, report.engine) == ([], "DuckDB")
    assert report.rows["events"] == len(specimen.rows("events")) - 1
    capsys.readouterr()
    assert start("todo", [str(corpus)]) == 2
    said = f"todo: {corpus}: a corpus in Parquet, which only `validate` reads; give one in CSV\n"
    assert capsys.readouterr().err == said
    assert start("build", [str(corpus), "--check"]) == 0


def test_parquet_that_holds_links_or_is_no_folder_is_refused(specimen: Editor, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    assert combined(f"a={specimen.root}", "-o", corpus, "--format", "parquet") == 0
    (corpus / "data/events/source=b").symlink_to(corpus / "data/events/source=a")
    with pytest.raises(RefusedError, match="holds or goes through a link"):
        opened_folder(corpus)
    (corpus / "data/events").rename(corpus / "data/gone")
    with pytest.raises(RefusedError, match="is no folder"):
        opened_folder(corpus)


def test_checked_ids_go_under_the_namespace_too(specimen: Editor, tmp_path: Path) -> None:
    specimen.append(
        "external_checks", "", check_id="chk-001", record_id="stm-001", field="speaker_id", coded_value="act-003",
        external_value="Newtown", agreement="agrees", source_title="A page", source_url="https://example.org/",
    )  # fmt: skip
    specimen.rehash()
    assert combined(f"a={specimen.root}", "-o", tmp_path / "corpus") == 0
    corpus = Editor(tmp_path / "corpus")
    assert corpus.rows("external_checks")[1][:4] == ["a:chk-001", "a:stm-001", "speaker_id", "a:act-003"]
    assert validate(corpus.root, standard=False).problems == []


def test_namespaces_that_are_taken_or_none_are_refused(
    specimen: Editor, other: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ("-o", tmp_path / "corpus")
    said = refused(capsys, f"a={specimen.root}", f"a={other.root}", *out)
    assert f'{other.root}: has the namespace "a" of {specimen.root}; write another as NAMESPACE=' in said
    assert '"A b" cannot be a namespace' in refused(capsys, f"A b={specimen.root}", *out)
    specimen.json("datapackage.json", lambda raw: raw.update(name="a.b"))
    assert 'its name "a.b" cannot be a namespace' in refused(capsys, specimen.root, *out)
    assert "cannot be the name of a corpus; give --name" in refused(
        capsys, f"a={specimen.root}", "-o", tmp_path / "My Corpus"
    )
    assert "not below those of the packages" in refused(capsys, f"a={specimen.root}", *out, "--corpus-version", "0.0.1")


def test_faulty_packages_and_corpora_are_refused_by_name(
    specimen: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert combined(f"a={specimen.root}", "-o", tmp_path / "corpus") == 0
    capsys.readouterr()
    assert "is a corpus; give the packages" in refused(capsys, tmp_path / "corpus", "-o", tmp_path / "more")
    specimen.set("events", "evt-001", "label", "Closing of the bridge ")
    said = refused(capsys, f"a={specimen.root}", "-o", tmp_path / "more")
    assert f"{specimen.root}: has faults, so nothing was written; the first is data/events.csv:2 evt-001 " in said
    specimen.set("events", "evt-001", "label", "Closing of the bridge")
    specimen.set("evidence", "evd-001", "start", "x")
    assert "has a cell that is not of its type" in refused(
        capsys, f"a={specimen.root}", "-o", tmp_path / "more", "--format", "parquet"
    )
    assert "is there already" in refused(capsys, f"a={specimen.root}", "-o", tmp_path / "corpus")
    assert not list(tmp_path.glob("*more*"))


def test_tables_beyond_the_profile_are_left_out_with_a_line(
    specimen: Editor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (specimen.root / "data/extra.csv").write_bytes((specimen.root / "data/records.csv").read_bytes())
    (specimen.root / "schemas/extra.json").write_bytes((specimen.root / "schemas/records.json").read_bytes())

    def add(raw: dict[str, list[dict[str, object]]]) -> None:
        records = next(item for item in raw["resources"] if item["name"] == "records")
        raw["resources"].append({**records, "name": "extra", "path": "data/extra.csv", "schema": "schemas/extra.json"})

    specimen.json("datapackage.json", add)
    assert combined(f"a={specimen.root}", "-o", tmp_path / "corpus") == 0
    assert capsys.readouterr().err == f"combine: {specimen.root}: its table extra is left out\n"
    assert "extra" not in opened_folder(tmp_path / "corpus").descriptor.tables


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_full_disk_is_one_line_and_leaves_nothing(form: str, specimen: Editor, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts/combine.py"), f"a={specimen.root}", "-o", str(tmp_path / "corpus")]
    limit = 10_000 if form == "csv" else 500
    done = subprocess.run(
        [*command, "--format", form], capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("combine: ")
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.glob("*corpus*"))


@pytest.mark.long
def test_killed_run_leaves_no_corpus_and_the_next_begins_clean(specimen: Editor, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts/combine.py"), "-o", str(tmp_path / "corpus")]
    packages = [f"p{number:03}={specimen.root}" for number in range(200)]
    running = subprocess.Popen([*command, *packages])
    part = tmp_path / ".corpus.part"
    for _ in range(600):
        if part.exists() or running.poll() is not None:
            break
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()
    time.sleep(0.2)  # its worker ends with it
    assert part.exists()
    assert not (tmp_path / "corpus").exists()
    (part / "left.csv").write_text("left")
    assert combined(f"a={specimen.root}", "-o", tmp_path / "corpus") == 0
    assert not part.exists()
    assert not (tmp_path / "corpus/left.csv").exists()
