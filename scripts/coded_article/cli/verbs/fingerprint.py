"""Turn an article into seeds/: positions, lengths and hashes of its passages, never its words.

The text is brought into canonical form ca-1, cut into sentences, headings and credit lines, and recorded
in seeds/sources.csv and seeds/passages.csv. Run it again after correcting your copy: the columns of
sources.csv that are filled by hand, the ids of unchanged passages and their kinds are kept. The id of a
passage that is gone is not used again.

If a sentence was split wrongly, leave the text as it is and say what belongs together or apart. The words
before and after the place suffice; the marks are kept in FILE.cuts.txt beside your copy, one a line, where
you may change them; a mark takes the place of the opposite one at the same place. What is coded moves along with its
words, and words that show what a record says become two spans where a cut parts them.

Examples:
  coded-article fingerprint                               of seeds/article.txt
  coded-article fingerprint --join "M. | Nord"            one sentence, not two
  coded-article fingerprint --cut "he said. | She left."  two sentences, not one
  coded-article fingerprint other.txt --source-id src-002 --package path/to/package

exit status: 0 written, 1 a cut would part what is coded, 2 refused or unusable input
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from coded_article.cli.run import add_package_option, named

if TYPE_CHECKING:
    from coded_article.read.opening import Opened

_UNCODED = "uncovered-passage"  # a new sentence is still to code


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="your copy of the article: .txt, .md or .html (default: seeds/article.txt)",
    )
    for option, meant in (("--join", "one sentence that was cut in two"), ("--cut", "where a sentence ends")):
        parser.add_argument(
            option,
            action="append",
            default=[],
            metavar="WORDS",
            help=f"{meant}, as the words before and after the place: 'M. | Nord'; may be repeated",
        )
    add_package_option(parser)
    parser.add_argument(
        "--source-id",
        type=_source_id,
        default="src-001",
        metavar="ID",
        help="id of the source (default: src-001)",
    )
    parser.add_argument(
        "--language",
        metavar="TAG",
        help="language of the text, for its sentences (default: as recorded, else en)",
    )


def run(options: argparse.Namespace) -> int:
    """Write the two seed tables and what moves with them, and say what was found."""
    from coded_article.coding.recut import fingerprinted
    from coded_article.console import counted, visible
    from coded_article.files.atomic import write_texts
    from coded_article.model.profile import COPY
    from coded_article.read.opening import writable
    from coded_article.text.canonical import canonical
    from coded_article.text.copies import is_plain, read_article
    from coded_article.text.sentences import as_text, beside, mark_of, read_marks, see_placed

    file = named(options, options.file, COPY)
    text = read_article(file)
    given = [mark_of(words, "--join", cuts=False) for words in options.join]
    given += [mark_of(words, "--cut", cuts=True) for words in options.cut]
    whole = canonical(text)
    undone = {(not mark.cuts, at) for mark in given for at in mark.places(whole)}
    kept = [mark for mark in read_marks(file) if undone.isdisjoint((mark.cuts, at) for at in mark.places(whole))]
    marks = [*kept, *given]
    see_placed(whole, marks, beside(file))
    with writable(options.package, "fingerprint") as package:
        made, source, moved = fingerprinted(package, options.source_id, text, marks, options.language)
        refused = moved.refused or (_broken(package, made, file) if given else [])
        if refused:
            print("\n".join(visible(line, len(line)) for line in refused), file=sys.stderr)
            print("fingerprint: nothing was written", file=sys.stderr)
            return 1
        texts = {package.root / path: new for path, new in made.items()}
        if given:
            texts[beside(file)] = as_text(marks)
        is_here = is_plain(file) and file.resolve().is_relative_to(package.root.resolve())
        if is_here and canonical(file.read_bytes().decode("utf-8", "replace")) != whole:
            texts[file] = text  # without the marks of lists, which do not count
        write_texts({path: new for path, new in texts.items() if _differs(path, new)}, package.root)
        paths = [package.root / package.descriptor.tables[name].path for name in ("sources", "passages")]
    for note in moved.notes:
        print(f"moved: {note}")
    kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(moved.kinds).items())
    print(f"{options.source_id}: {counted(int(source['passages']), 'passage')} ({kinds}) in {paths[0]} and {paths[1]}")
    empty = [column for column, cell in source.items() if not cell]
    if empty:
        print(f"still empty in {paths[0]}, to be filled by hand where known: {', '.join(empty)}")
    return 0


def _broken(package: "Opened", texts: Mapping[str, str], copy: Path) -> list[str]:
    """Return what is wrong with a package once ``texts``, by path, are written, and is not wrong now."""
    from coded_article.check.validate import check
    from coded_article.read.opening import opened_folder
    from coded_article.release.generate import settle, trial

    def faults(of: "Opened") -> dict[tuple[str, ...], str]:
        errors = check(of, copy, standard=False).errors
        return {
            (item.code, item.record, item.column): f"{item}; cut elsewhere, or correct this first" for item in errors
        }

    with trial(texts, package.descriptor) as root:
        settle(root)
        after = faults(opened_folder(root))
    before = faults(package)
    return [said for fault, said in after.items() if fault not in before and fault[0] != _UNCODED]


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_bytes() != text.encode("utf-8")


def _source_id(text: str) -> str:
    if not re.fullmatch(r"src-[0-9]{3,}", text):
        msg = f"{text!r} is not an id such as src-001"
        raise argparse.ArgumentTypeError(msg)
    return text
