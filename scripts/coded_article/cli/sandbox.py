"""Limits for the verbs that read a stranger's package: time, memory, no network.

The verb's work runs in a worker, a fork made before any library is loaded, and this process waits for it with
a clock. So one line can be told whatever becomes of the worker, and nothing of it is left behind: neither a
child nor a temporary file. Where processes cannot be forked (Windows) there is the clock alone.
"""

import argparse
import contextlib
import os
import shutil
import signal
import sys
import tempfile
import threading
from pathlib import Path
from typing import NoReturn

from coded_article.cli.refusal import tell
from coded_article.files.confine import confine
from coded_article.files.paths import folder_of
from coded_article.files.scratch import make

MAX_SECONDS = 60
MAX_MEMORY = 4096

_MEGABYTE = 1_000_000
_SMALL = 5  # megabytes of a package, above which it takes a second more for each, and DuckDB keeps to its own memory
_LONGEST = 21_600  # seconds: a file may say that it is larger than any disk


_JUDGED = 100  # what a worker adds to its status, so that no library that ends it has judged anything
_NO_THREAD = 127  # with which the C library ends a process that lacks the memory for a thread of its own
_in_worker = False


def _remedy(limit: str) -> str:
    return f"raise --max-{limit} if the package is trusted"


OUT_OF_MEMORY = f"out of memory; {_remedy('memory')}"


def add_limit_options(parser: argparse.ArgumentParser, seconds: int | None = None, memory: int | None = None) -> None:
    """Declare --max-seconds and --max-memory with these defaults, which ``supervised`` reads; None is by size."""
    by_size = f"{MAX_SECONDS}, and a second more for each megabyte of a large package"
    group = parser.add_argument_group(
        "limits",
        "for untrusted packages; the reader never has network access. Raise them for a large package that you trust. "
        "Where processes cannot be limited (Windows), only --max-seconds applies.",
    )
    group.add_argument(
        "--max-seconds", type=_limit, default=seconds, metavar="N",
        help=f"stop after N seconds, exit status 2 (default: {by_size if seconds is None else seconds}; 0: never)",
    )  # fmt: skip
    group.add_argument(
        "--max-memory", type=_limit, default=memory, metavar="MB",
        help="stop when a process needs more megabytes (default: "
        f"{f'{MAX_MEMORY}, of a large package none' if memory is None else memory}; 0: no limit)",
    )  # fmt: skip


def supervised(verb: str, options: argparse.Namespace) -> int | None:
    """Start a worker within the limits of ``options``; return None in it, and here the exit status it ends with.

    Without ``--max-seconds`` among the options of the verb there are no limits, and None is returned at once; so
    it is with Spark, which may run anywhere.
    """
    if "max_seconds" not in options or getattr(options, "engine", "") == "spark":
        return None
    seconds, memory = _limits(options)
    if not hasattr(os, "fork"):
        if seconds:
            clock = threading.Timer(seconds, _give_up, (verb, seconds, options))
            clock.daemon = True
            clock.start()
        return None
    global _in_worker  # noqa: PLW0603 # of the process, as its limits are
    (folder, _), supervisor = make(), os.getpid()  # the worker holds the folder too
    worker = os.fork()
    if not worker:
        _in_worker = True
        os.setpgid(0, 0)  # so that it can be stopped with its children
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
        os.environ["OPENBLAS_NUM_THREADS"] = "1"  # each of its threads sets much memory aside
        if not os.environ.get("CODED_ARTICLE_DEBUG"):
            _silence()
        confine(supervisor)
        _set_limits(seconds, memory)
        return None
    try:
        status = _wait(worker, seconds)
    except TimeoutError:
        status = -signal.SIGXCPU
    except KeyboardInterrupt:
        print(f"{verb}: interrupted", file=sys.stderr)
        return 130
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(worker, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)
    if status == -signal.SIGXCPU:
        tell(verb, _too_long(seconds), options)
    elif status < 0:
        name = signal.Signals(-status).name
        reason = f"{name}, perhaps for want of memory beyond {memory} MB" if memory else name
        tell(verb, f"stopped by {reason}; {_remedy('memory')}", options)
    elif status < _JUDGED or status == _NO_THREAD:
        tell(verb, f"stopped by a library, perhaps for want of memory; {_remedy('memory')}", options)
    else:
        return status - _JUDGED if status <= _JUDGED + 2 else status
    return 2


def _silence() -> None:
    """Close the ways on which libraries print tracebacks of what goes wrong in them and decides nothing.

    Of hashlib, too little memory makes a log of all that it could not load; so it is loaded before there is a limit.
    """
    import hashlib  # noqa: F401
    import logging

    logging.disable()
    sys.unraisablehook = lambda _: None
    threading.excepthook = lambda _: None
    if sys.stderr is sys.__stderr__ and sys.stderr is not None:
        # what the C library prints when it ends a process goes nowhere; what Python prints, where it went
        own, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        sys.stderr = open(own, "w", buffering=1, encoding=sys.stderr.encoding, errors=sys.stderr.errors)  # noqa: SIM115, PTH123


def ending(status: int) -> int:
    """Return with which exit status this process has to end, that a verb's may be ``status``."""
    return _JUDGED + status if _in_worker and status <= 2 else status


def _limits(options: argparse.Namespace) -> tuple[int, int]:
    """Return the seconds and megabytes of ``options``, by the size of the package where none are given."""
    size = max((_megabytes(getattr(options, name, "")) for name in ("package", "old", "new")), default=0)
    large = size > _SMALL
    more = min(size, _LONGEST) if large else 0
    seconds = MAX_SECONDS + more if options.max_seconds is None else options.max_seconds
    memory = (0 if large else MAX_MEMORY) if options.max_memory is None else options.max_memory
    return seconds, memory


def _megabytes(package: str | Path) -> int:
    """Return the size of the files of a package, as they are found without opening one."""
    where = folder_of(Path(package))
    if where.is_file():
        return where.stat().st_size // _MEGABYTE
    sizes = (
        Path(folder, name).lstat().st_size
        for part in ("data", "seeds")
        if not (where / part).is_symlink()  # it would lead out of the package
        for folder, _, names in os.walk(where / part)
        for name in names
    )
    return sum(sizes) // _MEGABYTE


def _wait(worker: int, seconds: int) -> int:
    """Return the exit status of ``worker``, that of a signal below 0.

    Raises:
        TimeoutError: it took longer than ``seconds``.
    """
    signal.signal(signal.SIGALRM, _ring)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    signal.setitimer(signal.ITIMER_REAL, seconds)
    with contextlib.suppress(PermissionError, ProcessLookupError):
        os.setpgid(worker, worker)
    status = os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])
    signal.setitimer(signal.ITIMER_REAL, 0)
    return status


def _ring(*_: object) -> NoReturn:
    raise TimeoutError


def _set_limits(seconds: int, memory: int) -> None:
    import resource

    wanted = {resource.RLIMIT_CORE: 0}
    if seconds:
        wanted[resource.RLIMIT_CPU] = seconds  # the supervisor may be killed, and the clock with it
    if memory:
        wanted[resource.RLIMIT_AS] = memory * _MEGABYTE
    for kind, limit in wanted.items():
        hard = resource.getrlimit(kind)[1]
        least = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        with contextlib.suppress(ValueError, OSError):  # a limit that the platform has in name only
            resource.setrlimit(kind, (least, hard))


def lift_memory_limit() -> None:
    """Give this process, which is about to end, the memory that it takes to say so."""
    if hasattr(os, "fork"):
        import resource

        with contextlib.suppress(ValueError, OSError):
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _give_up(verb: str, seconds: int, options: argparse.Namespace) -> NoReturn:
    tell(verb, _too_long(seconds), options)
    os._exit(2)


def _too_long(seconds: int) -> str:
    return f"stopped after {seconds} s; {_remedy('seconds')}"


def _limit(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        msg = f"{text!r} is not a number such as {MAX_SECONDS}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)
