"""What a validation costs beside plain frictionless: each a whole process, in turn, in one run.

Prints the medians of time by the clock and of processor time, in seconds, and the medians of the ratios to
frictionless, round by round. Ratios hold on any machine; seconds do not.

    python benchmarks/one_package.py [ROUNDS, default 11]
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRICTIONLESS = "import sys; from frictionless import validate; sys.exit(not validate('datapackage.json').valid)"
COMMANDS = {
    "frictionless": [sys.executable, "-c", FRICTIONLESS],
    "validate": [sys.executable, "scripts/validate.py"],
    "validate --fast": [sys.executable, "scripts/validate.py", "--fast"],
    "validate --help": [sys.executable, "scripts/validate.py", "--help"],
}
# with modules compiled once, as they are wherever this is not forbidden
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
# ratios to frictionless that are wanted: by the clock, of processor time
TARGETS = {"validate": (1.15, 1.3), "validate --fast": (0.15, None)}


def seconds(command: list[str]) -> tuple[float, float]:
    """Return how long a command takes by the clock and on the processors, start of Python included."""
    used, start = _used(), time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=_ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start, _used() - used


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Time the commands in turn and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    for command in COMMANDS.values():
        seconds(command)  # fill the caches
    runs = [{name: seconds(command) for name, command in COMMANDS.items()} for _ in range(rounds)]
    print(f"{'command':<16} {'time':<10} {'seconds':>8} {'times frictionless':>19} {'wanted':>7}")
    for name in COMMANDS:
        for number, what in enumerate(("clock", "processor")):
            median = statistics.median(run[name][number] for run in runs)
            ratio = statistics.median(run[name][number] / run["frictionless"][number] for run in runs)
            wanted = TARGETS.get(name, (None, None))[number]
            print(f"{name:<16} {what:<10} {median:>8.2f} {ratio:>19.2f} {wanted or '':>7}")


if __name__ == "__main__":
    main()
