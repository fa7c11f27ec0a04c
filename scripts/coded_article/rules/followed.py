"""Whether advice was followed, by what it criticises, calls for or is carried out by, and by its parts."""

from collections.abc import Iterable, Mapping, Sequence

from coded_article.rules.engine import SQLite
from coded_article.rules.views import ADVICE_LINKS

Row = Mapping[str, str]
_READ = {
    "recommendations": ("recommendation_id", "parent_id", "followed"),
    "relations": ("subject_id", "predicate", "object_id", "basis"),
    "events": ("event_id", "status", "polarity"),
}


def with_followed(advice: Sequence[Row], relations: Iterable[Row], events: Iterable[Row]) -> list[dict[str, str]]:
    """Return the recommendations with ``followed`` and its basis by the decision that the codebook has as a table.

    What it makes of a recommendation goes on to its parent.
    """
    rows = {row["recommendation_id"]: dict(row) for row in advice}
    others = {"relations": relations, "events": events}
    for _ in range(len(rows)):  # so many levels a tree has at most
        before = {**rows}
        engine = SQLite()
        for name, of in {**others, "recommendations": rows.values()}.items():
            engine.load(name, _READ[name], [[row[column] or None for column in _READ[name]] for row in of])
        for key, followed, basis in engine.rows(ADVICE_LINKS):
            rows[key] = {**rows[key], "followed": followed, "followed_basis": basis or ""}
        if rows == before:
            break
    return list(rows.values())
