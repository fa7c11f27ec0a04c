"""The command line: one verb a module, one line and exit status 2 for input that cannot be used."""

import argparse
import errno
import io
import os
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType

from coded_article.cli.refusal import tell
from coded_article.cli.sandbox import OUT_OF_MEMORY, ending, lift_memory_limit, supervised
from coded_article.console import visible
from coded_article.errors import RefusedError
from coded_article.files.confine import starved
from coded_article.files.paths import folder_of
from coded_article.model.profile import CONFORMS_TO, DESCRIPTOR, VERSIONS
from coded_article.model.verbs import GROUPS, VERBS
from coded_article.model.versions import __version__

_LINE = 500  # characters of a refusal that are shown
_SAID = 250  # characters of an error that nobody foresaw
_DEBUG = "CODED_ARTICLE_DEBUG"

# libraries that read copies of an article, for any verb, with the extra that installs them; a verb has its own EXTRAS
_PAGES = {"markdown_it": "pages", "trafilatura": "pages"}


def start(verb: str, arguments: Sequence[str] | None = None, prog: str | None = None) -> int:
    """Run one verb and return its exit status: 0 good, 1 faults found, 2 refused or unusable input.

    Without ``arguments`` they are those of the command line, and the verb's limits hold.
    """
    module = import_module(f"coded_article.cli.verbs.{verb}")
    parser = argparse.ArgumentParser(
        prog=prog, description=module.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    module.arguments(parser)
    with _unread_is_no_fault():
        parsed = parser.parse_args(arguments)
    if arguments is None:
        _settle_streams()
        _settle_signals()
    return ending(_run(verb, module, parsed, limited=arguments is None))


@contextmanager
def _unread_is_no_fault() -> Iterator[None]:
    """See that no traceback comes of help that nobody reads to its end, as with ``--help | head -1``."""
    try:
        try:
            yield
        finally:
            if sys.stdout:  # None if the parent process has closed it
                sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        sys.exit(1)


def _forget_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _settle_streams() -> None:
    """See that what is printed is UTF-8 everywhere, as the page and the JSON say, and that somebody takes it."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 # open to the end
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _settle_signals() -> None:
    """See that signals do what they say, whatever the parent process ignores, blocks or has not heard of.

    Who ignores those of its children cannot learn how a child ended, and one that is blocked stops no clock.
    """
    if hasattr(signal, "pthread_sigmask"):
        kinds = (signal.SIGCHLD, signal.SIGXCPU)
        for kind in kinds:
            signal.signal(kind, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (*kinds, signal.SIGALRM, signal.SIGINT, signal.SIGTERM))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that temporary files are cleared


def _run(verb: str, module: ModuleType, parsed: argparse.Namespace, *, limited: bool) -> int:
    """Run a verb, within its limits if ``limited``; whatever is raised becomes one line."""
    status = 2
    try:
        ended = supervised(verb, parsed) if limited else None
        if ended is not None:
            return ended
        status = int(module.run(parsed))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output, such as head, has closed it
        _forget_output()
        return 1
    except KeyboardInterrupt:
        print(f"{verb}: interrupted", file=sys.stderr)
        return 130
    except Exception as error:  # the last resort is a line too, where a traceback's status would say "invalid"
        if limited:
            lift_memory_limit()
        if os.environ.get(_DEBUG):
            traceback.print_exception(error)
        tell(verb, _reason(module, error, parsed), parsed)
    return status


def _reason(module: ModuleType, error: Exception, parsed: argparse.Namespace) -> str:
    """Return what to say of an error that ended a verb, in one line."""
    if isinstance(error, ModuleNotFoundError):
        extra = {**_PAGES, **getattr(module, "EXTRAS", {})}.get(str(error.name).split(".", maxsplit=1)[0])
        command = f"{sys.executable} -m pip install '.{f'[{extra}]' if extra else ''}'"
        return f"{error.name} is not installed; run `{command}` in the folder of coded-article's repository"
    if isinstance(error, RefusedError):
        return visible(str(error), _LINE)
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        return "too many open files; allow more, as `ulimit -n 256` does"
    if isinstance(error, OSError) and error.errno != errno.ENOMEM:
        return visible(f"{error.filename or 'a file'}: {error.strerror or error}; nothing was changed", _LINE)
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    if any(starved(f"{type(item).__name__}: {item}") for item in chain) or getattr(error, "errno", 0) == errno.ENOMEM:
        return OUT_OF_MEMORY
    # a library that missed memory may say anything
    more = "raise --max-memory, or " if getattr(parsed, "max_memory", None) else ""
    said = visible(f"{type(error).__name__}: {' '.join(str(error).split())}", _SAID)
    return f"stopped, and nothing was judged: {said}; {more}report it, with what {_DEBUG}=1 in the environment shows"


_A_PACKAGE = "its folder, its datapackage.json, a zip, or a git revision (default: the current folder)"


class _Package(argparse.Action):
    """Takes the positional argument, where there is one, for what the option says."""

    def __call__(self, _parser: object, namespace: argparse.Namespace, value: object, _option: object = None) -> None:
        if value is not None:
            namespace.package = value


def add_package_argument(parser: argparse.ArgumentParser) -> None:
    """Declare the package as the positional argument PACKAGE or the option --package."""
    parser.add_argument(
        "given", nargs="?", type=Path, action=_Package, metavar="PACKAGE", help=f"the package: {_A_PACKAGE}"
    )
    parser.add_argument("--package", type=Path, default=Path(), metavar="PACKAGE", help="the same, as an option")


def add_package_option(parser: argparse.ArgumentParser) -> None:
    """Declare the option --package, for verbs whose argument is a file; ``named`` takes the package there too."""
    parser.add_argument("--package", type=Path, default=Path(), metavar="PACKAGE", help=f"the package: {_A_PACKAGE}")


def named(options: argparse.Namespace, given: Path | None, *usual: str) -> Path:
    """Return the file that a verb was given, or the first of the ``usual`` ones that the package has.

    Where a package is given in place of the file, it is the package of ``options``.
    """
    is_package = given is not None and (given.name == DESCRIPTOR or (given / DESCRIPTOR).is_file())
    if given is not None and not is_package:
        return given
    options.package = given or options.package
    files = [folder_of(options.package) / path for path in usual]
    return next((file for file in files if file.exists()), files[0])


def output_of(options: argparse.Namespace, default: str, what: str = "to write") -> Path:
    """Return where a verb writes ``what``: as ``--output`` says, or at ``default`` in the package.

    Raises:
        RefusedError: that is not given, and the package is in no folder.
    """
    folder = folder_of(options.package)
    if not options.output and not folder.is_dir():
        msg = f"{options.package}: no folder, so there is no place {what}; give --output"
        raise RefusedError(msg)
    return options.output or folder / default


def main() -> int:
    """Run the command ``coded-article VERB ...``."""
    groups = (
        f"{group}\n" + "\n".join(f"  {verb:<12} {what}" for verb, what in verbs.items())
        for group, verbs in GROUPS.items()
    )
    usage = "\n\n".join(["usage: coded-article VERB ...", *groups, "`coded-article help VERB` says more."])
    if sys.argv[1:2] == ["help"]:  # as `VERB --help` does
        sys.argv[1:] = [*sys.argv[2:3], "--help"]
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help"):
        with _unread_is_no_fault():
            print(usage, file=sys.stdout if len(sys.argv) > 1 else sys.stderr)
        return 0 if len(sys.argv) > 1 else 2
    if sys.argv[1] in ("-V", "--version"):
        print(f"coded-article {__version__}, which knows the profile as far as {CONFORMS_TO[VERSIONS[-1]]}")
        return 0
    verb = sys.argv[1]
    if verb not in VERBS:
        print(f"coded-article: no verb {verb!r}; the verbs are {', '.join(VERBS)}", file=sys.stderr)
        return 2
    del sys.argv[1]
    return start(verb, prog=f"coded-article {verb}")
