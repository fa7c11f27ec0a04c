"""What a process that reads a stranger's package may still do."""

import errno
import os
import re
import signal
import sys

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendmsg", "socket.sendto"}
_PROCESSES = {"os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "subprocess.Popen"}
# what a child process needs of the environment; whatever else is there may be a secret
_KEPT = {"HOME", "LANG", "LD_LIBRARY_PATH", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TZ"}
# how the loader of libraries, the C library and those who wrap their errors say that memory is short; Python's own
# compiler may find a fault in a sound module then, and modules of strangers are never compiled
_STARVED = re.compile(
    r"MemoryError|out of memory|OutOfMemory|bad_alloc|failed to map segment|cannot allocate memory|"
    r"cannot apply additional memory protection|can't start new thread|unable to allocate|memory allocation|"
    r"malloc.* failed|^SyntaxError: ",
    re.IGNORECASE | re.MULTILINE,
)


def starved(said: str) -> bool:
    """Whether an error that says this comes of too little memory."""
    return bool(_STARVED.search(said))


def confine(parent: int, *, alone: bool = False) -> None:
    """Close the network to this process, and see that it ends with its ``parent``; if ``alone``, it starts no other.

    The network is closed as Python sees it: no library here opens sockets on its own but DuckDB, which is told
    not to.
    """
    closed = _NETWORK | _PROCESSES if alone else _NETWORK

    def refuse(event: str, _: object) -> None:
        if event in closed:
            raise PermissionError(errno.EACCES, f"{event} is closed to whatever reads a package")

    sys.addaudithook(refuse)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before
            os._exit(2)


def environment(path: str) -> dict[str, str]:
    """Return the environment of a child process: what it needs and no secrets; modules are found on ``path``."""
    kept = {
        name: value for name, value in os.environ.items() if name.upper() in _KEPT or name.startswith(("LC_", "PYTHON"))
    }
    return {**kept, "PYTHONPATH": path}
