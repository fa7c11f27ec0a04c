"""Print the canonical text of your copy: the form of an article in which positions are counted.

It is plain text on one line (NFC, straight quotation marks, single spaces). Of a copy with other text around the
article, or of a web page, --package prints the article alone, so that the positions of the package's passages are
those of the text. Positions count characters from 0, and an end is the first character that is left out.

Examples:
  coded-article text my-copy.txt
  coded-article text saved.html --package path/to/package --output article.txt

exit status: 0 printed, 2 not this article, or unusable input
"""

import argparse
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="COPY", help="your copy: a text, Markdown or a saved web page")
    parser.add_argument("--package", type=Path, metavar="DIR", help="the package of the article, to print that alone")
    parser.add_argument("--output", type=Path, metavar="FILE", help="a file to write instead")


def run(options: argparse.Namespace) -> int:
    """Print the text, or write it."""
    from coded_article.coding.annotation.article import tables_of, text_of
    from coded_article.files.atomic import write_texts
    from coded_article.files.paths import folder_of
    from coded_article.read.opening import opened
    from coded_article.text.canonical import canonical
    from coded_article.text.copies import read_article, read_copy
    from coded_article.text.keeping import refuse_public

    rights = ""
    if options.package:
        with opened(options.package) as package:
            tables = tables_of(package)
        rights = tables["sources"][0]["rights"]
        text = canonical(text_of(read_copy(options.file), tables["passages"], options.file))
    else:
        text = canonical(read_article(options.file))
    if not options.output:
        print(text)
        return 0
    refuse_public(options.output, folder_of(options.package) if options.package else None, rights)
    write_texts({options.output: f"{text}\n"}, options.output.parent)
    print(f"{options.output}: {len(text):,} characters")
    return 0
