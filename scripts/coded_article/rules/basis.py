"""On what an involvement rests: whether the record's own evidence mentions the actor."""

from collections.abc import Callable, Iterable, Mapping

from coded_article.rules.engine import SQLite
from coded_article.rules.views import NAMED

Row = Mapping[str, str]


def basis_of(evidence: Iterable[Row], mentions: Iterable[Row]) -> Callable[[Row], str]:
    """Return what gives the ``basis`` of an involvement; all rows are text."""
    engine = SQLite()
    for name, rows, key in (("evidence", evidence, "record_id"), ("mentions", mentions, "actor_id")):
        columns = (key, "passage_id", "start", "end")
        engine.load(name, columns, [[row[column] for column in columns] for row in rows])
    named = set(engine.rows(NAMED))
    return lambda row: "stated" if (row["record_id"], row["actor_id"]) in named else "implied"
