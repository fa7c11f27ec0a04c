"""The data dictionary, and the marked sections of the READMEs."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from coded_article.check.catalogue import RULES
from coded_article.coding import reliability
from coded_article.console import counted, visible, without_comments
from coded_article.errors import RefusedError
from coded_article.joins import JOINS, join_sql, questions
from coded_article.model.citation import citation, doi
from coded_article.model.problems import LAYERS
from coded_article.model.profile import CONFORMS_TO, OPTIONAL, TABLES, VERSIONS
from coded_article.model.schema import Table
from coded_article.model.verbs import VERBS
from coded_article.read.opening import Opened
from coded_article.release.metadata import codes_of
from coded_article.rules.engine import SQLite

_BEGIN = re.compile(r"<!-- begin (?P<name>[a-z-]+), written by (?:scripts/build\.py|coded-article build) -->\n")


def dictionary(package: Opened) -> str:
    """Return the data dictionary: every table with its columns."""
    descriptor = package.descriptor
    lines = [
        "# Data dictionary",
        "",
        f"The tables of `{descriptor.name}` {descriptor.version}, written by `coded-article build` from the schemas in",
        "`../schemas` and from the rows. The coding rules are in [the codebook](../schemas/README.md).",
        "",
        *_counts(package),
    ]
    for table in descriptor.tables.values():
        lines += ["", *_table_section(table, len(package.tables[table.name].cells))]
    return without_comments("\n".join(lines)) + "\n"


def _table_section(table: Table, rows: int) -> Iterator[str]:
    links = {key.fields[0]: (key.target, key.target_fields[0]) for key in table.foreign_keys}
    yield f"## {table.name}"
    yield ""
    size = counted(rows, "row")
    yield f"{table.description} [`{table.path}`](../{table.path}), {size}, key {_names(table.primary_key)}."
    yield ""
    yield "| column | type | constraints | description | example |"
    yield "|---|---|---|---|---|"
    for field in table.fields:
        constraints = ", ".join(_constraints(field.constraints, field.vocabulary))
        description = field.description
        if field.name in links:
            target, column = links[field.name]
            description = description.replace(f"`{target}.{column}`", f"[`{target}.{column}`](#{target})")
        cells = (f"`{field.name}`", field.type, constraints, description, f"`{field.example}`")
        yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _constraints(constraints: Mapping[str, Any], vocabulary: str | None) -> Iterator[str]:
    words: dict[str, Callable[[Any], str]] = {
        "required": lambda value: "required" if value else "",
        "unique": lambda value: "unique" if value else "",
        "pattern": lambda value: f"pattern `{value}`",
        "minimum": lambda value: f"at least {value}",
        "maximum": lambda value: f"at most {value}",
        "minLength": lambda value: f"{value} characters or more",
        "maxLength": lambda value: f"{value} characters or fewer",
    }
    if vocabulary:
        yield f"code of [`{vocabulary}`](../schemas/README.md#{vocabulary})"
    for name, value in constraints.items():
        if name in words and words[name](value):
            yield words[name](value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _names(names: tuple[str, ...]) -> str:
    return " + ".join(f"`{name}`" for name in names)


def _inside(package: Opened) -> Iterator[str]:
    """Yield the tables with their numbers of rows, in one row of a table each for what belongs together."""
    groups = {
        "the coding": ("actors", "events", "statements", "recommendations"),
        "who takes part, and what leads to what": ("involvements", "relations"),
        "the words that support each row": ("evidence", "mentions"),
        "outside checks, the register of ids, the codes": ("external_checks", "records", "codes"),
        "independent codings, for reliability": OPTIONAL,
        "where each passage is in the article (positions and hashes, no text)": ("sources", "passages"),
    }
    yield "| what | tables, with their rows |"
    yield "|---|---|"
    for what, names in groups.items():
        tables = [package.tables[name] for name in names if name in package.tables]
        numbers = (f"[{rows.table.name}]({rows.table.path}) {len(rows.cells)}" for rows in tables)
        if tables:
            yield f"| {what} | {', '.join(numbers)} |"


def _counts(package: Opened) -> Iterator[str]:
    yield "| table | rows | what it holds |"
    yield "|---|--:|---|"
    for rows in package.tables.values():
        table = rows.table
        yield f"| [`{table.path}`](../{table.path}) | {len(rows.cells)} | {table.description} |"


def _columns(package: Opened) -> Iterator[str]:
    """Yield the columns of each table in one line."""
    yield "| table | columns |"
    yield "|---|---|"
    for table in package.descriptor.tables.values():
        yield f"| [{table.name}](../data/README.md#{table.name}) | {', '.join(f'`{name}`' for name in table.columns)} |"


def _verbs(_: Opened) -> Iterator[str]:
    yield "| verb | what it does |"
    yield "|---|---|"
    for verb, what in VERBS.items():
        yield f"| `{verb}` | {what} |"


def _rules(_: Opened) -> Iterator[str]:
    for number, (layer, what) in enumerate(LAYERS.items(), start=1):
        if number > 1:
            yield ""
        yield f"{number}. **{layer}**: {what}"
        yield ""
        yield "| code | what must hold | what to do |"
        yield "|---|---|---|"
        for rule in RULES.values():
            if rule.layer == layer:
                severity = " (warning)" if rule.severity == "warning" else ""
                yield f"| `{rule.code}`{severity} | {_cell(rule.statement)} | {_cell(rule.remedy)} |"


def _code_tables(package: Opened) -> Iterator[str]:
    shown = ("vocabulary", "code", "label", "definition", "example")
    fields = package.descriptor.tables["codes"].fields
    titles = {field.name: field.title for field in fields if field.name not in shown}
    users: dict[str, list[str]] = {}
    for table in package.descriptor.tables.values():
        for field in table.fields:
            if field.vocabulary:
                users.setdefault(field.vocabulary, []).append(f"`{table.name}.{field.name}`")
    for number, (vocabulary, rows) in enumerate(codes_of(package).items()):
        further = [name for name in titles if any(row.get(name) for row in rows)]
        if number:
            yield ""
        yield f"### {vocabulary}"
        yield ""
        yield f"Used by {', '.join(users.get(vocabulary, ['no column']))}."
        yield ""
        yield f"| {' | '.join(['code', 'when it is chosen', 'example', *(titles[name] for name in further)])} |"
        yield "|---|---|---|" + "---|" * len(further)
        for row in rows:
            cells = [f"`{row['code']}`", row["definition"], f"`{row['example']}`" if row["example"] else ""]
            cells += [f"`{row[name]}`" if row[name] else "" for name in further]
            yield "| " + " | ".join(map(_cell, cells)) + " |"


def _diagram(package: Opened) -> Iterator[str]:
    """Yield a Mermaid diagram of how the tables join, one line for each foreign key."""
    yield "```mermaid"
    yield "erDiagram"
    for table in package.descriptor.tables.values():
        required = {field.name: field.constraints.get("required", False) for field in table.fields}
        for key in table.foreign_keys:
            target_end = "||" if required[key.fields[0]] else "|o"
            table_end = "o|" if key.fields == table.primary_key else "o{"
            yield f'    {key.target} {target_end}--{table_end} {table.name} : "{key.fields[0]}"'
    yield "```"


def _cite(package: Opened) -> Iterator[str]:
    raw = package.descriptor.raw
    yield f"> {citation(raw)}"
    if not doi(raw):
        yield ""
        yield "There is no DOI yet" + (
            "." if "homepage" in raw else ": give the address that you got the package from."
        )


def _repository(package: Opened) -> tuple[str, str, str]:
    """Return where the repository is, its owner and name, and what is left for the reader to fill in."""
    left = "`REVISION` with the tag of a release or, safer, its full commit"
    where = package.descriptor.raw.get("repository", "").rstrip("/").removesuffix(".git")
    found = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+)", where)
    if found:
        return where, found[1], f"Replace {left}"
    owner = "Replace `OWNER` with the account that hosts this repository"
    return "https://github.com/OWNER/coded-article", "OWNER/coded-article", f"{owner}, and {left}"


def _action(package: Opened) -> Iterator[str]:
    _, name, left = _repository(package)
    yield f"""{left}.

```yaml
# .github/workflows/package.yml
on: [push, pull_request]
permissions: {{ contents: read }}
jobs:
  validate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - uses: {name}@REVISION
        with: {{ package: path/to/package }}
```"""


def _hook(package: Opened) -> Iterator[str]:
    where, _, _ = _repository(package)
    yield f"""```yaml
# .pre-commit-config.yaml; then run once: python -m pip install pre-commit && pre-commit install
repos:
  - repo: {where}
    rev: REVISION
    hooks: # once for each package; leave args out if the package is the whole repository
      - {{ id: coded-article-tidy, args: [path/to/package] }}
      - {{ id: coded-article-build, args: [path/to/package] }}
      - {{ id: coded-article-validate, args: [path/to/package] }}
```

pre-commit keeps these in an environment of its own. To have the command too, in a repository that holds nothing but
packages, run `python -m pip install 'coded-article @ git+{where}@REVISION'`; then
`coded-article tidy path/to/package` and `coded-article validate path/to/package` work in its folder."""


def _playbook(package: Opened) -> Iterator[str]:
    """Yield the explicit advice that was not followed, with the conduct that it criticises."""
    engine = _engine(package)
    (count,) = engine.rows("SELECT count(*) FROM recommendations")[0]
    unfollowed: dict[str, tuple[list[str], list[str]]] = {}
    for advice, depth, principle, step, action, conduct, polarity in engine.rows(
        "SELECT recommendation_id, depth, principle, step, action, conduct, conduct_polarity FROM playbook"
        " WHERE explicitness = 'explicit' AND followed = 'no'"
    ):
        cells = [(principle or "").replace("_", " "), step or "", "\u2003" * max(depth - 1, 0) + (action or "")]
        criticised = unfollowed.setdefault(advice, (cells, []))[1]
        if conduct:
            criticised.append(("not done: " if polarity == "negative" else "") + conduct)
    if not unfollowed:
        yield "No explicit advice is recorded as not followed."
        return
    of = f"{len(unfollowed)} of {count}"
    what = "Explicit advice that, according to the article, was not followed"
    yield f"{what} ({of} recommendations), and the conduct that it criticises:"
    yield ""
    yield "| principle | step | advice | conduct |"
    yield "|---|--:|---|---|"
    for cells, conducts in unfollowed.values():
        yield "| " + " | ".join(map(_cell, (*cells, "; ".join(dict.fromkeys(conducts))))) + " |"


def _engine(package: Opened) -> SQLite:
    """Return an engine with the tables, as text, and the joins as views."""
    engine = SQLite()
    for name in TABLES:
        if name in package.tables:
            rows = package.tables[name]
            engine.load(name, ("line", *rows.table.columns), rows.with_lines())
    for name in JOINS:
        engine.view(name, join_sql(name))
    return engine


def _questions(package: Opened) -> Iterator[str]:
    """Yield questions that an analyst may ask, each with its query and the answer of the tables."""
    if package.descriptor.follows != VERSIONS[-1]:
        yield f"They read what {CONFORMS_TO[VERSIONS[-1]]} has: run `coded-article upgrade`."
        return
    yield from _answered(package, questions())


def _corpus_questions(corpus: Opened) -> Iterator[str]:
    """Yield questions across articles, each with its query and the answer of the corpus."""
    yield from _answered(corpus, questions("corpus_questions"))


def _answered(package: Opened, asked: Iterable[tuple[str, str]]) -> Iterator[str]:
    engine = _engine(package)
    for number, (question, sql) in enumerate(asked, start=1):
        columns, answer = engine.answer(sql)
        if number > 1:
            yield ""
        yield from (f"## {number}. {question}", "", "```sql", sql, "```", "")
        yield f"| {' | '.join(columns)} |"
        yield "|---" * len(columns) + "|"
        for cells in answer:
            yield f"| {' | '.join(_cell('' if cell is None else str(cell)) for cell in cells)} |"


def _reliability(package: Opened) -> Iterator[str]:
    """Yield the figures of reliability, if the package publishes further codings."""
    if package.tables.keys() >= set(OPTIONAL):
        yield from reliability.markdown(package)


_SECTIONS: dict[str, Callable[[Opened], Iterator[str]]] = {
    "columns": _columns,
    "inside": _inside,
    "playbook": _playbook,
    "diagram": _diagram,
    "citation": _cite,
    "action": _action,
    "hook": _hook,
    "rules": _rules,
    "verbs": _verbs,
    "codes": _code_tables,
    "reliability": _reliability,
    "questions": _questions,
    "corpus-questions": _corpus_questions,
}


def marked(package: Opened, text: str) -> str:
    """Return a README with its marked sections written anew.

    Raises:
        RefusedError: a section has a name that none has.
    """
    parts: list[str] = []
    done, endless = 0, set[str]()  # a mark that is never closed is prose, and looked for once
    for begin in _BEGIN.finditer(text):
        name = begin["name"]
        if begin.start() < done or name in endless:
            continue
        end = text.find(f"<!-- end {name} -->", begin.end())
        if end < 0:
            endless.add(name)
            continue
        if name not in _SECTIONS:
            msg = f"a README marks a section {visible(name)!r}, which is none of {', '.join(_SECTIONS)}"
            raise RefusedError(msg)
        parts += [text[done : begin.end()], "\n", without_comments("\n".join(_SECTIONS[name](package))), "\n\n"]
        done = end
    return "".join(parts) + text[done:]
