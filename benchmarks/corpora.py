"""What checking a corpus costs beside other checkers, and beside merely reading the same files, over its size.

Makes invented corpora in CSV, kept for the next run, and runs every contender on each as a whole process, start of
Python included, in turn, round by round. A run counts only if its exit status is 0, it found no fault, and it saw
every row. Prints a table; writes `results.csv`, `results.md` and `results.svg`. What is compared and what the
figures mean is in `benchmarks/README.md`.

Examples:
    python benchmarks/corpora.py
    python benchmarks/corpora.py --events 1e4 1e5 --rounds 3 --results build/results
    python benchmarks/corpora.py --events 1e7 --add        beside the sizes that were measured before

exit status: 0 measured, 1 a contender failed, 2 could not be run
"""

import argparse
import csv
import datetime
import importlib.metadata
import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FLOOR, FRICTIONLESS, OURS = "polars, typed read", "frictionless", "coded-article"
LIBRARIES = ("duckdb", "frictionless", "pandas", "pandera", "polars", "pyarrow")
# it wants a pandas, and with it a numpy and more, of its time
GOODTABLES = ("goodtables-pandas-py==0.2.0", "numpy<2", "jsonschema<4.18", "typer<0.10", "click<8.2", "validators<0.21")
MEMORY = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
LONGEST = 600  # seconds
FIELDS = (
    "events", "rows", "contender", "checks", "rounds", "seconds", "least", "most", "rows_per_second",
    "times_polars", "faster_than_frictionless", "peak_mb", "note",
)  # fmt: skip
Reading = Callable[[Any], tuple[dict[str, int], int]]


class ContenderError(Exception):
    """A contender cannot be counted: it failed, or did not check every row."""


@dataclass(frozen=True)
class Contender:
    """A command on a corpus, what it checks, and how to read rows and faults off the JSON that it prints.

    Where ten minutes would be passed at the next size, in proportion to the last, it is not run there; nor where
    memory would not do, unless it ``streams``.
    """

    name: str
    checks: str
    command: tuple[str, ...]
    reading: Reading
    streams: bool = False


@dataclass(frozen=True)
class Run:
    """One run: seconds on the wall, and megabytes that its processes held together at most."""

    seconds: float
    peak_mb: float


def contenders(goodtables: Path) -> list[Contender]:
    """Return the contenders in the order of the table; ``goodtables`` is the Python of its own environment."""
    python, helper = sys.executable, str(HERE / "contenders.py")
    # the limits are for packages of strangers, and one run may well take longer
    unlimited = ("--max-seconds", "0", "--max-memory", "0")
    ours = (python, str(ROOT / "scripts" / "validate.py"), "{corpus}", "--format", "json", *unlimited)
    plain = (python, "-m", "frictionless", "validate", "{corpus}/datapackage.json", "--json")
    return [
        Contender(OURS, "all rules, form of files", (*ours, "--fast"), _ours, streams=True),
        Contender(FRICTIONLESS, "types, constraints, keys", plain, _frictionless),
        Contender(
            "pandera on pandas", "types, constraints, rules in a row",
            (python, helper, "pandera_pandas", "{corpus}"), _helper,
        ),
        Contender("pandera on polars", "types, constraints", (python, helper, "pandera_polars", "{corpus}"), _helper),
        Contender(
            "goodtables-pandas", "types, constraints, keys",
            (str(goodtables), "-W", "ignore", helper, "goodtables", "{corpus}"), _helper,
        ),
        Contender("duckdb, typed read", "types", (python, helper, "duckdb", "{corpus}"), _helper, streams=True),
        Contender(FLOOR, "types", (python, helper, "polars", "{corpus}"), _helper, streams=True),
    ]  # fmt: skip


def _ours(report: Any) -> tuple[dict[str, int], int]:
    return report["tables"], len(report["problems"])


def _frictionless(report: Any) -> tuple[dict[str, int], int]:
    return {task["name"]: task["stats"]["rows"] for task in report["tasks"]}, report["stats"]["errors"]


def _helper(report: Any) -> tuple[dict[str, int], int]:
    return report["rows"], report["faults"]


def run(contender: Contender, corpus: Path, rows: dict[str, int]) -> Run:
    """Run a contender once.

    Raises:
        ContenderError: it failed, found a fault in the valid corpus, or did not see the ``rows`` of each table.
    """
    command = [part.format(corpus=corpus) for part in contender.command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as complaint:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=complaint, env=environment)
        held: list[int] = []
        watch = threading.Thread(target=_watch, args=(process.pid, held), daemon=True)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)  # also of the processes that it waited for
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.join()
        said.seek(0)
        complaint.seek(0)
        printed, lines = said.read(), complaint.read().strip().splitlines()
    try:
        report = json.loads(printed)
    except ValueError:
        last = lines[-1] if lines else "nothing said"
        msg = f"exit status {process.returncode}: {last}"
        raise ContenderError(msg) from None
    if any(problem.get("code") == "file-size" for problem in report.get("problems", [])):
        msg = "refuses tables of this size"
        raise ContenderError(msg)
    counts, faults = contender.reading(report)
    if process.returncode or faults:
        msg = f"exit status {process.returncode}, faults in a valid corpus: {faults:,}"
        raise ContenderError(msg)
    if counts != rows:
        name = next(name for name in {**rows, **counts} if rows.get(name) != counts.get(name))
        msg = f"saw {counts.get(name, 0):,} rows of {name}, which has {rows.get(name, 0):,}"
        raise ContenderError(msg)
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)  # of one process, between two looks too
    return Run(seconds, max(largest, *held) / 1e6)


def _watch(number: int, held: list[int]) -> None:
    """Note, ten times a second, the bytes that a process and its children hold, until it ends."""
    import psutil

    held.append(0)
    try:
        process = psutil.Process(number)
        while process.status() != psutil.STATUS_ZOMBIE:
            held.append(sum(_bytes_of(running) for running in (process, *process.children(recursive=True))))
            time.sleep(0.1)
    except psutil.Error:
        return


def _bytes_of(process: Any) -> int:
    import psutil

    try:
        return int(process.memory_info().rss)
    except psutil.Error:  # it ended just now
        return 0


def corpus_of(events: int, folder: Path) -> Path:
    """Return the corpus with that many events, made if it is not there yet."""
    corpus = folder / f"events-{events}"
    if not corpus.exists():
        folder.mkdir(parents=True, exist_ok=True)
        tell(f"making {corpus}")
        command = [sys.executable, str(HERE / "synthesise.py"), str(corpus), "--events", str(events)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return corpus


def rows_of(corpus: Path) -> dict[str, int]:
    """Return the rows of each table, which are lines: no cell of a corpus holds a line feed. Fills the file cache."""
    rows = {}
    for resource in json.loads((corpus / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        with (corpus / resource["path"]).open("rb") as file:
            rows[resource["name"]] = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1
    return rows


def goodtables_python(folder: Path) -> tuple[Path, str]:
    """Return the Python of an environment with goodtables-pandas, made if need be, and why there is none."""
    home = folder / "goodtables"
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"

    def works() -> bool:
        command = [str(python), "-c", "import goodtables_pandas"]
        return python.exists() and not subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode

    if not works():
        tell("installing goodtables-pandas in an environment of its own")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--retries", "1", *GOODTABLES]
        subprocess.run(install, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return python, "" if works() else "not installed: no package index, or none of its old libraries for this Python"


def measure(
    all_contenders: Sequence[Contender], absent: dict[str, str], events: int, corpus: Path, rounds: int, patience: float
) -> list[dict[str, Any]]:
    """Return the lines of the table for one corpus; what fails is added to ``absent``, by contender.

    Who took longer than ``patience`` in a round is not run in another.
    """
    rows = rows_of(corpus)
    runs: dict[str, list[Run]] = {contender.name: [] for contender in all_contenders}
    for number in range(1, rounds + 1):
        for contender in all_contenders:
            mine = runs[contender.name]
            if contender.name in absent or (mine and mine[-1].seconds > patience):
                continue
            tell(f"{events:,} events, round {number} of {rounds}: {contender.name}")
            try:
                mine.append(run(contender, corpus, rows))
            except ContenderError as error:
                absent[contender.name] = str(error)
    total = sum(rows.values())
    return [
        _line(contender, runs, absent.get(contender.name, ""), {"events": events, "rows": total})
        for contender in all_contenders
    ]


def _line(contender: Contender, runs: dict[str, list[Run]], note: str, size: dict[str, int]) -> dict[str, Any]:
    line: dict[str, Any] = dict.fromkeys(FIELDS) | size
    line |= {"contender": contender.name, "checks": contender.checks, "rounds": 0, "note": note}
    mine = runs[contender.name]
    if note or not mine:
        return line
    seconds = [run.seconds for run in mine]
    line |= {"rounds": len(mine), "seconds": statistics.median(seconds), "least": min(seconds), "most": max(seconds)}
    line |= {"rows_per_second": size["rows"] / line["seconds"], "peak_mb": max(run.peak_mb for run in mine)}
    for column, other, up in (("times_polars", FLOOR, 1), ("faster_than_frictionless", FRICTIONLESS, -1)):
        # of the runs of one round
        if ratios := [(a.seconds / b.seconds) ** up for a, b in zip(mine, runs[other], strict=False)]:
            line[column] = statistics.median(ratios)
    return line


def leave(contender: Contender, line: dict[str, Any], growth: float, patience: float) -> str:
    """Return why a contender is not run on a corpus that is larger by ``growth`` than that of ``line``, or nothing."""
    if line["note"] or line["seconds"] is None:
        return str(line["note"])
    if line["seconds"] > patience:
        return f"not run: took more than {patience:g} s at {line['events']:,} events"
    if line["seconds"] * growth > LONGEST:
        return f"not run: more than {LONGEST} s to be expected"
    if line["peak_mb"] * 1e6 * growth > 0.9 * MEMORY and not contender.streams:
        return "not run: more memory to be expected than this machine has"
    return ""


def targets(lines: Sequence[dict[str, Any]]) -> list[str]:
    """Return what `validate` is meant to reach, each with what was measured."""
    own = {line["events"]: line for line in lines if line["contender"] == OURS and line["seconds"]}
    compared = [line for line in own.values() if line["faster_than_frictionless"]]
    largest = own.get(max(own, default=0), {})
    growth = own[10**7]["seconds"] / own[10**6]["seconds"] if {10**6, 10**7} <= set(own) else None
    faster = compared[-1]["faster_than_frictionless"] if compared else None
    most = own[10**7]["peak_mb"] * 1e6 / 2**20 if 10**7 in own else None
    where = f" at {compared[-1]['events']:,} events" if compared else ""
    floor_at = f" at {largest['events']:,} events" if largest else ""
    return [
        _target(f"at least 50 times faster than frictionless{where}", faster, lambda value: value >= 50, ".1f"),
        _target(
            f"at most 2.5 times the typed read of polars{floor_at}",
            largest.get("times_polars"), lambda value: value <= 2.5, ".2f",
        ),
        _target("at most 1,024 MiB at 10,000,000 events", most, lambda value: value <= 1024, ",.0f"),
        _target("10,000,000 events at most 11 times 1,000,000", growth, lambda value: value <= 11, ".1f"),
    ]  # fmt: skip


def _target(what: str, value: float | None, holds: Callable[[float], bool], form: str) -> str:
    if value is None:
        return f"{what}: not measured"
    return f"{what}: {'met' if holds(value) else 'missed'}, {value:{form}}"


def shown(line: dict[str, Any]) -> list[str]:
    """Return the cells of a line of the table as people read them."""
    if not line["seconds"]:
        return [f"{line['events']:,}", line["contender"], line["checks"], "0", line["note"], "", "", "", ""]
    ratios = [line["times_polars"], line["faster_than_frictionless"]]
    return [
        f"{line['events']:,}",
        line["contender"],
        line["checks"],
        f"{line['rounds']}",
        f"{line['seconds']:.2f}",
        f"{line['rows_per_second']:,.0f}",
        *("" if ratio is None else f"{ratio:.2f}" for ratio in ratios),
        f"{line['peak_mb']:,.0f}",
    ]


HEADER = [
    "events",
    "contender",
    "checks",
    "runs",
    "seconds",
    "rows/s",
    "times polars",
    "faster than frictionless",
    "peak MB",
]


def earlier(folder: Path) -> list[dict[str, Any]]:
    """Return the lines that the results in a folder have."""
    if not (folder / "results.csv").exists():
        return []
    texts = {"contender", "checks", "note"}
    with (folder / "results.csv").open(encoding="utf-8", newline="") as file:
        return [
            {key: cell if key in texts else _number(cell) for key, cell in line.items()}
            for line in csv.DictReader(file)
        ]


def _number(cell: str) -> float | None:
    return None if not cell else int(cell) if cell.isdecimal() else float(cell)


def write(
    lines: Sequence[dict[str, Any]], folder: Path, command: str, began: datetime.datetime, *, added: bool
) -> None:
    """Write the figures as CSV and as a page; ``added`` to those of runs before."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "results.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        for line in lines:
            writer.writerow(
                {key: round(value, 4) if isinstance(value, float) else value for key, value in line.items()}
            )
    there = [name for name in LIBRARIES if importlib.util.find_spec(name)]
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in there)
    rows = ["| " + " | ".join(cells) + " |" for cells in (HEADER, ["---", "---", "---", *["---:"] * 6])]
    rows += ["| " + " | ".join(shown(line)) + " |" for line in lines]
    page = [
        "# What checking a corpus costs",
        "",
        f"Measured on {began:%Y-%m-%d} by `{command}`{', other sizes by runs before' if added else ''},"
        f" on {os.cpu_count()} cores with {MEMORY / 2**30:.0f} GiB of memory ({platform.system()} {platform.machine()})"
        f", Python {platform.python_version()}, {versions}. `README.md` says what the figures mean.",
        "",
        *rows,
        "",
        "`validate --fast`:",
        "",
        *(f"- {target}" for target in targets(lines)),
        "",
    ]
    (folder / "results.md").write_text("\n".join(page), encoding="utf-8")


def draw(lines: Sequence[dict[str, Any]], target: Path) -> None:
    """Draw seconds over events; shapes and dashes tell the lines apart without colour."""
    import vl_convert

    measured = [line for line in lines if line["seconds"]]
    names = list(dict.fromkeys(line["contender"] for line in lines))
    dashes = [[1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [1, 0], [6, 3], [2, 2], [8, 2, 2, 2]]
    shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-left", "triangle-right"]
    colours = ["#000000", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#55595f"]
    sizes = sorted({line["events"] for line in measured})

    def by_contender(values: Sequence[Any]) -> dict[str, Any]:
        scale = {"domain": names, "range": values}
        return {"field": "contender", "type": "nominal", "title": None, "sort": names, "scale": scale}

    def axis(field: str, title: str, **ticks: Any) -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "title": title, "scale": {"type": "log"}, "axis": ticks}

    chart = {
        "data": {"values": [{key: line[key] for key in ("events", "contender", "seconds")} for line in measured]},
        "title": "Seconds to check a corpus, as whole processes",
        "width": 560,
        "height": 400,
        "background": "white",
        "encoding": {
            "x": axis("events", "event rows", values=sizes, format="~s"),
            "y": axis("seconds", "seconds, median"),
            "color": by_contender(colours),
        },
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {"strokeDash": by_contender(dashes)}},
            {
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                "encoding": {"shape": by_contender(shapes)},
            },
        ],
        "config": {
            "font": "Arial, Liberation Sans, Helvetica, sans-serif",
            "axis": {"labelFontSize": 13, "titleFontSize": 14},
            "legend": {"labelFontSize": 13, "symbolSize": 120, "symbolStrokeWidth": 0},
            "title": {"fontSize": 15, "anchor": "start"},
        },
    }
    target.write_text(vl_convert.vegalite_to_svg(chart) + "\n", encoding="utf-8")


def tell(what: str) -> None:
    """Say on stderr what is being done."""
    print(what, file=sys.stderr, flush=True)


def _count(text: str) -> int:
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 1 <= value <= 1e9 or value != int(value):
        msg = f"{text!r} is not a whole number such as 5 or 1e4"
        raise argparse.ArgumentTypeError(msg)
    return int(value)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sizes = [10**4, 10**5, 10**6, 10**7]
    parser.add_argument(
        "--events", type=_count, nargs="+", default=sizes, metavar="N", help="sizes (default: 1e4 to 1e7)"
    )
    parser.add_argument("--rounds", type=_count, default=5, metavar="N", help="runs of each (default: 5)")
    parser.add_argument(
        "--patience", type=float, default=120, metavar="S",
        help="run a contender that took longer than S seconds once, and on no larger corpus (default: 120)",
    )  # fmt: skip
    parser.add_argument(
        "--folder", type=Path, default=ROOT / "build" / "corpora", metavar="DIR",
        help="where the corpora are kept: about 8 GB for 1e7 events (default: build/corpora)",
    )  # fmt: skip
    parser.add_argument("--add", action="store_true", help="keep what the results have of other sizes")
    parser.add_argument("--results", type=Path, default=HERE, metavar="DIR", help="where results go (default: here)")
    return parser.parse_args()


def main() -> int:
    """Measure, print and write."""
    options = _options()
    for library in ("frictionless", "polars", "psutil", "vl_convert"):
        if not importlib.util.find_spec(library):
            tell(f"corpora.py: {library} is not installed; run `python -m pip install '.[bench]'` in the package")
            return 2
    began = datetime.datetime.now().astimezone()
    folder = options.folder.resolve()
    python, missing = goodtables_python(folder)
    all_contenders = contenders(python)
    absent = {"goodtables-pandas": missing} if missing else {}
    sizes = sorted(set(options.events))
    lines = [line for line in earlier(options.results) if line["events"] not in sizes] if options.add else []
    numbers = " ".join(map(str, sizes))
    command = (
        f"python benchmarks/corpora.py --events {numbers} --rounds {options.rounds} --patience {options.patience:g}"
    )
    form = "{:>10}  {:<18}  {:<34}  {:>4}  {:>8}  {:>10}  {:>12}  {:>24}  {:>7}"
    print(form.format(*HEADER), flush=True)
    for events in sizes:
        smaller = max((line["events"] for line in lines if line["events"] < events), default=0)
        before = {line["contender"]: line for line in lines if line["events"] == smaller}
        for contender in all_contenders:
            line = before.get(contender.name)
            if line and (reason := leave(contender, line, events / smaller, options.patience)):
                absent[contender.name] = reason
        measured = measure(all_contenders, absent, events, corpus_of(events, folder), options.rounds, options.patience)
        for line in measured:
            print(form.format(*shown(line)).rstrip(), flush=True)
        lines += measured
        ordered = sorted(lines, key=lambda line: line["events"])
        write(ordered, options.results, command, began, added=options.add)
    lines.sort(key=lambda line: line["events"])
    failed = any(line["note"] and not line["note"].startswith(("not ", "refuses ")) for line in lines)
    draw(lines, options.results / "results.svg")
    print("", *targets(lines), sep="\n", flush=True)
    return int(failed)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
    except (OSError, subprocess.CalledProcessError) as error:
        tell(f"corpora.py: {error}")
        sys.exit(2)
