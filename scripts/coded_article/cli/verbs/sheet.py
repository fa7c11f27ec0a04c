"""Make an empty coding sheet: the passages to read, and a sheet for each table that is coded by hand.

The sheet quotes the article; git ignores seeds/, where it is written. A workbook (.xlsx) has lists to choose
codes and ids from, a remark at the head of each column that says what it wants, and heads in colour where every
row is filled; any other name makes a folder of CSV files of the same columns. The sheet `definitions` says when a
code is chosen. Sheets and columns of your own, such as remarks, are passed over. A row for a new actor, event,
statement or recommendation takes a name of yours after the prefix, such as evt-call, by which other rows of
the sheet refer to it; `anchor` issues its id. `quote` holds the words that a record rests on, copied from the
passage; leave it empty and fill `passage_id` if the whole passage is meant. Cues and date words are anchored
too. The sheet `quotes` takes further evidence, and the mentions of actors; `codes` takes codes of your own.

Examples:
  coded-article sheet path/to/package            seeds/coding.xlsx, with the text of seeds/article.txt
  coded-article sheet --output seeds/coding      a folder of CSV files
  coded-article anchor path/to/package           merge what you coded

exit status: 0 written, 2 refused or unusable input
"""

import argparse
from pathlib import Path

from coded_article.cli.run import add_package_argument, output_of

EXTRAS = {"xlsxwriter": "sheet", "openpyxl": "sheet"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_package_argument(parser)
    parser.add_argument(
        "--source", type=Path, metavar="FILE", help="your copy of the article (default: seeds/article.txt)"
    )
    parser.add_argument(
        "--output", type=Path, metavar="PATH", help="workbook or folder to write (default: seeds/coding.xlsx)"
    )


def run(options: argparse.Namespace) -> int:
    """Write the sheet."""
    from coded_article.coding import blank
    from coded_article.coding.sheets import refuse_there
    from coded_article.console import command, counted
    from coded_article.files.atomic import write_files
    from coded_article.files.lock import alone
    from coded_article.files.paths import folder_of
    from coded_article.model.profile import COPY
    from coded_article.read.opening import opened
    from coded_article.text.copies import read_copy
    from coded_article.text.passages import recorded

    folder = folder_of(options.package)
    source = options.source or folder / COPY
    output = output_of(options, "seeds/coding.xlsx", "for the sheet")
    refuse_there(output)
    with opened(options.package) as package:
        (rows, codes), descriptor = package.rows("passages", "codes"), package.descriptor
    passage_texts = recorded(read_copy(source), rows, source)
    rows = sorted(rows, key=lambda row: (row["source_id"], int(row["ordinal"])))
    passages = [{**row, "text": passage_texts.get(row["passage_id"], "(not in your copy)")} for row in rows]
    if output.suffix == ".xlsx":
        contents = {output: blank.workbook(descriptor, passages, codes)}
    else:
        texts = blank.csv_texts(descriptor, passages, codes)
        contents = {output / name: text.encode("utf-8") for name, text in texts.items()}
    with alone("sheet", output.parent):
        refuse_there(output)  # another run may have made it
        write_files(contents, options.output or folder)
    then = f"{command('anchor')} {output} --package {options.package}"
    then += f" --source {source}" if options.source else ""
    print(f"{output}: {counted(len(passages), 'passage')} to code; then: {then}")
    return 0
