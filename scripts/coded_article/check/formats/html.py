"""The report as one page of HTML: by rule and table, each row shown with the cell at fault marked."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from coded_article.check.catalogue import RULES
from coded_article.check.messages import Message, messages
from coded_article.check.places import cells
from coded_article.check.report import Report
from coded_article.console import counted, visible

_ROWS = 50  # of one rule in one table
_STYLE = """
:root { color-scheme: light dark; --mark: #ffd7d1; --line: #8886; }
@media (prefers-color-scheme: dark) { :root { --mark: #6d231a; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
code { font-size: 0.95em; }
.row { overflow-x: auto; margin: 0.3rem 0 1.2rem; }
table { border-collapse: collapse; font-size: 0.85rem; }
th, td { border: 1px solid var(--line); padding: 0.15rem 0.5rem; text-align: left; vertical-align: top; }
td { max-width: 22rem; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; outline: 2px solid #c0392b; }
""".strip()


def render(report: Report) -> str:
    """Return the page; it needs nothing but itself."""
    verdict = "valid" if report.valid else "not valid"
    title = f"{visible(report.name)} {visible(report.version)} is {verdict}"
    numbers = f"{counted(report.count('error'), 'error')}, {counted(report.count('warning'), 'warning')}"
    rows = f"{counted(len(report.rows), 'table')} with {counted(sum(report.rows.values()), 'row')}"
    body = [f"<p>{numbers}. {rows} checked by {counted(report.rules_run, 'rule')}.</p>"]
    order = {code: number for number, code in enumerate(RULES)}
    found = sorted(messages(report), key=lambda message: (order[message.first.code], message.first.path))
    if found:
        body.append("<nav><ul>")
        kinds = [(code, len(list(some))) for code, some in groupby(found, lambda message: message.first.code)]
        body += [
            f'<li><a href="#{code}"><code>{code}</code></a>: {counted(count, "place")}</li>' for code, count in kinds
        ]
        body.append("</ul></nav>")
    for code, some in groupby(found, lambda message: message.first.code):
        body += _section(report, code, list(some))
    return _page(title, "\n".join(body))


def refused(why: str) -> str:
    """Return the page of a check that came to no verdict."""
    return _page("The package could not be checked", f"<p>{escape(visible(why, 1_000))}</p>")


def _page(title: str, body: str) -> str:
    name = escape(title)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{name}</title>\n'
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n<h1>{name}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _section(report: Report, code: str, some: list[Message]) -> Iterator[str]:
    rule = RULES[code]
    yield f'<section>\n<h2 id="{code}"><code>{code}</code> ({rule.severity})</h2>'
    yield f"<p>What must hold: {escape(rule.statement)}. Why: {escape(rule.why)}."
    yield f"What to do: {escape(rule.remedy)}.</p>"
    for path, of_file in groupby(some, lambda message: message.first.path):
        shown = list(of_file)
        yield f"<h3>{escape(visible((report.folder / path).as_posix(), 500))}</h3>"
        for message in shown[:_ROWS]:
            yield from _message(report, message)
        if len(shown) > _ROWS:
            yield f"<p>And {len(shown) - _ROWS:,} more.</p>"
    yield "</section>"


def _message(report: Report, message: Message) -> Iterator[str]:
    first = message.first
    yield f"<p><strong>{escape(message.place(report.folder))}</strong>: {escape(message.text)}</p>"
    row = cells(report, first)
    if row:
        marked = {item.column for item in message.problems if (item.path, item.line) == (first.path, first.line)}
        wrong = {name for columns in marked for name in columns.split(",")}
        yield '<div class="row" tabindex="0" role="region" aria-label="the row"><table>'
        yield "<tr>" + "".join(f'<th scope="col">{escape(visible(name))}</th>' for name, _ in row) + "</tr>"
        yield "<tr>" + "".join(f"<td>{_cell(cell, wrong=name in wrong)}</td>" for name, cell in row) + "</tr>"
        yield "</table></div>"


def _cell(text: str, *, wrong: bool) -> str:
    shown = escape(visible(text, 300))
    return f"<mark>{shown or '(empty)'}</mark>" if wrong else shown
