"""List what is still to code: sentences without a record, records without participants or addressees, and what
else a release needs, such as the advice that calls for a counterfactual event.

With your copy of the article the sentences are shown too, and where a cut between two may be wrong.

Examples:
  coded-article todo
  coded-article todo my-package

exit status: 0 every sentence has a record and every act its actors and links, 1 something is left, 2 unusable input
"""

import argparse
import shlex
from dataclasses import replace
from pathlib import Path

from coded_article.cli.run import add_package_argument

# what lists the sentences without a record, before and after the first release
_UNCODED = ("not-yet-coded", "uncovered-passage")
# what is asked of a release, or of every package by a warning
_WANTED = (
    "announces-nothing",
    "counterfactual-uncalled",
    "no-ground",
    "nobody-to-act",
    "relation-cue",
    "type-roles",
    "unnamed-actor",
)
_READ = ("passages", "events", "recommendations", "statements", "involvements")
_RULED = ("actors", "records", "evidence")  # what the rules read besides


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_package_argument(parser)
    parser.add_argument(
        "--source",
        type=Path,
        metavar="FILE",
        help="your copy (default: seeds/article.txt, if it is there)",
    )


def run(options: argparse.Namespace) -> int:
    """Print what is left; 0 if that is nothing."""
    from coded_article.check.validate import check
    from coded_article.coding.begin import doubts
    from coded_article.console import command, counted, visible
    from coded_article.files.paths import folder_of
    from coded_article.model.profile import COPY
    from coded_article.read.opening import opened
    from coded_article.text.copies import read_copy
    from coded_article.text.passages import recorded

    usual = folder_of(options.package) / COPY
    source = options.source or (usual if usual.is_file() else None)
    with opened(options.package) as package:
        passages, events, advice, statements, involvements = package.rows(*_READ)
        passages = sorted(passages, key=lambda row: (row["source_id"], int(row["ordinal"])))
        package.rows(*_RULED)  # or it is refused
        released = replace(package.descriptor, raw={"created": "", **package.descriptor.raw})
        report = check(replace(package, descriptor=released), standard=False)
    texts = recorded(read_copy(source), passages, source) if source else {}
    left = {item.record for item in report.problems if item.code in _UNCODED}
    uncoded = [row for row in passages if row["passage_id"] in left]
    acts = {row["event_id"]: row["label"] for row in events}
    acts |= {row["recommendation_id"]: row["action"] for row in advice}
    alone = [(item.record, acts.get(item.record, "")) for item in report.problems if item.code == "no-participant"]
    addressed = {row["record_id"] for row in involvements if row["role"] == "addressee"}
    unheard = [
        (row["statement_id"], row["proposition"])
        for row in statements
        if row["voice"] == "attributed"
        and not {row["statement_id"], row["event_id"]} & addressed
        and "no addressee" not in row["note"].lower()
    ]
    for row in uncoded:
        shown = texts.get(
            row["passage_id"], f"section {row['section']}, paragraph {row['paragraph']}, {row['words']} words"
        )
        print(f"uncoded {row['passage_id']}: {visible(shown, len(shown))}")
    shown_passages = [
        (row["passage_id"], (row["source_id"], row["paragraph"]), texts[row["passage_id"]])
        for row in passages
        if row["passage_id"] in texts
    ]
    for doubt, place in doubts(shown_passages):
        print(f"{doubt}; if so: {command('fingerprint')} --package {options.package} --join {shlex.quote(place)}")
    for record, words in alone:
        print(f"nobody involved in {record}: {visible(words, len(words))}")
    wanted = [item for item in report.problems if item.code in _WANTED]
    for item in wanted:
        said = f"{acts.get(item.record, '')}: {item.found}; {item.rule.remedy}"
        print(f"{item.code} {item.record}: {visible(said, len(said))}")
    for record, words in unheard:
        todo = 'code one, or write "No addressee" into its note'
        print(f"no addressee of {record} ({todo}): {visible(words, len(words))}")
    numbers = [
        f"{counted(len(uncoded), 'sentence')} without a record",
        f"{counted(len(alone), 'act')} without actors",
        f"{len(wanted)} with something missing",
        f"{counted(len(unheard), 'statement')} without addressees",
    ]
    print(", ".join(numbers))
    return 1 if uncoded or alone or wanted else 0
