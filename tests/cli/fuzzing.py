"""Readers of what strangers make, each with good input, ways to damage it, and what must hold of what it reads then.

``python -m tests.cli.fuzzing READER SEED SECONDS FOLDER`` is one run over a reader, in a process of its own: a fault in
a library, which ends the process, and input that takes for ever or all memory are seen from outside. It prints the
number of each case before it begins; a case depends on the seed and its number alone.
"""

import io
import itertools
import json
import random
import resource
import shutil
import subprocess
import sys
import time
import warnings
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pyarrow
import pyarrow.parquet

from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.coding import blank, ledger, quotes, sheets
from coded_article.corpus.members import list_packages
from coded_article.errors import RefusedError
from coded_article.files import git as repository
from coded_article.files.archive import pack
from coded_article.files.canonical_csv import read_grid
from coded_article.model.profile import DESCRIPTOR
from coded_article.read.opening import opened, opened_folder
from coded_article.release.tidy import tidied
from coded_article.text.canonical import canonical
from coded_article.text.copies import read_article, read_copy
from tests.cli.damage import Chance, damaged, recompressed, repacked
from tests.cli.warm import Order, Warm
from tests.editor import ROOT
from tests.repository import commit, git
from tests.specimen import TEXT, make_specimen

MEMORY = 3_000_000_000  # bytes of address space
_COMMANDS = 100  # cases, of which one is given to the command too
Files = dict[str, bytes]


def files_of(root: Path) -> Files:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


class Reader(ABC):
    """A reader with good input in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        make_specimen(folder)
        self.package = folder / "specimen"

    @abstractmethod
    def damage(self, chance: Chance) -> None:
        """Put damaged input where the good was."""

    @abstractmethod
    def read(self) -> object:
        """Read it, and see that what is read is what is there; a refusal may be raised."""

    def close(self) -> None:  # noqa: B027 # most have nothing open
        """End what was begun."""

    @property
    @abstractmethod
    def command(self) -> list[str]:
        """The verb that reads it, with its arguments."""


class Workbook(Reader):
    """A coding sheet in .xlsx: what is read is all that is there, and raw damage never changes it."""

    words = (
        b"<c>",
        b"<row>",
        b"<v>",
        b'r="',
        b't="s"',
        b"-1",
        b"&amp;",
        b"<!DOCTYPE a [",
        b"</sheetData>",
        b'<c r="A1">',
    )

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.path, self.good = folder / "coding.xlsx", folder / "good.xlsx"
        self.descriptor = opened_folder(self.package).descriptor
        self.path.write_bytes(blank.workbook(self.descriptor, [], []))
        book = openpyxl.load_workbook(self.path)
        for file in sorted((ROOT / "examples" / "coding").glob("*.csv")):
            if file.stem in sheets.columns(self.descriptor):
                for number, row in enumerate(read_grid(file)[:8], start=1):
                    for place, cell in enumerate(row, start=1):
                        book[file.stem].cell(number, place, cell)
        book["events"].cell(2, 7).number_format = "yyyy-mm-dd"
        book.save(self.good)
        shutil.copy(self.good, self.path)
        self.rows, self.whole = sheets.read(self.path, self.descriptor), True

    def damage(self, chance: Chance) -> None:
        data, self.whole = self.good.read_bytes(), chance.random() < 0.4
        self.path.write_bytes(damaged(data, chance) if self.whole else repacked(data, chance, self.words))

    def read(self) -> object:
        rows = sheets.read(self.path, self.descriptor)
        if self.whole:
            assert rows == self.rows, "damage that the sums of a zip show has changed what is read"
        read = sum(bool(cell) for coded in rows.values() for row in coded for cell in row.cells.values())
        there = self._there()
        assert read == there, f"{read} cells were read, and {there} are there"
        return rows

    def _there(self) -> int:
        """Count the filled cells of the sheets that are coded, below their headers, by the letter of the file."""
        main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
        link = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        with zipfile.ZipFile(self.path) as archive:
            names = {name.casefold(): name for name in archive.namelist()}

            def tree(path: str) -> Iterable[ElementTree.Element]:
                return ElementTree.fromstring(archive.read(names[path.casefold().lstrip("/")])).iter()

            links = {item.get("Id"): item.get("Target", "") for item in tree("xl/_rels/workbook.xml.rels")}
            shared = (
                ["".join(item.itertext()) for item in tree("xl/sharedStrings.xml") if item.tag == f"{main}si"]
                if "xl/sharedstrings.xml" in names
                else []
            )
            count = 0
            for sheet in tree("xl/workbook.xml"):
                if sheet.tag != f"{main}sheet" or sheet.get("name") not in sheets.columns(self.descriptor):
                    continue
                target = links[sheet.get(link)]
                path = target if target.startswith("/") else f"xl/{target}"
                filled = []
                for row in tree(path):
                    if row.tag == f"{main}row":
                        for cell in row.iter(f"{main}c"):
                            text = "".join(cell.itertext())
                            is_shared = cell.get("t") == "s" and text.strip()
                            filled.append((row, canonical(shared[int(text)] if is_shared else text)))
                header = next((row for row, text in filled if text), None)
                count += sum(bool(text) for row, text in filled if row is not header)
        return count

    @property
    def command(self) -> list[str]:
        source = str(self.folder / "article.txt")
        return ["anchor", str(self.path), "--source", source, "--package", str(self.package)]


class Copies(Reader):
    """A copy of the article as a web page, Markdown or text."""

    words = (
        b"<p>", b"</p>", b"<div>", b"</div>", b"<table><tr><td>", b"<!--", b"-->", b"<![CDATA[", b"<script>",
        b"<sup><a>",
        b"&#xD800;", b"&#0;", b"&amp;", b'<meta charset="utf-16">', b'<?xml version="1.0" encoding="cp037"?>', b"\0",
        b"\xff\xfe", b"\xef\xbb\xbf", b"\xc2\xad", b"[^1]", b"[", b"](", b"*", b"_", b"`", b"> ", b"- ", b"| ", b"    ",
        b"\r", b"\xe2\x80\xa8", b"\xcc\x81",
    )  # fmt: skip

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        blocks = TEXT.split("\n\n")
        page = "".join(f"<p>{block}<sup><a href='#n'>1</a></sup></p>\n" for block in blocks[1:])
        head = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{blocks[0]}</title></head>"
        self.good = {
            ".html": f"{head}<body><nav><ul><li>Home</ul></nav><article><h1>{blocks[0]}</h1>{page}</article>",
            ".md": f"# {TEXT}\n\n| a | b |\n|---|---|\n| *c* | `d` |\n\n- e\n  - f[^1]\n\n[^1]: g\n",
            ".txt": TEXT,
        }
        self.path = folder / "copy.txt"

    def damage(self, chance: Chance) -> None:
        suffix = chance.choice(list(self.good))
        encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16"))
        self.path = self.folder / f"copy{suffix}"
        self.path.write_bytes(damaged(self.good[suffix].encode(encoding), chance, self.words))

    def read(self) -> object:
        texts = []
        for reader in (read_copy, read_article):
            try:
                texts.append(reader(self.path))
            except RefusedError as error:
                _see(error)
        assert all(text.strip() and "\0" not in text for text in texts)
        return texts

    @property
    def command(self) -> list[str]:
        return ["verify", str(self.path), "--package", str(self.package)]


def _see_tables(judged: Files, good: Files) -> None:
    """See that a package which is valid has the tables that it had, since it says their hashes."""
    tables = {name for name in good if name.endswith(".csv")}
    changed = [name for name in tables if judged.get(name) != good[name]]
    assert not changed, f"valid, with other bytes in {changed}"


class Zip(Reader):
    """The zip of a package: none is valid whose tables have other bytes, or, for raw damage, whose files have."""

    words = (b"\0", b",", b"\n", b'"', b"{", b"[", b"\xef\xbb\xbf")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.good = {name: data for name, data in files_of(self.package).items() if name.endswith((".csv", ".json"))}
        stored = pack(self.good)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.good.items():
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        self.archives = stored, packed.getvalue()
        self.path, self.whole = folder / "package.zip", True

    def damage(self, chance: Chance) -> None:
        data, self.whole = chance.choice(self.archives), chance.random() < 0.5
        self.path.write_bytes(damaged(data, chance) if self.whole else repacked(data, chance, self.words))

    def read(self) -> object:
        report = validate(self.path, standard=False)
        if report.valid:
            with opened(self.path) as package:
                judged = files_of(package.root)
            _see_tables(judged, self.good)
            assert not self.whole or judged == self.good, "valid, with other bytes than were packed"
        return report

    @property
    def command(self) -> list[str]:
        return ["validate", str(self.path), "--fast"]


class Folder(Reader):
    """The JSON and CSV files of a package in a folder: none is valid with other bytes in a table, or not tidy."""

    words = (
        b"null", b"{", b"}", b"[", b"]", b'"', b"\\u0000", b"\\ud800", b"1e999", b"-", b"9", b",", b"\n", b"\r", b"\0",
        b"\xff",
        b"\xef\xbb\xbf", b"true", b'"name": "x",', b"NaN",
    )  # fmt: skip

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.good = files_of(self.package)
        self.kinds = {
            "descriptor": [DESCRIPTOR],
            "schema": [name for name in self.good if name.startswith("schemas/") and name.endswith(".json")],
            "table": [name for name in self.good if name.endswith(".csv")],
        }
        self.changed, self.engine = DESCRIPTOR, "sqlite"

    def damage(self, chance: Chance) -> None:
        (self.package / self.changed).write_bytes(self.good[self.changed])
        self.changed = chance.choice(self.kinds[chance.choice(list(self.kinds))])
        self.engine = chance.choice(("sqlite",) * 9 + ("duckdb",))
        (self.package / self.changed).write_bytes(damaged(self.good[self.changed], chance, self.words))

    def read(self) -> object:
        report = validate(self.package, standard=False, engine=self.engine)
        result = tidied(opened_folder(self.package).descriptor)
        if report.valid:
            _see_tables(files_of(self.package), self.good)
            assert not result.contents, "a valid package would be tidied"
        return report

    @property
    def command(self) -> list[str]:
        return ["validate", str(self.package)]


class Texts(Reader):
    """What coders keep in CSV and lists: coding sheets in a folder, quotes, ledgers, lists of packages."""

    words = (
        b",",
        b'"',
        b"\n",
        b"\r",
        b";",
        b"\t",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"=1",
        b"#REF!",
        b"evt-001",
        b"a=b",
        b"{",
        b"[",
    )

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.descriptor = opened_folder(self.package).descriptor
        shutil.copytree(ROOT / "examples" / "coding", folder / "coding")
        coded = {f"coding/{path.name}": path.read_bytes() for path in sorted((folder / "coding").glob("*.csv"))}
        row = ledger.Entry("events", "a", "evt-001", ledger.packed({"label": "A, B"}))
        self.good = {
            **coded,
            "quotes.csv": (folder / "quotes.csv").read_bytes(),
            "coding.ids.csv": ledger.as_csv([row]).encode(),
            "list.txt": b"# packages\na=specimen\nspecimen\n",
        }
        self.changed = "list.txt"

    def damage(self, chance: Chance) -> None:
        (self.folder / self.changed).write_bytes(self.good[self.changed])
        kinds = [[name for name in self.good if name.startswith("coding/")], *([name] for name in list(self.good)[-3:])]
        self.changed = chance.choice(chance.choice(kinds))
        (self.folder / self.changed).write_bytes(damaged(self.good[self.changed], chance, self.words))

    def read(self) -> object:
        path = self.folder / self.changed
        if path.parent.name == "coding":
            return sheets.read(path.parent, self.descriptor)
        reader = {"quotes.csv": quotes.read_quotes, "coding.ids.csv": ledger.read}.get(self.changed)
        return reader(path) if reader else list_packages([str(path)])

    @property
    def command(self) -> list[str]:
        if self.changed == "list.txt":
            return ["combine", str(self.folder / self.changed), "-o", str(self.folder / "corpus")]
        sheet = "quotes.csv" if self.changed == "quotes.csv" else "coding"
        source = str(self.folder / "article.txt")
        return ["anchor", str(self.folder / sheet), "--source", source, "--package", str(self.package)]


class Git(Reader):
    """A repository, loose or packed: what is read was committed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.committed: list[Files] = []
        (self.package / "data" / "more").mkdir()
        for version in ("1.0.0", "1.1.0"):
            (self.package / "data" / "more" / "new.csv").write_text(f"{version}\n")
            commit(self.package, f"v{version}")
            self.committed.append(
                {name: data for name, data in files_of(self.package).items() if not name.startswith(".git/")}
            )
        shutil.copytree(self.package, folder / "packed")
        git(folder / "packed", "repack", "-a", "-d", "-q")
        git(folder / "packed", "pack-refs", "--all")
        self.places = self.package, folder / "packed"
        self.good = [files_of(place / ".git") for place in self.places]
        self.kinds = [self._kinds(good) for good in self.good]
        self.place, self.changed = 0, "HEAD"

    @staticmethod
    def _kinds(good: Files) -> list[list[str]]:
        objects = [name for name in good if name.startswith("objects/")]
        packs = [name for name in objects if "/pack/" in name]
        rest = [name for name in good if name not in objects and not name.startswith(("hooks/", "logs/"))]
        return [kind for kind in ([name for name in objects if name not in packs], packs, packs, rest) if kind]

    def damage(self, chance: Chance) -> None:
        (self.places[self.place] / ".git" / self.changed).write_bytes(self.good[self.place][self.changed])
        self.place = chance.randrange(2)
        self.changed = chance.choice(chance.choice(self.kinds[self.place]))
        path, data = self.places[self.place] / ".git" / self.changed, self.good[self.place][self.changed]
        loose = path.parent.parent.name == "objects" and len(path.parent.name) == 2
        path.chmod(0o644)
        path.write_bytes(recompressed(data, chance) if loose and chance.random() < 0.5 else damaged(data, chance))

    def read(self) -> object:
        root = self.places[self.place]
        for revision in ("HEAD", "v1.0.0"):
            commit_of = repository.resolve(root, revision)
            if commit_of:
                read = {path: file.content for path, file in repository.tracked(root, commit_of).items()}
                assert read in self.committed, f"{revision} has files that were never committed"
        releases = repository.releases(root, before_head=True)
        repository.is_shallow(root)
        repository.uncommitted(root)
        return releases

    @property
    def command(self) -> list[str]:
        return ["release", str(self.places[self.place]), "--check"]


class Parquet(Reader):
    """A corpus in Parquet, by the command alone: a fault in the engine ends its worker, and is no verdict."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.corpus = folder / "corpus"
        assert start("combine", [f"a={self.package}", "-o", str(self.corpus), "--format", "parquet"]) == 0
        self.paths = sorted(self.corpus.rglob("*.parquet"))
        self.good = {path: path.read_bytes() for path in self.paths}
        self.changed = self.paths[0]
        self.warm = Warm()
        (folder / "temporary").mkdir()

    def damage(self, chance: Chance) -> None:
        self.changed.write_bytes(self.good[self.changed])
        self.changed = chance.choice(self.paths)
        data = self.good[self.changed]
        end = len(data) - int.from_bytes(data[-8:-4], "little") - 8  # where the pages end and the footer begins
        if chance.random() < 0.5:
            changed = data[:end] + damaged(data[end:], chance)
        else:
            changed = damaged(data[:end], chance) + data[end:]
        self.changed.write_bytes(changed)

    def read(self) -> object:
        order = Order([*self.command, "--format", "json"], str(self.folder), str(self.folder / "temporary"))
        (done,) = self.warm.run(order)
        assert not done.stuck
        _see_command(done.status, done.out, done.err)
        assert not list((self.folder / "temporary").iterdir())
        if done.status == 0:
            rows = json.loads(done.out)["tables"]
            name = self.changed.stem
            try:
                there = pyarrow.parquet.read_table(self.changed).num_rows
            except (OSError, ValueError, pyarrow.ArrowException):
                return "valid, though another library cannot read it"
            assert rows[name] == there, f"{rows[name]} rows were judged, and {there} are there"
        return done.status

    def close(self) -> None:
        self.warm.close()

    @property
    def command(self) -> list[str]:
        return ["validate", str(self.corpus)]


READERS: Mapping[str, type[Reader]] = {
    "workbook": Workbook,
    "copies": Copies,
    "zip": Zip,
    "folder": Folder,
    "texts": Texts,
    "git": Git,
    "parquet": Parquet,
}


def _see(error: RefusedError) -> None:
    said = str(error)
    assert said, "an empty line"
    assert "\n" not in said, f"not one line: {said!r}"


def _see_command(status: int, out: str, err: str) -> None:
    assert status in (0, 1, 2), f"status {status}: {err}"
    assert "Traceback" not in out + err
    assert all(character.isprintable() or character == "\n" for character in out + err)
    if status == 2:
        assert err.count("\n") == 1, err
        assert not out or json.loads(out)["verdict"] == "refused"


def _run_command(reader: Reader) -> None:
    verb, *arguments = reader.command
    command = [sys.executable, str(ROOT / "scripts" / f"{verb}.py"), *arguments]
    done = subprocess.run(command, cwd=reader.folder, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if not line.startswith("validated ")]
    if done.returncode == 2:
        assert len(said) == 1, done.stderr
    _see_command(done.returncode, "", "".join(f"{line}\n" for line in said))
    shutil.rmtree(reader.folder / "corpus2", ignore_errors=True)


def main(name: str, seed: str, seconds: float, folder: Path) -> None:
    """Damage and read until the time is over; print each case's number and, at the end, how many were read."""
    reader = READERS[name](folder)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("error")
    until = time.monotonic() + seconds
    read = 0
    for number in itertools.count():
        if time.monotonic() > until:
            break
        print(f"case {number}", flush=True)
        chance = random.Random(f"{seed} {name} {number}")
        reader.damage(chance)
        try:
            reader.read()
            read += 1
        except OSError:  # a name that is too long, say, as the command says in a line
            pass
        except RefusedError as error:
            _see(error)
        if number % _COMMANDS == _COMMANDS - 1:
            _run_command(reader)
    reader.close()
    print(json.dumps({"cases": number, "read": read}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]), Path(sys.argv[4]))
