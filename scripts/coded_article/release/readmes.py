"""The data dictionary, and the marked sections of the READMEs."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from coded_article.coding import reliability
from coded_article.errors import RefusedError
from coded_article.files.canonical_csv import read_rows
from coded_article.model.citation import citation
from coded_article.model.profile import OPTIONAL
from coded_article.model.schema import Descriptor, Table
from coded_article.model.verbs import VERBS
from coded_article.release.metadata import _codes
from coded_article.rules.catalogue import LAYERS, RULES

_MARK = re.compile(
    r"(<!-- begin (?P<name>[a-z-]+), written by (?:scripts/build\.py|coded-article build) -->\n)"
    r".*?(<!-- end (?P=name) -->)",
    re.DOTALL,
)


def _dictionary(descriptor: Descriptor) -> str:
    lines = [
        "# Data dictionary",
        "",
        f"The tables of `{descriptor.name}` {descriptor.version}, written by `coded-article build` from the schemas in",
        "`../schemas` and from the rows. The coding rules are in [the codebook](../schemas/README.md).",
        "",
        *_counts(descriptor, prefix="../"),
    ]
    for table in descriptor.tables.values():
        lines += ["", *_table_section(descriptor, table)]
    return "\n".join(lines) + "\n"


def _table_section(descriptor: Descriptor, table: Table) -> Iterator[str]:
    rows = len(read_rows(descriptor.root / table.path))
    links = {key.fields[0]: (key.target, key.target_fields[0]) for key in table.foreign_keys}
    yield f"## {table.name}"
    yield ""
    counted = f"{rows} row" if rows == 1 else f"{rows} rows"
    yield f"{table.description} [`{table.path}`](../{table.path}), {counted}, key {_names(table.primary_key)}."
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


def _inside(descriptor: Descriptor) -> Iterator[str]:
    """Yield the tables with their numbers of rows, in one row of a table each for what belongs together."""
    groups = {
        "the coding": ("actors", "events", "statements", "recommendations"),
        "who takes part, and what leads to what": ("involvements", "relations"),
        "the exact characters that each row rests on": ("evidence", "mentions"),
        "outside checks, the register of ids, the codes": ("external_checks", "records", "codes"),
        "two further codings, for reliability": OPTIONAL,
        "the article's stand-off record": ("sources", "passages"),
    }
    yield "| what | tables, with their rows |"
    yield "|---|---|"
    for what, names in groups.items():
        tables = [descriptor.tables[name] for name in names if name in descriptor.tables]
        counted = (f"[{table.name}]({table.path}) {len(read_rows(descriptor.root / table.path))}" for table in tables)
        if tables:
            yield f"| {what} | {', '.join(counted)} |"


def _counts(descriptor: Descriptor, prefix: str = "") -> Iterator[str]:
    yield "| table | rows | what it holds |"
    yield "|---|--:|---|"
    for table in descriptor.tables.values():
        rows = len(read_rows(descriptor.root / table.path))
        yield f"| [`{table.path}`]({prefix}{table.path}) | {rows} | {table.description} |"


def _columns(descriptor: Descriptor) -> Iterator[str]:
    """Yield the columns of each table in one line."""
    yield "| table | columns |"
    yield "|---|---|"
    for table in descriptor.tables.values():
        yield f"| [{table.name}](../data/README.md#{table.name}) | {', '.join(f'`{name}`' for name in table.columns)} |"


def _verbs(_: Descriptor) -> Iterator[str]:
    yield "| verb | what it does |"
    yield "|---|---|"
    for verb, what in VERBS.items():
        yield f"| `{verb}` | {what} |"


def _rules(_: Descriptor) -> Iterator[str]:
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


def _code_tables(descriptor: Descriptor) -> Iterator[str]:
    users: dict[str, list[str]] = {}
    for table in descriptor.tables.values():
        for field in table.fields:
            if field.vocabulary:
                users.setdefault(field.vocabulary, []).append(f"`{table.name}.{field.name}`")
    for number, (vocabulary, rows) in enumerate(_codes(descriptor).items()):
        crosswalk = any(row["plover"] or row["cameo"] or row["broader"] for row in rows)
        if number:
            yield ""
        yield f"### {vocabulary}"
        yield ""
        yield f"Used by {', '.join(users.get(vocabulary, ['no column']))}."
        yield ""
        yield "| code | when it is chosen | example |" + (" PLOVER | CAMEO | broader |" if crosswalk else "")
        yield "|---|---|---|" + ("---|---|---|" if crosswalk else "")
        for row in rows:
            cells = [f"`{row['code']}`", row["definition"], f"`{row['example']}`" if row["example"] else ""]
            if crosswalk:
                cells += [row["plover"], row["cameo"], f"`{row['broader']}`" if row["broader"] else ""]
            yield "| " + " | ".join(map(_cell, cells)) + " |"


def _diagram(descriptor: Descriptor) -> Iterator[str]:
    """Yield a Mermaid diagram of how the tables join, one line for each foreign key."""
    yield "```mermaid"
    yield "erDiagram"
    for table in descriptor.tables.values():
        required = {field.name: field.constraints.get("required", False) for field in table.fields}
        for key in table.foreign_keys:
            one = "||" if required[key.fields[0]] else "|o"
            many = "o|" if key.fields == table.primary_key else "o{"
            yield f'    {key.target} {one}--{many} {table.name} : "{key.fields[0]}"'
    yield "```"


def _cite(descriptor: Descriptor) -> Iterator[str]:
    yield f"> {citation(descriptor.raw)}"


def _playbook(descriptor: Descriptor) -> Iterator[str]:
    """Yield the explicit advice that was not followed, beside the conduct that it criticises."""
    rows = {name: read_rows(descriptor.root / descriptor.tables[name].path) for name in _PLAYBOOK}
    events, relations = {row["event_id"]: row for row in rows["events"]}, rows["relations"]
    parents = {row["recommendation_id"]: row["parent_id"] for row in rows["recommendations"]}
    listed = [row for row in rows["recommendations"] if row["explicitness"] == "explicit" and row["followed"] == "no"]
    if not listed:
        yield "No advice is coded that is explicit and, by the article, was not followed."
        return
    of = f"{len(listed)} of {len(parents)}"
    yield f"Advice that is explicit and, by the article, was not followed ({of} rows), and the conduct that it faults:"
    yield ""
    yield "| principle | step | advice | conduct |"
    yield "|---|--:|---|---|"
    for advice in listed:
        conduct = [
            ("not done: " if event["polarity"] == "negative" else "") + event["label"]
            for relation in relations
            if relation["subject_id"] == advice["recommendation_id"]
            and relation["predicate"] == "criticises"
            and (event := events.get(relation["object_id"]))
        ]
        depth, above = 0, parents[advice["recommendation_id"]]
        while above in parents and depth < len(parents):
            depth, above = depth + 1, parents[above]
        action = "\u2003" * max(depth - 1, 0) + advice["action"]
        cells = (advice["principle"].replace("_", " "), advice["step"], action, "; ".join(conduct))
        yield "| " + " | ".join(map(_cell, cells)) + " |"


def _reliability(descriptor: Descriptor) -> Iterator[str]:
    """Yield the figures of reliability, if the package publishes further codings."""
    if descriptor.tables.keys() >= set(OPTIONAL):
        units, codings = (read_rows(descriptor.root / descriptor.tables[name].path) for name in OPTIONAL)
        yield from reliability.markdown(units, codings)


_PLAYBOOK = ("recommendations", "relations", "events")
_SECTIONS: dict[str, Callable[[Descriptor], Iterator[str]]] = {
    "columns": _columns,
    "inside": _inside,
    "playbook": _playbook,
    "diagram": _diagram,
    "citation": _cite,
    "rules": _rules,
    "verbs": _verbs,
    "codes": _code_tables,
    "reliability": _reliability,
}


def _marked(descriptor: Descriptor, text: str) -> str:
    """Return a README with its marked sections written anew."""

    def section(match: re.Match[str]) -> str:
        make = _SECTIONS.get(match["name"])
        if make is None:
            msg = f"a README marks a section {match['name']!r}, which is none of {', '.join(_SECTIONS)}"
            raise RefusedError(msg)
        return match[1] + "\n" + "\n".join(make(descriptor)) + "\n\n" + match[3]

    return _MARK.sub(section, text)
