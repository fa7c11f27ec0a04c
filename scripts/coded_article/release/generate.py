"""Everything that repeats a fact of the package, made from the place where the fact stands.

``outputs`` reads and returns; it writes nothing and never reads the clock.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from coded_article.corpus.combine import Named, combine
from coded_article.corpus.members import surveyed
from coded_article.corpus.union import differences, united
from coded_article.errors import RefusedError
from coded_article.files.atomic import write_texts
from coded_article.files.paths import read_text
from coded_article.files.scratch import scratch
from coded_article.model.profile import DESCRIPTOR
from coded_article.model.schema import Descriptor
from coded_article.read.opening import Opened, opened_folder, renamed
from coded_article.release import derived, metadata
from coded_article.release.readmes import dictionary, marked

_ROUNDS = 3
_PAGES = ("about", "cite", "load", "questions", "validate")
_READMES = (
    "README.md",
    *(f"{folder}/README.md" for folder in ("schemas", "scripts", "seeds")),
    *(f"docs/{name}.md" for name in _PAGES),
)
_ACROSS = "docs/corpus-questions.md"


def outputs(package: Opened) -> dict[Path, str]:
    """Return the text of every generated file of the package, by path.

    Raises:
        RefusedError: the descriptor is faulty, or a table cannot be read.
    """
    root = package.root
    about_to_be_written = ("/hash", "/bytes")
    slips = [item for item in package.slips if not item.column.endswith(about_to_be_written)]
    if slips:
        msg = f"nothing was written, because the descriptor or a schema is faulty: {slips[0]}"
        raise RefusedError(msg)
    broken = [rows.table for rows in package.tables.values() if not rows.clean]
    if broken:
        names = (broken[0].path, DESCRIPTOR, broken[0].schema_path)
        first = next(item for item in sorted(package.problems) if item.path in names)
        msg = f"nothing was written, because a table cannot be read: {first}"
        raise RefusedError(msg)
    made = {**metadata.schemas(package), **derived.tables(package)}
    texts = {root / path: text for path, text in made.items()}
    texts[root / DESCRIPTOR] = metadata.descriptor(package.descriptor)
    texts[root / "CITATION.cff"] = metadata.citation_cff(package)
    texts[root / ".zenodo.json"] = metadata.zenodo(package.descriptor)
    texts[root / "data" / "README.md"] = dictionary(package)
    for name in _READMES:
        text = read_text(root, name)
        if text is not None:
            texts[root / name] = marked(package, text)
    return texts


def across(package: Opened) -> dict[Path, str]:
    """Return the page of questions across articles, by path, if the package has one.

    It is answered by a corpus of the package and the packages in its folder ``examples``.

    Raises:
        RefusedError: they cannot be read, or do not go together.
    """
    text = read_text(package.root, _ACROSS)
    if text is None:
        return {}
    roots = [package.root, *sorted(path.parent for path in package.root.glob(f"examples/*/{DESCRIPTOR}"))]
    members = surveyed([("", str(root)) for root in roots], allow_invalid=True)  # a fault of a row changes no form
    if differing := differences(members, keep_apart=False):
        msg = f"{_ACROSS}: its packages do not go together: {differing[0]}"
        raise RefusedError(msg)
    with scratch() as folder:
        (folder / "for").mkdir()  # the scratch folder itself is held by this run
        corpus = folder / "for" / "corpus"
        combine(members, united(members, keep_apart=False), Named("corpus", "Corpus", None), corpus, "csv")
        return {package.root / _ACROSS: marked(opened_folder(corpus), text)}


def drifted(texts: Mapping[Path, str]) -> list[Path]:
    """Return the generated files whose text on disk is not what it should be."""
    return [
        path
        for path, text in texts.items()
        if path.is_symlink() or not path.is_file() or path.read_bytes() != text.encode("utf-8")
    ]


@contextmanager
def trial(texts: Mapping[str, str], descriptor: Descriptor | None = None) -> Iterator[Path]:
    """Give a package of the files ``texts``, by path, in a temporary folder; the others are those of ``descriptor``."""
    name = str(descriptor.root) if descriptor else "the new package"
    with scratch() as root, renamed(root, name):
        if descriptor:
            for path in (path for table in descriptor.tables.values() for path in (table.path, table.schema_path)):
                if (descriptor.root / path).is_file():
                    (root / path).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(descriptor.root / path, root / path)
            prose = ((path, read_text(descriptor.root, path)) for path in (DESCRIPTOR, *_READMES))
            texts = {**{path: text for path, text in prose if text is not None}, **texts}
        for path, text in texts.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8", newline="")
        yield root


def settle(root: Path) -> dict[Path, str]:
    """Write what is stale until building changes nothing; return every generated file.

    What a schema says is repeated elsewhere, so once is not enough.

    Raises:
        RefusedError: it never comes to that, or a file is reached through a link.
    """
    for number in range(_ROUNDS + 1):
        texts = outputs(opened_folder(root))
        stale = {path: texts[path] for path in drifted(texts)}
        if not stale:
            break
        if number == _ROUNDS:
            msg = f"{next(iter(stale))}: comes out otherwise each time that it is built; look for marks of blocks in it"
            raise RefusedError(msg)
        write_texts(stale, root)
    return texts


def settled(root: Path) -> dict[str, str]:
    """Return every generated file of the package in ``root``, by path in it, once it is settled."""
    return {path.relative_to(root).as_posix(): text for path, text in settle(root).items()}


def rebuild(package: Opened, texts: Mapping[str, str]) -> list[Path]:
    """Write ``texts``, by path in the package, and every generated file that they make stale; return what changed.

    All are made before the first is written, so that each file is old or new.

    Raises:
        RefusedError: the package cannot be built, or a file is reached through a link.
    """
    with trial(texts, package.descriptor) as root:
        wanted = {package.root / path: text for path, text in {**texts, **settled(root)}.items()}
    changed = {path: wanted[path] for path in drifted(wanted)}
    write_texts(changed, package.root)
    return [*changed]
