"""A report in the form that somebody can read: people, GitHub, other programs. One format a file."""

from collections.abc import Callable

from coded_article.check.formats import as_json, github, html, junit, markdown, sarif, text
from coded_article.check.report import Report

_RENDER = {
    "json": as_json.render,
    "sarif": sarif.render,
    "junit": junit.render,
    "html": html.render,
    "markdown": markdown.render,
    "github": github.render,
}
_REFUSED: dict[str, Callable[[str], str]] = {
    "json": as_json.refused,
    "sarif": sarif.refused,
    "junit": junit.refused,
    "html": html.refused,
    "markdown": markdown.refused,
    "github": github.refused,
    "text": str,
}


def rendered(report: Report, form: str, *, every: bool = False) -> str:
    """Return a report in a form; as text with ``every`` repetition."""
    return "\n".join(text.render(report, every=every)) if form == "text" else _RENDER[form](report)


def refusal(why: str, form: str) -> str:
    """Return the report, in a form, of a check that came to no verdict."""
    return _REFUSED[form](why)
