"""Print a script that lets a shell complete verbs, options and their values (takes the extra `completion`).

Examples:
  coded-article completion bash > ~/.local/share/bash-completion/completions/coded-article
  coded-article completion zsh > "${fpath[1]}/_coded-article"
  coded-article completion fish > ~/.config/fish/completions/coded-article.fish

exit status: 0 printed, 2 unusable input
"""

import argparse
from importlib import import_module
from pathlib import Path

from coded_article.model.verbs import VERBS

EXTRAS = {"shtab": "completion"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell")


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    command = argparse.ArgumentParser(prog="coded-article")
    command.add_argument("-V", "--version", action="store_true")
    verbs = command.add_subparsers()
    for verb, what in VERBS.items():
        parser = verbs.add_parser(verb, help=what)
        import_module(f"coded_article.cli.verbs.{verb}").arguments(parser)
        for action in parser._actions:
            if action.type is Path:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
    print(shtab.complete(command, options.shell))
    return 0
