"""How a verb says that it has no result: one line on standard error, and a report for programs where one is asked."""

import argparse
import contextlib
import os
import sys
from importlib import import_module

from coded_article.errors import RefusedError


def tell(verb: str, why: str, options: argparse.Namespace) -> None:
    """Print why ``verb`` has no result: on standard error, and as the report that its options ask for.

    GitHub shows what is in its own form, and the line would be there twice.
    """
    report = None
    render = getattr(import_module(f"coded_article.cli.verbs.{verb}"), "refused", None)
    if render:
        with contextlib.suppress(OSError, MemoryError, RefusedError):  # then the line has to do
            report = render(options, why)
    try:
        if report is not None:
            print(report, flush=True)
        if report is None or options.format != "github":
            print(f"{verb}: {why}", file=sys.stderr, flush=True)
    except OSError:  # nobody can be reached; the exit status says it all the same
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
