"""The joins that an analyst would otherwise write by hand, as SQL that DuckDB and SQLite both read."""

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
