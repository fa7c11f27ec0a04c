"""Layer 2, standard: conformance with the Data Package standard, by frictionless in a child process.

Importing frictionless takes a third of a second and checking half a second, so it runs beside the other
layers, in ``frictionless_child``. Its errors come back in our form, under our codes.
"""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from coded_article.console import visible
from coded_article.errors import RefusedError
from coded_article.files import confine
from coded_article.files.canonical_csv import format_rows
from coded_article.files.scratch import scratch
from coded_article.model.plan import CONSTRAINTS
from coded_article.model.problems import Problem, Rule, declare, problem
from coded_article.model.profile import DESCRIPTOR
from coded_article.model.schema import Descriptor, ForeignKey, Rows

RULES = declare(
    Rule(
        code="standard",
        statement="the package conforms to the Data Package standard",
        remedy="see what frictionless found",
        why="tools for data packages would refuse the package or misread it",
        bad='"homepage": "my page"',
        good='"homepage": "https://example.org/page"',
        layer="standard",
    ),
)

_MISSING = re.compile(r"^ModuleNotFoundError: No module named '([^']+)'$", re.MULTILINE)
_PROPERTY = re.compile(r'property "(\w+)"')
_SHOWN = 200  # characters of its last words
_CODES = {
    "hash-count": "file-hash",
    "byte-count": "file-hash",
    "primary-key": "primary-key",
    "foreign-key": "foreign-key",
    "type-error": "type",
    "unique-error": "unique",
}


class Conformance:
    """A running check of a package; ``problems`` waits for it."""

    def __init__(self, descriptor: Descriptor) -> None:
        """Start the child process on the files as they are."""
        self._descriptor = descriptor
        self._tables: Mapping[str, Rows] = {}
        self._repaired = ExitStack()
        self._child = self._start(descriptor.root)

    def _start(self, root: Path) -> "subprocess.Popen[bytes]":
        # -P and a working folder of our own: nothing in the package may be imported
        scripts = Path(__file__).resolve().parents[2]
        path = [str(scripts), *filter(os.path.isabs, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        package = str(root.resolve() / DESCRIPTOR)
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "coded_article.check.frictionless_child", package, str(os.getpid())],
            cwd=scripts,
            env=confine.environment(os.pathsep.join(path)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def read(self, tables: Mapping[str, Rows]) -> None:
        """Take the tables as preflight read them.

        Where it had to repair a file to read it (another encoding, a lost cell), frictionless starts again with the
        repaired rows, so that it neither repeats these faults nor hides others behind them.
        """
        self._tables = tables
        if not all(rows.clean for rows in tables.values()):
            self._stop()
            folder = self._repaired.enter_context(scratch())
            _write_repaired(self._descriptor, tables, folder)
            self._child = self._start(folder)

    def _stop(self) -> None:
        self._child.kill()
        self._child.communicate()

    def __enter__(self) -> Self:
        """Return the running check."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the child process, should it still run, and remove what was written for it."""
        self._stop()
        self._repaired.close()

    def problems(self) -> list[Problem]:
        """Return what frictionless found.

        Raises:
            MemoryError: it had too little memory.
            ModuleNotFoundError: it, or what it needs, is not installed.
            RefusedError: it stopped for another reason, and so judged nothing.
        """
        out, err = self._child.communicate()
        try:
            found = json.loads(out) if self._child.returncode == 0 else None
        except ValueError:  # it was cut off, and nobody learned how it ended
            found = None
        if found is None:
            raise self._stopped(err.decode("utf-8", "replace").strip())
        # a row of nothing but commas, and a key that is missing, are told by their required cells
        problems = [self._translate(error) for error in found if error["type"] != "blank-row"]
        return [item for item in problems if item.code != "primary-key" or "" not in item.found.split(",")]

    def _stopped(self, said: str) -> Exception:
        if confine.starved(said):
            return MemoryError("frictionless")
        missing = _MISSING.search(said)
        if missing:
            return ModuleNotFoundError(missing[0], name=missing[1])
        if self._child.returncode < 0:
            name = signal.Signals(-self._child.returncode).name
            why = f"was stopped by {name}, perhaps for want of memory or time; raise --max-memory and --max-seconds"
        else:
            last = (said.splitlines() or ["without a message"])[-1]
            remedy = "raise --max-memory if that was short, or give --fast"
            why = f"stopped and judged nothing: {visible(last, _SHOWN)}; {remedy}"
        return RefusedError(f"{self._descriptor.root / DESCRIPTOR}: frictionless {why}")

    def _translate(self, error: Mapping[str, Any]) -> Problem:
        kind, table = error["type"], self._tables.get(error["table"])
        code = _CODES.get(kind, "standard")
        if kind == "constraint-error":
            code = CONSTRAINTS.get(error["constraint"], "standard")
        if table is None:
            named = _PROPERTY.match(error["note"])
            return problem(code, DESCRIPTOR, column=named[1] if named else "", found=kind, detail=error["note"])
        path = table.table.path
        if code == "file-hash":
            return problem(code, path)
        if code == "standard" or error["row"] is None:
            return problem(code, path, found=kind, detail=error["note"])
        index = error["row"] - 2
        row = dict(zip(table.table.columns, table.cells[index], strict=True))
        columns = table.table.primary_key if code == "primary-key" else error["columns"]
        return problem(
            code,
            path,
            table.lines[index],
            ",".join(columns),
            table.cells[index][0],
            ",".join(row.get(column, "") for column in columns),
        )


def _write_repaired(descriptor: Descriptor, tables: Mapping[str, Rows], folder: Path) -> None:
    raw = json.loads(json.dumps(descriptor.raw))
    usable = {name for name, rows in tables.items() if rows.usable}
    raw["resources"] = [resource for resource in raw["resources"] if resource["name"] in usable]
    for resource in raw["resources"]:
        rows = tables[resource["name"]]
        schema = json.loads((descriptor.root / resource["schema"]).read_text(encoding="utf-8"))
        schema["foreignKeys"] = [
            {
                "fields": [*key.fields],
                "reference": {"resource": _named(key, resource["name"]), "fields": [*key.target_fields]},
            }
            for key in tables[resource["name"]].table.foreign_keys
            if key.target in usable
        ]
        resource["schema"] = f"{resource['name']}.json"
        (folder / resource["schema"]).write_text(json.dumps(schema), encoding="utf-8")
        if not rows.clean:
            resource.pop("hash", None)
            resource.pop("bytes", None)
            resource["path"] = f"{resource['name']}.csv"
            text = format_rows([rows.table.columns, *rows.cells])
            (folder / resource["path"]).write_text(text, encoding="utf-8")
        else:
            resource["path"] = f"{resource['name']}.csv"
            (folder / resource["path"]).write_bytes((descriptor.root / rows.table.path).read_bytes())
    (folder / DESCRIPTOR).write_text(json.dumps(raw), encoding="utf-8")


def _named(key: ForeignKey, table: str) -> str:
    """Return how a foreign key names the table that it refers to: a table that refers to itself has no name."""
    return "" if key.target == table else key.target
