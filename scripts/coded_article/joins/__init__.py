"""The joins that an analyst would otherwise write by hand, as SQL that DuckDB and SQLite both read."""

from importlib.resources import files

JOINS = ("timeline", "named_statements", "playbook", "network", "located")


def join_sql(name: str) -> str:
    """Return the ``SELECT`` of one of the JOINS, over the tables of a package."""
    return (files(__name__) / f"{name}.sql").read_text(encoding="utf-8")
