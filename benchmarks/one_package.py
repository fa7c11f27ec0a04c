"""What a validation costs beside plain frictionless: both as whole processes, in turn, in one run.

Prints each median in seconds and the median of the ratios pair by pair. Ratios hold on any machine; seconds
do not.

    python benchmarks/validate.py [ROUNDS, default 7]
"""

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
    "validate --help": [sys.executable, "scripts/validate.py", "--help"],
}


def seconds(command: list[str]) -> float:
    """Return how long a command takes, start of Python included."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Time the commands in turn and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    for command in COMMANDS.values():
        seconds(command)  # fill the caches
    runs = [{name: seconds(command) for name, command in COMMANDS.items()} for _ in range(rounds)]
    print(f"{'command':<16} {'seconds':>8} {'times frictionless':>19}")
    for name in COMMANDS:
        median = statistics.median(run[name] for run in runs)
        ratio = statistics.median(run[name] / run["frictionless"] for run in runs)
        print(f"{name:<16} {median:>8.2f} {ratio:>19.2f}")


if __name__ == "__main__":
    main()
