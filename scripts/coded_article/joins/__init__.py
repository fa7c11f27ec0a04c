"""The joins that an analyst would otherwise write by hand, as SQL that DuckDB and SQLite both read."""

from collections.abc import Iterator
from importlib.resources import files

# the joins, by the version of the profile since which a package has the columns that they read
JOINS = {
    "timeline": "1.0",
    "named_statements": "1.0",
    "playbook": "1.0",
    "grounds": "1.1",
    "network": "1.0",
    "located": "1.0",
}


def join_sql(name: str) -> str:
    """Return the ``SELECT`` of one of the JOINS, over the tables of a package."""
    return (files(__name__) / f"{name}.sql").read_text(encoding="utf-8")


def questions() -> Iterator[tuple[str, str]]:
    """Yield questions that an analyst may ask, each with the ``SELECT`` over tables and joins that answers it."""
    folder = {file.name: file for file in (files(__name__) / "questions").iterdir()}
    for name in sorted(folder):
        question, _, sql = folder[name].read_text(encoding="utf-8").partition("\n")
        yield question.removeprefix("-- "), sql.strip()
