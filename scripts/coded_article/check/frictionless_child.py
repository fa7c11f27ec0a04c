"""What the child process of the layer `standard` runs: frictionless, and as little else as can be."""

import json
import sys
from collections.abc import Mapping
from typing import Any

from coded_article.files.confine import confine

_MANY = 1_000_000


def main(descriptor: str, parent: str) -> None:
    """Check the package with frictionless and print its errors as JSON: the child process's whole work.

    Patterns are left to the layer of the tables, which matches them in linear time.
    """
    from frictionless import FrictionlessException, Package

    confine(int(parent), alone=True)
    try:
        package = Package(descriptor)
        for resource in package.resources:
            for field in resource.schema.fields:
                field.constraints.pop("pattern", None)
        report = package.validate(limit_errors=_MANY)
    except FrictionlessException as error:
        reasons = error.reasons or [error.error]
        print(json.dumps([_plain("", reason.to_descriptor()) for reason in reasons]))
        return
    errors = [_plain("", error.to_descriptor()) for error in report.errors]
    for task in report.tasks:
        errors += [_plain(task.name, error.to_descriptor()) for error in task.errors]
    print(json.dumps(errors))


def _plain(table: str, error: Mapping[str, Any]) -> dict[str, Any]:
    note = str(error.get("note", ""))
    columns = error.get("fieldNames") if error["type"] == "foreign-key" else [error.get("fieldName")]
    return {
        "table": table,
        "type": error["type"],
        "row": error.get("rowNumber"),
        "columns": [column for column in columns or [] if column],
        "constraint": note.split('"')[1] if note.startswith('constraint "') else "",
        "note": note,
    }


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
