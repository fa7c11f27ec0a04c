"""A package is a value: it can be compared, kept, passed on and cited, and its errors are of one kind."""

import hashlib
import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

import coded_article
from coded_article import CodedArticleError, InvalidPackageError, Package, RefusedError, UnknownNameError, load
from coded_article.files.archive import pack
from tests.changed import replace
from tests.editor import ROOT, Editor
from tests.read.test_opening import files_of


def test_load_without_a_path_gives_the_package_of_this_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    loaded = load()
    assert loaded == load(ROOT)
    assert loaded.version == json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))["version"]


def test_packages_are_equal_by_descriptor_and_rows_wherever_they_are(
    loaded: Package, root: Path, tmp_path: Path
) -> None:
    (tmp_path / "release.zip").write_bytes(pack(files_of(root)))
    for same in (load(tmp_path / "release.zip"), load(root / "datapackage.json"), pickle.loads(pickle.dumps(loaded))):
        assert same == loaded
        assert hash(same) == hash(loaded)
    assert loaded != replace(loaded, events=loaded.events[1:])
    assert loaded != replace(loaded, metadata={**loaded.metadata, "title": "Another"})
    assert loaded != loaded.name


@pytest.fixture
def site(root: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a folder on this machine, where the zip of a package lies."""
    (tmp_path / "release.zip").write_bytes(pack(files_of(root)))
    serve = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_what_is_on_the_web_is_loaded_if_it_is_what_was_meant(site: str, loaded: Package, tmp_path: Path) -> None:
    sha256 = hashlib.sha256((tmp_path / "release.zip").read_bytes()).hexdigest()
    assert load(f"{site}/release.zip", sha256=sha256.upper()) == loaded
    assert load(f"{site}/release.zip", version=loaded.version, sha256=sha256) == loaded
    other = "0" * 64
    for name, given, said in (
        ("release.zip", None, "give its SHA-256 too"),
        ("release.zip", "abc", "give its SHA-256 too"),
        ("release.zip", other, f"has the SHA-256 {sha256}, not the one given"),
        ("nothing.zip", other, r"cannot be fetched \(HTTP Error 404: File not found\)"),
    ):
        with pytest.raises(RefusedError, match=f"^{site}/{name}: {said}"):
            load(f"{site}/{name}", sha256=given)
    with pytest.raises(RefusedError, match="a sha256 goes with an address on the web"):
        load(tmp_path / "release.zip", sha256=sha256)


def test_what_a_package_gives_can_be_changed_without_changing_it(loaded: Package) -> None:
    before = pickle.dumps(load_again := pickle.loads(pickle.dumps(loaded)))
    for frame in (load_again.events, load_again["events"], load_again.tables["events"], load_again.timeline()):
        frame["label"] = "changed"
        frame.attrs["columns"]["label"]["title"] = "changed"
    load_again.metadata["licenses"][0]["name"] = "changed"
    assert pickle.loads(before) == load_again
    for frame in (load_again.events, load_again.timeline()):
        assert not frame["label"].eq("changed").any()
        assert frame.attrs["columns"]["label"]["title"] == "Label"


def test_threads_may_share_a_package(root: Path) -> None:
    shared = load(root)
    with ThreadPoolExecutor(4) as pool:
        frames = list(pool.map(lambda _: shared.playbook(), range(8)))
    assert all(frame.equals(frames[0]) for frame in frames)


def test_further_codings_have_no_rows_where_none_are_published(fresh: Editor) -> None:
    package = load(fresh.root)
    assert "units" not in package.tables
    for frame in (package.units, package["codings"]):
        assert frame.empty
        assert "unit_id" in frame.columns


def test_errors_are_of_one_kind_and_carry_their_problems(specimen: Editor) -> None:
    specimen.set("events", "evt-002", "status", "bogus")
    with pytest.raises(CodedArticleError) as caught:
        load(specimen.root)
    assert isinstance(caught.value, InvalidPackageError)
    for error in (caught.value, pickle.loads(pickle.dumps(caught.value))):
        assert [(item.code, item.record, item.line) for item in error.problems] == [("enum", "evt-002", 3)]
    for kind in (InvalidPackageError, RefusedError, UnknownNameError):
        assert issubclass(kind, CodedArticleError)


@pytest.mark.parametrize("wrong", ['["evnts"]', '.describe("evnts")', '.codes_of("events", "statuss")', '.row("evt-9")',
                                   '.codes_of("events", "label")', '.cite("evt-9")', '.cite(style="apa")'])  # fmt: skip
def test_names_that_are_unknown_are_refused_with_what_there_is(wrong: str, loaded: Package) -> None:
    with pytest.raises(UnknownNameError, match=r"^(no |pifer.* has no row |events\.label has no codes)"):
        eval(f"loaded{wrong}", {"loaded": loaded})


def test_citations_for_reference_managers(loaded: Package) -> None:
    address = f"{loaded.name}@{loaded.version}#evt-003"
    (item,) = json.loads(loaded.cite("evt-003", style="csl"))
    assert (item["id"], item["type"]) == (address, "dataset")
    ris = loaded.cite("evt-003", style="ris").strip().splitlines()
    assert (ris[0], ris[-1].strip()) == ("TY  - DATA", "ER  -")
    assert f"ID  - {address}" in ris
    bibtex = loaded.cite("evt-003", style="bibtex")
    assert bibtex.startswith("@")
    assert address.replace("#", "\\#") in bibtex
    assert bibtex.count("{") == bibtex.count("}")


def test_report_of_a_check_is_an_object(specimen: Editor) -> None:
    specimen.set("events", "evt-002", "label", "<b>")
    specimen.set("events", "evt-002", "status", "bogus")
    report = coded_article.check(specimen.root / "datapackage.json", standard=False)
    assert not report.valid
    frame = report.to_frame()
    assert len(frame) == len(report.problems) > 0
    assert {"enum", "file-hash"} <= {*frame["code"]}
    assert "bogus" in report._repr_html_()
    assert "<b>" not in report._repr_html_()


def test_import_is_quick_and_shows_the_public_names() -> None:
    code = "import sys, coded_article; print(*dir(coded_article)); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "scripts", capture_output=True, text=True, check=True
    )
    names, modules = (line.split() for line in done.stdout.splitlines())
    assert {*coded_article.__all__} <= {*names}
    assert not {"pandas", "pandera", "duckdb", "numpy", "frictionless"} & {*modules}
    assert all(hasattr(coded_article, name) for name in names)


def test_load_needs_no_pandas_until_a_frame_is_asked_for() -> None:
    code = (
        "import sys, coded_article; package = coded_article.load('examples/quay'); package.row('evt-001');"
        " assert not {'pandas', 'pandera', 'duckdb'} & {*sys.modules}"
    )
    environment = {"PYTHONPATH": "scripts", "PATH": ""}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)
