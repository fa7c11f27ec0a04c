"""The verbs that write, each with the work that it has to do in a folder of its own."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coded_article.cli.run import start
from coded_article.model.profile import DESCRIPTOR
from tests.cli.warm import Order
from tests.editor import ROOT, Editor
from tests.repository import commit
from tests.rules.breaking import follow_first

# what a run makes, and what nobody but a run that was killed leaves
NEW = "new"
PART = ".part"

Files = dict[str, bytes]


def _due(specimen: Editor) -> None:
    """Give `fingerprint` and `build` something to do."""
    for table in ("evidence", "mentions"):
        specimen.write(table, specimen.rows(table)[:3])
    specimen.write("passages", specimen.rows("passages")[:2])
    specimen.set("sources", "src-001", "words", "1")
    for vocabulary, code in (("basis", "stated"), ("source_kind", "op_ed")):
        specimen.set("codes", f"{vocabulary},{code}", "label", "Another label")


def _untidy(specimen: Editor) -> None:
    """Give `tidy` several files to mend."""
    for table in ("events", "mentions", "codes"):
        specimen.edit(table, lambda data: data.replace(b"\n", b"\r\n"), 0)


def _quotes(specimen: Editor) -> None:
    _due(specimen)
    beside = specimen.root.parent
    assert start("fingerprint", [str(beside / "article.txt"), "--package", str(specimen.root)]) == 0


def _example(specimen: Editor) -> None:
    """Put the package of the examples there, of which nothing is coded yet, and its coding sheet."""
    examples, beside = ROOT / "examples", specimen.root.parent
    title = ["--title", "Three Mistakes on the Quay", "--publisher", "The Saltmere Lantern", "--date", "2024-03-15"]
    article = ["--article", str(examples / "article.txt"), "--author", "Bo Reed"]
    assert start("init", [str(beside / "quay"), *article, *title]) == 0
    shutil.copytree(examples / "coding", beside / "coding")


def _committed(specimen: Editor) -> None:
    raw = {"name": "a-quarrel", "version": "1.0.0", "created": "2024-06-01T00:00:00Z"}
    specimen.json(DESCRIPTOR, lambda descriptor: descriptor.update(raw))
    (specimen.root / "CHANGELOG.md").write_text("# Changelog\n\n## 1.0.0 (2024-06-01)\n\nThe first.\n")
    (specimen.root / ".gitignore").write_text("dist/\n")
    assert start("build", [str(specimen.root)]) == 0
    commit(specimen.root)


def _second(specimen: Editor) -> None:
    shutil.copytree(specimen.root, specimen.root.with_name("second"))


@dataclass(frozen=True)
class Writer:
    """A verb with its arguments, and what prepares the folder with the specimen and its text in which it runs.

    ``kills`` is how often it is killed in a run of the tests that is not to take long.
    """

    command: Sequence[str]
    prepare: Callable[[Editor], object]
    makes_new: bool = False  # and is refused if that is there already
    kills: int = 40
    says: tuple[str, ...] = ("src-",)  # how what it says of its progress begins


_MADE = ("--article", "article.txt", "--author", "Bo Reed")
_FROM = ("--package", "specimen", "--source", "article.txt")
WRITERS = {
    "init": Writer(("init", NEW, *_MADE), lambda _: None, makes_new=True),
    "init in a folder": Writer(
        ("init", "empty", *_MADE), lambda it: (it.root.parent / "empty").mkdir(), makes_new=True, kills=12
    ),
    "sheet": Writer(("sheet", *_FROM, "--output", NEW), lambda _: None, makes_new=True, kills=60),
    "sheet xlsx": Writer(("sheet", *_FROM), lambda _: None, makes_new=True, kills=12),
    "anchor": Writer(("anchor", "quotes.csv", *_FROM), _quotes, kills=60),
    "anchor sheet": Writer(
        ("anchor", "coding", "--package", "quay", "--source", "quay/seeds/article.txt"), _example, kills=12
    ),
    "fingerprint": Writer(("fingerprint", "article.txt", "--package", "specimen"), _due),
    "build": Writer(("build", "specimen"), _due),
    "build --formats": Writer(("build", "--formats", "specimen"), lambda _: None, kills=20),
    "build --site": Writer(("build", "--site", "specimen"), lambda _: None, kills=5, says=("drawing",)),
    "upgrade": Writer(("upgrade", "specimen"), follow_first),
    "tidy": Writer(("tidy", "specimen"), _untidy, kills=12),
    "release": Writer(
        ("release", "specimen"),
        _committed,
        kills=20,
        says=("validated", "no earlier", "making", "warning: datapackage.json has neither"),
    ),
    "combine": Writer(("combine", "a=specimen", "b=second", "-o", NEW), _second, makes_new=True),
    "combine --format parquet": Writer(
        ("combine", "a=specimen", "b=second", "-o", NEW, "--format", "parquet"), _second, makes_new=True, kills=12
    ),
}


class Desk:
    """Where a verb runs: a folder with all that it needs, and one for its temporary files."""

    def __init__(self, writer: Writer, root: Path) -> None:
        self.writer, self.root, self.temporary = writer, root / "desk", root / "temporary"
        self.temporary.mkdir(exist_ok=True)
        self.before = files(self.root)

    def order(self, **disturbed: float) -> Order:
        drawn = str(self.root.with_name("drawn"))
        return Order(self.writer.command, str(self.root), str(self.temporary), drawn=drawn, **disturbed)  # type: ignore[arg-type]

    def litter(self) -> list[str]:
        """Return what a run that was killed has left."""
        left = [path.name for path in self.temporary.iterdir()]
        return left + [path.name for path in self.root.rglob(f"*{PART}")]

    def is_whole(self, after: Files) -> bool:
        """Whether every file is as before or as after the verb, and a new folder all there or not at all."""
        now = {name: data for name, data in files(self.root).items() if PART not in name}
        new = {name for name in now if name.startswith(NEW)}
        either = all(now.get(name) in (self.before.get(name), after.get(name)) for name in {*now, *self.before, *after})
        return either and new in (set(), {name for name in after if name.startswith(NEW)})

    def reset(self) -> None:
        """Put every file back that was there before; what is left of runs that were killed stays."""
        now = files(self.root)
        for name in now.keys() - self.before.keys():
            if PART not in name:
                (self.root / name).unlink()
        for name, data in self.before.items():
            if now.get(name) != data:
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                (self.root / name).write_bytes(data)
        for folder in sorted((path for path in self.root.rglob("*") if path.is_dir()), reverse=True):
            if (
                PART not in str(folder)
                and folder.name != "empty"
                and ".git" not in folder.parts
                and not any(folder.iterdir())
            ):
                folder.rmdir()


def make_desk(verb: str, specimen: Editor, root: Path) -> Desk:
    """Make the desk of a verb in ``root``."""
    root.mkdir(exist_ok=True)
    shutil.copytree(specimen.root.parent, root / "desk", ignore=shutil.ignore_patterns(root.name))
    WRITERS[verb].prepare(Editor(root / "desk" / "specimen"))
    return Desk(WRITERS[verb], root)


def files(root: Path) -> Files:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
