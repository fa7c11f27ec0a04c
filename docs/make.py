"""Make the documentation: one site out of the texts of this repository, each of which stands in one place.

The hand-written pages are in this folder. The others are made while the site is: READMEs and the changelog as they are
or by section, a page for each rule from its file, the plots of the questions, the interface from the docstrings. Links
lead from page to page; what lies in the repository alone is linked only if --repository says where that is.

Examples:
  python docs/make.py build/docs
  python docs/make.py site/docs --explorer ../ --repository https://github.com/OWNER/coded-article

exit status: 0 made without a warning, 1 something is wrong with a page
"""

import argparse
import ast
import html
import posixpath
import re
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "scripts"))  # as for the scripts, nothing needs to be installed

from coded_article.check.catalogue import RULES  # noqa: E402
from coded_article.joins import JOINS, join  # noqa: E402
from coded_article.model.problems import LAYERS  # noqa: E402
from coded_article.rules.files import all_rule_files  # noqa: E402
from plots import plots  # noqa: E402

_FENCE = re.compile(r"^(```+).*?^\1 *$\n?", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"`[^`]*`|(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_MARK = re.compile(r"^<!-- (?:begin|end) .*? -->\n+", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """A page: the file that it is made of, and the sections of it, if it does not take all.

    A page with a title of its own and no sections takes those that no other page of its file takes.
    """

    source: str
    sections: tuple[str, ...] = ()
    title: str = ""


PARTS: dict[str, tuple[str, ...]] = {
    "Use the data": ("load", "questions", "r", "explorer", "cite", "about"),
    "Check a package": ("validate", "rules/index", "command", "security"),
    "Code an article": ("tutorial", "codebook", "corpus", "corpus-questions", "seeds"),
    "Look it up": ("dictionary", "joins", "interface", "built", "changelog", "licences"),
}
PAGES = {
    "index": Page("docs/README.md"),
    **{name: Page(f"docs/{name}.md") for name in ("load", "questions", "explorer", "cite", "about", "validate")},
    "r": Page("examples/r/README.md"),
    "rules/index": Page("scripts/README.md", ("Rules",)),
    "command": Page("scripts/README.md", title="The command"),
    "security": Page("SECURITY.md"),
    "tutorial": Page("examples/README.md"),
    "codebook": Page("schemas/README.md"),
    "corpus": Page("scripts/README.md", ("A corpus", "A corpus on Spark"), "Many articles: a corpus"),
    "corpus-questions": Page("docs/corpus-questions.md"),
    "seeds": Page("seeds/README.md"),
    "dictionary": Page("data/README.md"),
    "joins": Page("scripts/coded_article/joins/__init__.py"),
    "interface": Page("scripts/coded_article/package/package.py"),
    "built": Page(
        "scripts/README.md",
        ("How data flows", "Rooms", "What the rules see of meaning", "The profile"),
        "How it is built",
    ),
    "changelog": Page("CHANGELOG.md"),
    "licences": Page("docs/licences.md"),
}
INTERFACE = """# The interface

```{eval-rst}
.. currentmodule:: coded_article

.. autofunction:: load
.. autofunction:: check
.. autofunction:: schema
.. autoclass:: Package
   :members:
   :exclude-members: rows, meaning
.. autoclass:: coded_article.package.package.Tables
.. autoclass:: coded_article.package.card.Card
.. autoclass:: coded_article.check.report.Report
   :members: problems, errors, valid, count, rules_run, to_frame
.. autoexception:: CodedArticleError
.. autoexception:: RefusedError
.. autoexception:: InvalidPackageError
.. autoexception:: UnknownNameError
```
"""


def outside_code(change: Callable[[str], str], text: str) -> str:
    """Return ``text`` with all changed that is not in a fenced block."""
    parts, done = [], 0
    for fence in _FENCE.finditer(text):
        parts += [change(text[done : fence.start()]), fence[0]]
        done = fence.end()
    return "".join([*parts, change(text[done:])])


def slug(heading: str) -> str:
    """Return the anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def sections(text: str) -> dict[str, str]:
    """Return the sections of the second level by heading; what comes before is under the empty one."""
    hidden = outside_code(lambda part: re.sub(r"^## ", "\0", part, flags=re.MULTILINE), text)
    first, *others = hidden.split("\0")
    return {"": first, **{part.partition("\n")[0]: f"## {part}" for part in others}}


def body(page: Page) -> str:
    """Return the text of a page as its file has it, but for its title."""
    text = (ROOT / page.source).read_text(encoding="utf-8")
    if not page.sections and not page.title:
        return text
    parts = sections(text)
    taken = {name for other in PAGES.values() if other.source == page.source for name in other.sections}
    if unknown := taken - parts.keys():
        msg = f"{page.source}: has no section {', '.join(sorted(unknown))}, which PAGES in make.py names"
        raise ValueError(msg)
    whole = "".join(parts[name] for name in page.sections or (name for name in parts if name not in taken))
    if not page.title:  # one section, whose heading is the title
        return whole.removeprefix("#")
    return f"# {page.title}\n\n{whole}" if page.sections else _HEADING.sub(f"# {page.title}", whole, count=1)


def anchors() -> dict[tuple[str, str], str]:
    """Return the page on which each heading of each file is, by file and anchor; the anchor "" is the file itself."""
    found: dict[tuple[str, str], str] = {}
    for name, page in PAGES.items():
        found.setdefault((page.source, ""), name)
        for _, heading in _HEADING.findall(_FENCE.sub("", body(page))):
            found.setdefault((page.source, slug(heading)), name)
    return found


def linked(text: str, name: str, source: str, places: dict[tuple[str, str], str], repository: str) -> str:
    """Return the text of the page ``name`` with the links of its file made links between pages."""

    def lead(link: re.Match[str]) -> str:
        picture, words, target = link.groups()
        if target is None or re.match(r"[a-z]+:", target):  # code, or an address
            return link[0]
        path, _, anchor = target.partition("#")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(source), path)) if path else source
        if picture:
            return f"![{words}]({posixpath.relpath(posixpath.basename(file), posixpath.dirname(name) or '.')})"
        page = places.get((file, anchor))
        if page:
            to = posixpath.relpath(f"{page}.md", posixpath.dirname(name) or ".")
            return f"[{words}]({to}{'#' + anchor if anchor else ''})"
        if not (ROOT / file).exists() or (anchor and (file, "") in places):
            msg = f"{source}: the link to {target} leads nowhere"
            raise ValueError(msg)
        return f"[{words}]({repository}/blob/HEAD/{file})" if repository else words

    return outside_code(lambda part: _LINK.sub(lead, part), text)


def without_mermaid(text: str) -> str:
    """Return ``text`` with its diagrams in words: they would need a program from elsewhere to be drawn."""
    return re.sub(r"^```mermaid\n(.*?)^```$", lambda found: "\n".join(_in_words(found[1])), text, flags=re.M | re.S)


def _in_words(diagram: str) -> Iterator[str]:
    kind, *lines = diagram.strip().splitlines()
    if kind == "erDiagram":
        yield "| column | holds a key of |"
        yield "|---|---|"
        for line in lines:
            target, _, table, _, column = line.split()
            yield f"| `{table}.{column.strip(chr(34))}` | `{target}` |"
        return
    labels = {name: (f"`{verb}`" if verb else words) for name, verb, words in _NODE.findall(diagram)}
    for line in lines:
        steps = [
            " and ".join(labels.get(node, node) for node in step.split(" & "))
            for step in _NODE.sub(lambda node: node[1], line.strip()).split(" --> ")
        ]
        yield f"- {' → '.join(steps)}"


_NODE = re.compile(r"\b(\w+)(?:\(\[(\w+)\]\)|\[([^\]]+)\])")


def rooms() -> str:
    """Return the rooms of the library as a picture: a floor for each layer that import-linter checks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = project["tool"]["importlinter"]["contracts"]
    floors = []
    for layer in contract["layers"]:
        names = [name for name in layer.split(" | ") if not name.startswith("__")]
        cells = (f"<div><b>{name}</b> {_purpose(name)}</div>" for name in names)
        floors += [f'<div class="floor">{"".join(cells)}</div>'] if names else []
    house = '<div class="house" role="img" aria-label="The rooms of the library, from the top">'
    return f"A room uses only the rooms on the floors below it:\n\n{house}\n{''.join(floors)}\n</div>\n"


def _purpose(room: str) -> str:
    """Return what the docstring of a room says first."""
    library = ROOT / "scripts" / "coded_article"
    home = library / room / "__init__.py"
    text = (home if home.exists() else library / f"{room}.py").read_text(encoding="utf-8")
    first = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    return html.escape(first.partition("; start")[0].replace("`", "").removesuffix("."))


def rule_pages() -> Iterator[tuple[str, str]]:
    """Yield a page for each rule, and the list of them by layer."""
    queries = {file.rule.code: file.sql for file in all_rule_files()}
    for rule in RULES.values():
        lines = [f"# {rule.code}", "", f"{rule.statement[0].upper()}{rule.statement[1:]}.", ""]
        lines += ["| | |", "|---|---|", f"| why | {rule.why} |", f"| what to do | {rule.remedy} |"]
        lines += [f"| found by | the layer [{rule.layer}](index.md) |", f"| severity | {rule.severity} |"]
        lines += [f"| asked of | packages of profile {rule.since} or later |"]
        for title, example in (("Wrong", rule.bad), ("Right", rule.good)):
            lines += ["", f"## {title}", "", "```text", example, "```"]
        if rule.code in queries:
            lines += ["", "## As the check reads it", "", "```sql", queries[rule.code], "```"]
        yield f"rules/{rule.code}", "\n".join(lines)
    lines = ["# Rules", "", body(PAGES["rules/index"]).split("\n\n")[1], ""]
    for number, (layer, what) in enumerate(LAYERS.items(), start=1):
        lines += [
            f"## {number}. {layer}",
            "",
            f"{what[0].upper()}{what[1:]}.",
            "",
            "| code | what must hold |",
            "|---|---|",
        ]
        found = [rule for rule in RULES.values() if rule.layer == layer]
        lines += [f"| [{rule.code}]({rule.code}.md) | {rule.statement.replace('|', chr(92) + '|')} |" for rule in found]
        lines += [""]
    yield "rules/index", "\n".join([*lines, *_toctree("", ["*"], "glob")])


def joins_page() -> str:
    """Return the page of the joins: what each answers, and its columns."""
    lines = ["# Joins", "", "Each is a method of a package, `package.playbook()`, and a view in its databases."]
    for name in JOINS:
        told = join(name)
        lines += [
            "",
            f"## {name}",
            "",
            f"{told.question} {told.description}",
            "",
            "| column | what it holds |",
            "|---|---|",
        ]
        for column in told.columns:
            table, _ = column.source or ("", "")
            meaning = f"[{column.meaning}](dictionary.md#{table})" if table else column.meaning
            lines += [f"| `{column.name}` | {meaning} |"]
    return "\n".join(lines) + "\n"


def _toctree(caption: str, names: Sequence[str], *options: str) -> list[str]:
    head = [f":caption: {caption}"] if caption else []
    return ["```{toctree}", ":hidden:", *head, *(f":{option}:" for option in options), "", *names, "```", ""]


def with_plots(text: str, drawn: Sequence[str]) -> str:
    """Return the page of questions with a picture above each answer."""
    first, *parts = re.split(r"(?<=```\n)(?=\n\|)", text)
    return first + "".join(
        f"\n![{title}](plots/{number:02}.png)\n{part}"
        for number, (title, part) in enumerate(zip(drawn, parts, strict=True), start=1)
    )


def gather(folder: Path, explorer: str = "", repository: str = "") -> None:
    """Write every page, and what it shows, into ``folder``."""
    places = anchors()
    pages = dict(rule_pages()) | {"interface": INTERFACE, "joins": joins_page()}
    pictures = list(plots())
    for name, page in PAGES.items():
        if name not in pages:
            text = without_mermaid(_MARK.sub("", body(page)))
            pages[name] = linked(text, name, page.source, places, repository)
    pages["questions"] = with_plots(pages["questions"], [title for title, _ in pictures])
    for script in sorted((ROOT / "examples" / "r").glob("*.R")):
        pages["r"] += f"\n## {script.name}\n\n```r\n{script.read_text(encoding='utf-8')}```\n"
    title, _, rest = pages["built"].partition("\n")
    pages["built"] = f"{title}\n\n{rooms()}{rest}"
    if explorer:
        door = f'\n<p><a class="door" href="{explorer}">Open the explorer</a></p>\n'
        pages["explorer"] = pages["explorer"].replace("\n", f"\n{door}", 1)
        pages["index"] += door
    pages["index"] += "\n" + "\n".join(line for part in PARTS.items() for line in _toctree(*part))
    for name, text in pages.items():
        path = folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "plots").mkdir()
    for number, (_, picture) in enumerate(pictures, start=1):
        (folder / "plots" / f"{number:02}.png").write_bytes(picture)
    shutil.copy(HERE / "playbook.svg", folder)


def main() -> int:
    """Make the site."""
    from sphinx.cmd.build import build_main

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path, metavar="DIR", help="where to put the site")
    parser.add_argument("--explorer", default="", metavar="URL", help="where the explorer lies, seen from the site")
    parser.add_argument("--repository", default="", metavar="URL", help="repository on GitHub that the files lie in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "source")
        gather(source, options.explorer, options.repository.rstrip("/"))
        settings = ["-q", "-W", "--keep-going", "-c", str(HERE / "theme"), "-d", str(Path(scratch, "doctrees"))]
        return build_main([*settings, str(source), str(options.output)])


if __name__ == "__main__":
    sys.exit(main())
