"""Changes that make of one version of the specimen the next."""

from typing import Any

from coded_article.read.opening import opened_folder
from coded_article.release.compare import Comparison, compare
from tests.editor import Editor

NEXT = "1.1.0"


def compared(older: Editor, newer: Editor) -> Comparison:
    return compare(opened_folder(older.root), opened_folder(newer.root))


def insert(newer: Editor, table: str, /, **cells: str) -> None:
    """Add a row and put the table in order."""
    newer.append(table, "", **cells)
    header, *rows = newer.rows(table)
    newer.write(table, [header, *sorted(rows)])


def add_event(newer: Editor, key: str = "evt-007", **changed: str) -> None:
    insert(newer, "records", record_id=key, table="events", added_in=NEXT)
    insert(newer, "events", event_id=key, **{"label": "A new event", "status": "occurred", **changed})


def retire_event(newer: Editor) -> None:
    newer.delete("events", "evt-006")
    newer.set("records", "evt-006", "retired_in", NEXT)
    newer.set("records", "evt-006", "replaced_by", "evt-005")


def constrain(editor: Editor, table: str, column: str, **constraints: object) -> None:
    def change(raw: Any) -> None:
        next(field for field in raw["fields"] if field["name"] == column)["constraints"].update(constraints)

    editor.json(f"schemas/{table}.json", change)


def drop_table(newer: Editor) -> None:
    def change(raw: Any) -> None:
        raw["resources"] = [item for item in raw["resources"] if item["name"] != "mentions"]

    newer.json("datapackage.json", change)


def drop_column(newer: Editor) -> None:
    newer.json("schemas/mentions.json", lambda raw: raw["fields"].pop())
    newer.write("mentions", [row[:-1] for row in newer.rows("mentions")])


def add_column(newer: Editor) -> None:
    """Add a column to the events, filled in the first two."""
    field = {"name": "doubt", "type": "string", "constraints": {"required": False}}
    newer.json("schemas/events.json", lambda raw: raw["fields"].append(field))
    header, first, second, *rest = newer.rows("events")
    newer.write("events", [[*header, "doubt"], [*first, "some"], [*second, "much"], *([*row, ""] for row in rest)])
