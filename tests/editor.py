"""A package that is broken one cell at a time."""

import csv
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coded_article.files.canonical_csv import format_rows
from coded_article.model.profile import DESCRIPTOR

ROOT = Path(__file__).resolve().parent.parent

Place = tuple[str, int, str]


class Editor:
    """A copy of a package whose cells can be broken one by one.

    Each change returns the place, as path, line and column, at which a check should complain.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, table: str) -> str:
        raw = json.loads((self.root / DESCRIPTOR).read_text(encoding="utf-8"))
        return str(next(item["path"] for item in raw["resources"] if item["name"] == table))

    def rows(self, table: str) -> list[list[str]]:
        with (self.root / self.path(table)).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, table: str, rows: list[list[str]]) -> None:
        (self.root / self.path(table)).write_text(format_rows(rows), encoding="utf-8", newline="")

    def find(self, table: str, key: str) -> tuple[list[list[str]], int]:
        """Return all rows and the index of the one whose first cells are ``key``, joined by commas."""
        rows = self.rows(table)
        wanted = key.split(",")
        return rows, next(i for i, row in enumerate(rows) if row[: len(wanted)] == wanted)

    def set(self, table: str, key: str, column: str, value: str) -> Place:
        rows, index = self.find(table, key)
        rows[index][rows[0].index(column)] = value
        self.write(table, rows)
        return self.path(table), index + 1, column

    def get(self, table: str, key: str, column: str) -> str:
        rows, index = self.find(table, key)
        return rows[index][rows[0].index(column)]

    def place(self, table: str, key: str, column: str) -> Place:
        return self.path(table), self.find(table, key)[1] + 1, column

    def delete(self, table: str, *keys: str) -> None:
        for key in keys:
            rows, index = self.find(table, key)
            del rows[index]
            self.write(table, rows)

    def append(self, table: str, column: str, /, **cells: str) -> Place:
        rows = self.rows(table)
        rows.append([cells.get(name, "") for name in rows[0]])
        self.write(table, rows)
        return self.path(table), len(rows), column

    def json(self, path: str, change: Callable[[Any], object], column: str = "") -> Place:
        file = self.root / path
        value = json.loads(file.read_text(encoding="utf-8"))
        change(value)
        file.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        return path, 0, column

    def edit(self, table: str, change: Callable[[bytes], bytes], line: int, column: str = "") -> Place:
        file = self.root / self.path(table)
        before = file.read_bytes()
        after = change(before)
        assert after != before, "the mutation changed nothing"
        file.write_bytes(after)
        return self.path(table), line, column

    def line(self, table: str, number: int, change: Callable[[bytes], bytes], column: str = "") -> Place:
        def changed(data: bytes) -> bytes:
            lines = data.split(b"\n")
            lines[number - 1] = change(lines[number - 1])
            return b"\n".join(lines)

        return self.edit(table, changed, number, column)

    def rehash(self) -> None:
        """Bring the descriptor's bytes and hashes up to date, as `build` does, and nothing else."""

        def changed(raw: Any) -> None:
            for item in raw["resources"]:
                file = self.root / item["path"]
                if file.is_file():
                    data = file.read_bytes()
                    item["bytes"], item["hash"] = len(data), f"sha256:{hashlib.sha256(data).hexdigest()}"

        self.json(DESCRIPTOR, changed)


def copy_package(source: Path, target: Path) -> Editor:
    for folder in ("data", "schemas", "seeds"):
        shutil.copytree(source / folder, target / folder, ignore=shutil.ignore_patterns("*.txt", "README.md"))
    shutil.copy(source / DESCRIPTOR, target / DESCRIPTOR)
    return Editor(target)
