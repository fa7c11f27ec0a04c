"""Write what is coded for an annotation tool, on the text of your copy: evidence, mentions and relations.

  cas          UIMA CAS as XMI, with its types, for INCEpTION and DKPro (takes the extra `cas`)
  brat         a collection for brat: text, stand-off lines, types
  labelstudio  tasks and a labelling configuration for Label Studio
  annotations  W3C Web Annotations with the exact words, and those before and after

Each span keeps the ids of its row and its record. `import` reads CAS and brat again. The files hold the text of the
article, so they are written where git ignores them; anywhere else in a repository or a package is refused, unless the
rights of the article say that anybody may repeat it.

Examples:
  coded-article export --to brat --source seeds/my-copy.txt
  coded-article export --to cas --source seeds/my-copy.txt --output ~/inception --package path/to/package

exit status: 0 written, 2 not this article, or refused or unusable input
"""

import argparse
from pathlib import Path

from coded_article.cli.run import add_package_option, output_of

EXTRAS = {"cassis": "cas"}
KINDS = ("cas", "brat", "labelstudio", "annotations")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--to", choices=KINDS, required=True, help="the tool, or the form")
    parser.add_argument(
        "--source", type=Path, metavar="COPY", help="your copy of the article (default: seeds/article.txt)"
    )
    parser.add_argument("--output", type=Path, metavar="DIR", help="where to write (default: seeds/ and the kind)")
    add_package_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the files."""
    from coded_article.coding import sheets
    from coded_article.coding.annotation import brat, label_studio
    from coded_article.coding.annotation.article import annotated, predicates, tables_of, text_of
    from coded_article.console import counted
    from coded_article.files.atomic import refuse_links, write_texts
    from coded_article.files.lock import alone
    from coded_article.files.paths import folder_of
    from coded_article.model.profile import COPY
    from coded_article.read.opening import opened
    from coded_article.release.formats import Content, web_annotations
    from coded_article.text.copies import read_copy
    from coded_article.text.keeping import refuse_public

    folder = folder_of(options.package)
    output = output_of(options, f"seeds/{options.to}")
    root = options.output or folder
    with alone("export", output), opened(options.package) as package:
        tables, descriptor = tables_of(package), package.descriptor
        refuse_links(output, root)
        source = options.source or folder / COPY
        text = text_of(read_copy(source), tables["passages"], source)
        article, stem = annotated(tables, text), descriptor.name
        parts = [code for codes in sheets.parts(descriptor).values() for code in codes]
        if options.to == "cas":
            from coded_article.coding.annotation import cas

            made = cas.files(article, stem)
        elif options.to == "annotations":
            page = web_annotations.render(Content(descriptor, package.tables), article.text)
            made = {f"{stem}.jsonld": page.decode("utf-8")}
        else:
            tool = brat if options.to == "brat" else label_studio
            made = tool.files(article, stem, parts, predicates(descriptor))
        for name in made:
            refuse_public(output / name, folder, tables["sources"][0]["rights"])
        write_texts({output / name: content for name, content in made.items()}, root)
    for name in made:
        print(f"wrote {output / name}")
    left = len(tables["relations"]) - len(article.relations)
    print(f"{counted(len(article.spans), 'span')}, {counted(len(article.relations), 'relation')}", end="")
    print(f"; {counted(left, 'relation')} of records without evidence left out" if left else "")
    return 0
