"""The changelog: one entry a version, the newest first, under ``## 1.2.3 (2025-12-31)``."""

import re
from dataclasses import dataclass
from pathlib import Path

from coded_article.files.paths import read_text

CHANGELOG = "CHANGELOG.md"
_ENTRY = re.compile(r"^## +(?P<version>[0-9][^ \n]*)(?: +\((?P<date>[^)\n]*)\))? *\n", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """What the changelog says of one version; ``date`` is empty if it gives none."""

    version: str
    date: str
    text: str


def entries(package: Path) -> list[Entry]:
    """Return the entries of the package's changelog, in its order; none if there is no changelog.

    Raises:
        RefusedError: it cannot be read as UTF-8.
    """
    text = read_text(package, CHANGELOG) or ""
    heads = list(_ENTRY.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return [
        Entry(head["version"], head["date"] or "", text[head.end() : end].strip())
        for head, end in zip(heads, ends, strict=False)  # without heads there is an end all the same
    ]
