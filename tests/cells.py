"""Run the cells of a notebook, and show what each ends with, as a notebook shows it: ``python cells.py NOTEBOOK``.

It needs nothing but Python, so that it runs wherever the library is installed.
"""

import ast
import json
import sys
from pathlib import Path
from typing import Any


def run(notebook: Path) -> list[str]:
    """Return what each cell shows, as HTML if it has a form in HTML."""
    names: dict[str, Any] = {"__name__": "__main__"}
    shown = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        *first, last = ast.parse("".join(cell["source"])).body
        value = None
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(first, []), cell["id"], "exec"), names)
            value = eval(compile(ast.Expression(last.value), cell["id"], "eval"), names)
        else:
            exec(compile(ast.Module([*first, last], []), cell["id"], "exec"), names)
        shown.append(str(getattr(value, "_repr_html_", value.__str__)()))
    return shown


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
