"""Begin a package for another article.

It fingerprints the article and writes into FOLDER the profile's schemas and codes, empty tables, a README and
the article's seeds. Your copy lies in seeds/article.txt, where git ignores it. The package validates at once;
warnings say what is still to code. What is not given as an option is asked for on a terminal, and unknown
elsewhere; only the author is needed.

It prints how the article was cut: its headings, how many sentences stand under each, and what looks wrong. In a
text, a heading stands on a line of its own without a closing mark, and blank lines separate paragraphs; marks of lists
are dropped. If a sentence was split wrongly, `fingerprint` joins and cuts with the text left as it is. If headings or
paragraphs are wrong, correct FILE, delete FOLDER and begin again.

Examples:
  coded-article init my-package --article article.txt --author "Ada Finch" --title "The Bridge" --date 2024-05-03
  coded-article init my-package --article article.txt        asks for the rest

exit status: 0 begun, 2 refused or unusable input
"""

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coded_article.coding.begin import Begun


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the package is to be; absent or empty")
    parser.add_argument("--article", type=Path, required=True, metavar="FILE", help="the article: .txt, .md or .html")
    parser.add_argument("--author", help="who wrote the article")
    parser.add_argument("--title", help="title of the article")
    parser.add_argument("--publisher", help="who published it")
    parser.add_argument("--date", metavar="EDTF", help="when: 2025-02-17, 2025-02, or 2025-02-17/2025-02-28")
    parser.add_argument("--licence", metavar="ID", help="licence of your coding, as an SPDX id (default: CC-BY-4.0)")
    parser.add_argument("--url", default="", help="where the article can be read")
    parser.add_argument("--rights", default="", help="who holds the rights in the article (default: author, publisher)")
    parser.add_argument("--creator", help="who codes it, a person or a group (default: the package's maintainers)")
    parser.add_argument("--orcid", help="the ORCID of the creator, such as 0000-0002-1825-0097")
    parser.add_argument("--name", help="name of the package (default: from author, year and title)")
    parser.add_argument("--language", metavar="TAG", help="language of the article, such as fr (default: en)")
    parser.add_argument(
        "--kind",
        default="op_ed",
        metavar="CODE",
        help="what it is: op_ed (default), column, essay ..., a code of source_kind",
    )


def run(options: argparse.Namespace) -> int:
    """Write the new package and say what comes next."""
    from coded_article.check.validate import validate
    from coded_article.coding.begin import (
        MARKS,
        Begun,
        contents,
        is_english,
        licence_of,
        name_of,
        option_of,
        outline,
    )
    from coded_article.errors import RefusedError
    from coded_article.files.atomic import write_texts
    from coded_article.files.lock import alone
    from coded_article.model.profile import COPY
    from coded_article.release.generate import settled, trial
    from coded_article.text.canonical import canonical
    from coded_article.text.copies import read_article
    from coded_article.text.passages import passages
    from coded_article.text.sentences import beside, read_marks, see_placed

    folder: Path = options.folder
    _refuse_full(folder)
    text = read_article(options.article)
    marks = read_marks(options.article)
    see_placed(canonical(text), marks, beside(options.article))
    author = _given(options.author, "Author of the article (needed)")
    if not author:
        msg = "the author is needed, who speaks all claims of the article's own; give --author"
        raise RefusedError(msg)
    title = _given(options.title, "Its title (Enter: unknown)")
    publisher = _given(options.publisher, "Its publisher (Enter: unknown)")
    date = _given(options.date, "When it was published, such as 2025-02-17 or 2025-02 (Enter: unknown)")
    licence = _given(options.licence, "Licence of your coding, as an SPDX id (Enter: CC-BY-4.0)") or "CC-BY-4.0"
    licence = licence_of(licence)
    name = options.name or name_of(author, date, title)
    begun = Begun(
        name,
        title,
        author,
        publisher,
        date,
        licence,
        options.rights,
        options.language or "en",
        options.kind,
        " ".join((options.creator or "").split()),
        (options.orcid or "").removeprefix("https://orcid.org/"),
        options.url,
    )
    texts = contents(begun, text, marks)
    with alone("init", folder.resolve().parent):
        # the copy of the article goes nowhere else: a run that is killed leaves what it tried
        with trial({path: content for path, content in texts.items() if path not in (COPY, MARKS)}) as root:
            texts |= settled(root)
            errors = validate(root).errors
        if errors:
            where = option_of(errors[0]) or "the package would be invalid"
            msg = f"{where}: {errors[0].explanation}; nothing was written"
            raise RefusedError(msg)
        _refuse_full(folder, texts)  # another run may have begun it
        write_texts({folder / path: content for path, content in texts.items()}, folder)
    _tell(options, begun, outline(passages(text, begun.language, marks, author)), is_english(text))
    return 0


def _tell(options: argparse.Namespace, begun: "Begun", cut: Iterable[str], in_english: bool) -> None:
    """Say how the article was ``cut``, and what comes next."""
    from coded_article.console import command
    from coded_article.model.profile import COPY

    folder = options.folder
    print(f"{begun.name} created in {folder}; your copy of the article is {folder / COPY}, which git ignores")
    print("\n".join(cut))
    if not options.language and not in_english:
        print(
            "check: the language is recorded as en, and the text does not look English; if it is another, such as fr:"
        )
        print(f"  {command('fingerprint')} --package {folder} --language fr")
    print("if a sentence was split wrongly, say what belongs together or apart, by the words around the bar:")
    print(f"  {command('fingerprint')} --package {folder} --join 'M. | Nord' --cut 'he said. | She left.'")
    print(
        f"of another kind? write heading, credit, author_note or body as its `kind` in {folder / 'seeds/passages.csv'}"
    )
    print(f"  {command('build')} {folder}")
    print(f"other faults: correct {options.article}, delete {folder} and begin again; the sentences, one by one:")
    print(f"  {command('todo')} {folder}")
    print("topics and principles are the article's own: define them in the sheet `codes`, or in data/codes.csv")
    print("next, a sheet to code them in:")
    print(f"  {command('sheet')} {folder}")


def _refuse_full(folder: Path, texts: Mapping[str, str] | None = None) -> None:
    """See that ``folder`` is free for a new package; with its ``texts``, by path, also if a run was killed in there.

    What that run has left is completed if it is of the same package.

    Raises:
        RefusedError: something else is there.
    """
    from coded_article.errors import RefusedError
    from coded_article.files.atomic import is_left
    from coded_article.release.generate import drifted

    files = [path.relative_to(folder) for path in folder.rglob("*") if not path.is_dir()]
    there = {path.as_posix() for path in files if not is_left(path)}
    was_killed = len(there) < len(files)
    is_same = texts is None or (there <= texts.keys() and not drifted({folder / name: texts[name] for name in there}))
    if (folder.exists() and not folder.is_dir()) or (there and not (was_killed and is_same)):
        msg = f"{folder}: is there already and not empty; give a new folder"
        raise RefusedError(msg)


def _given(option: str | None, question: str) -> str:
    if option is None and sys.stdin is not None and sys.stdin.isatty():
        try:
            option = input(f"{question}: ")
        except EOFError:
            option = ""
    return " ".join((option or "").split())
