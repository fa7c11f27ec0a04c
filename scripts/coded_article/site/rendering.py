"""How templates become pages: the parts of their style and script, their content policy, and the words they share."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from coded_article.console import counted
from coded_article.package import Package
from coded_article.site.figures import tallied
from coded_article.site.rows import Codes
from coded_article.site.text import shown
from coded_article.site.timeline import when
from coded_article.site.titles import Titles, brief

# end tags that HTML lets one leave out; no value has any, because every value is escaped
_END_TAGS = re.compile("</(?:td|tr|dd|dt|li|option)>")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("coded_article.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: shown(value) if type(value) is str else value,
    )
    environment.filters["when"] = when
    environment.filters["web"] = lambda url: url if re.match(r"https?://", url) else None
    environment.globals["counted"] = counted
    environment.globals["brief"] = brief
    return environment


def words(package: Package, at: Callable[[str], str]) -> dict[str, Any]:
    """Return what every template needs to name the codes and the records of a package; ``at`` links to an id."""
    codes = Codes(package)
    return {
        "package": package,
        "at": at,
        "title": package.metadata.get("title", package.name),
        "licence": package.metadata["licenses"][0],
        "titles": Titles(package),
        "label": codes.label,
        "known": lambda vocabulary, code: (vocabulary, code) in codes,
        "followed": codes.followed,
        "tallied": lambda tally: tallied(tally, codes),
    }


def rendered(template: str, styles: Sequence[str], scripts: Sequence[str], values: Mapping[str, Any]) -> str:
    """Return a template as a page with these parts of style and script inside, which alone its policy lets in."""
    style, script = style_of(tuple(styles)), joined("scripts", tuple(scripts))
    html = (
        _environment()
        .get_template(template)
        .render(**values, styles=style, script=script, policy=_policy(style, script))
    )
    return _END_TAGS.sub("", _tight(html))


def compact(html: str) -> str:
    """Return a page that says the same in fewer characters: quotes are left out where HTML needs none.

    No value in the page holds quotes, because every value is escaped, and the script and the styles, whose hashes the
    policy gives, have no attribute that stands between spaces or before the end of a tag.
    """
    unquoted = re.sub(r'="([\w#.:/%-]+)"(?=[ >])', r"=\1", html.replace('"/>', '" />'))
    return unquoted.replace("&#39;", "'")


@cache
def style_of(names: tuple[str, ...]) -> str:
    """Return parts of style as one; what stands later overrules what stands before."""
    # spaces around marks of punctuation, and after colons, mean nothing in these styles
    return re.sub(r"\s*([{};,])\s*|(?<=:) ", r"\1", joined("styles", names))


@cache
def joined(folder: str, names: tuple[str, ...]) -> str:
    """Return parts of a style or script as one, without lines of comment."""
    templates = files("coded_article.site").joinpath("templates", folder)
    text = "\n".join(templates.joinpath(name).read_text(encoding="utf-8") for name in names)
    return _tight(re.sub(r"(?m)^\s*//.*$|  //.*$", "", text))


def _tight(text: str) -> str:
    """Return ``text`` without indents and empty lines; twice is the same as once, so that hashes of its parts hold."""
    return re.sub(r"\n\s+", "\n", text)


def _policy(styles: str, script: str) -> str:
    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    scripts = f"script-src {source(script)}; " if script else ""
    return (
        f"default-src 'none'; style-src {source(styles)}; {scripts}img-src data:; base-uri 'none'; form-action 'none'"
    )


def json_inside(value: Any) -> str:
    """Return JSON that can stand inside an element of a page: ASCII, without the characters of markup."""
    text = json.dumps(value, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
