"""Everything that repeats a fact of the package, made from the place where the fact stands.

``outputs`` reads and returns; it writes nothing and never reads the clock.
"""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from coded_article import reliability
from coded_article.citation import citation
from coded_article.cli import VERBS
from coded_article.csvfile import read_rows, write_texts
from coded_article.descriptor import DESCRIPTOR, OPTIONAL, Descriptor, Table, read_descriptor, read_text
from coded_article.errors import RefusedError
from coded_article.preflight import read_tables
from coded_article.report import line
from coded_article.rules import LAYERS, RULES

_MARK = re.compile(
    r"(<!-- begin (?P<name>[a-z-]+), written by (?:scripts/build\.py|coded-article build) -->\n)"
    r".*?(<!-- end (?P=name) -->)",
    re.DOTALL,
)
_ROUNDS = 3
_READMES = ("README.md", "schemas/README.md", "scripts/README.md", "seeds/README.md")


def outputs(package: Path) -> dict[Path, str]:
    """Return the text of every generated file of the package, by path.

    Raises:
        RefusedError: there is no package, or a table that is needed cannot be read.
    """
    descriptor, slips = read_descriptor(package)
    root = descriptor.root
    slips = [item for item in slips if not item.column.endswith(("/hash", "/bytes"))]  # these are about to be written
    if slips:
        msg = f"nothing was written, because the descriptor or a schema is faulty: {line(slips[0])}"
        raise RefusedError(msg)
    tables, problems = read_tables(descriptor)
    broken = [rows.table for rows in tables.values() if not rows.clean]
    if broken:
        names = (broken[0].path, DESCRIPTOR, broken[0].schema_path)
        first = next(line(item) for item in sorted(problems) if item.path in names)
        msg = f"nothing was written, because a table cannot be read: {first}"
        raise RefusedError(msg)
    texts = {root / path: text for path, text in _schemas(descriptor).items()}
    texts[root / DESCRIPTOR] = _descriptor(descriptor)
    texts[root / "CITATION.cff"] = _citation(descriptor)
    texts[root / ".zenodo.json"] = _zenodo(descriptor)
    texts[root / "data" / "README.md"] = _dictionary(descriptor)
    for name in _READMES:
        text = read_text(root, name)
        if text is not None:
            texts[root / name] = _marked(descriptor, text)
    return texts


def drifted(texts: Mapping[Path, str]) -> list[Path]:
    """Return the generated files whose text on disk is not what it should be."""
    return [
        path
        for path, text in texts.items()
        if path.is_symlink() or not path.is_file() or path.read_bytes() != text.encode("utf-8")
    ]


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _codes(descriptor: Descriptor) -> dict[str, list[dict[str, str]]]:
    codes: dict[str, list[dict[str, str]]] = {}
    for row in read_rows(descriptor.root / descriptor.tables["codes"].path):
        codes.setdefault(row["vocabulary"], []).append(row)
    return codes


def _schemas(descriptor: Descriptor) -> dict[str, str]:
    codes = _codes(descriptor)
    texts = {}
    for table in descriptor.tables.values():
        schema = json.loads((descriptor.root / table.schema_path).read_text(encoding="utf-8"))
        for field in schema["fields"]:
            if "vocabulary" in field:
                listed = codes.get(field["vocabulary"], [])
                field["constraints"]["enum"] = [row["code"] for row in listed]
                field["categories"] = [{"value": row["code"], "label": row["label"]} for row in listed]
        texts[table.schema_path] = _json(schema)
    return texts


def _descriptor(descriptor: Descriptor) -> str:
    raw = json.loads(json.dumps(descriptor.raw))
    for resource in raw["resources"]:
        data = (descriptor.root / resource["path"]).read_bytes()
        resource["bytes"] = len(data)
        resource["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
    return _json(raw)


def _citation(descriptor: Descriptor) -> str:
    raw = descriptor.raw
    authors = [person["title"] for person in raw.get("contributors", [])] or ["Anonymous"]
    lines = [
        "cff-version: 1.2.0",
        f"message: {_quoted('If you use this data package, please cite it as below.')}",
        "type: dataset",
        f"title: {_quoted(raw.get('title', descriptor.name))}",
        f"abstract: {_quoted(raw.get('description', ''))}",
        "authors:",
        *(f"  - name: {_quoted(author)}" for author in authors),
        f"version: {descriptor.version}",
        *([f"date-released: {raw['created'][:10]}"] if "created" in raw else []),
        *(f"license: {_quoted(licence['name'])}" for licence in raw["licenses"][:1]),
        *_references(descriptor),
        *(["keywords:", *(f"  - {_quoted(word)}" for word in raw["keywords"])] if raw.get("keywords") else []),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return ``text`` as a quoted scalar, which JSON and YAML write alike."""
    return json.dumps(text, ensure_ascii=False)


def _references(descriptor: Descriptor) -> Iterator[str]:
    """Yield the coded articles as references, with what is known of them."""
    rows = {name: read_rows(descriptor.root / descriptor.tables[name].path) for name in ("sources", "actors")}
    names = {row["actor_id"]: row["name"] for row in rows["actors"]}
    if rows["sources"]:
        yield "references:"
    for source in rows["sources"]:
        yield "  - type: article"
        yield f"    title: {_quoted(source['title'] or 'Untitled')}"
        yield f"    authors: [{{name: {_quoted(names.get(source['author_id'], 'Unknown'))}}}]"
        if source["published_edtf"][:4].isdecimal():
            yield f"    year: {source['published_edtf'][:4]}"
        note = f"The coded article. Title: {source['title_basis']}."
        yield f"    notes: {_quoted(note)}"


def _zenodo(descriptor: Descriptor) -> str:
    raw = descriptor.raw
    return _json(
        {
            "upload_type": "dataset",
            "title": raw.get("title", descriptor.name),
            "description": raw.get("description", ""),
            "version": descriptor.version,
            **({"publication_date": raw["created"][:10]} if "created" in raw else {}),
            "creators": [{"name": person["title"]} for person in raw.get("contributors", [])],
            "keywords": raw.get("keywords", []),
            "license": raw["licenses"][0]["name"].lower(),
            "access_right": "open",
        }
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


@contextmanager
def trial(texts: Mapping[str, str], descriptor: Descriptor | None = None) -> Iterator[Path]:
    """Give a package of the files ``texts``, by path, in a temporary folder; the others are those of ``descriptor``."""
    with tempfile.TemporaryDirectory(prefix="coded-article-") as temporary:
        root = Path(temporary)
        tables = descriptor.tables.values() if descriptor else ()
        for path in (DESCRIPTOR, *(one for table in tables for one in (table.path, table.schema_path)), *_READMES):
            if descriptor and (descriptor.root / path).is_file():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(descriptor.root / path, root / path)
        for path, text in texts.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8", newline="")
        yield root


def settle(package: Path, wrote: Callable[[Path], object] = lambda _: None) -> dict[Path, str]:
    """Write what is stale, telling ``wrote``, until building changes nothing; return every generated file.

    What a schema says is repeated elsewhere, so once is not enough.
    """
    for _ in range(_ROUNDS):
        texts = outputs(package)
        stale = {path: texts[path] for path in drifted(texts)}
        if not stale:
            break
        write_texts(stale)
        for path in stale:
            wrote(path)
    return texts


def settled(root: Path) -> dict[str, str]:
    """Return every generated file of the package in ``root``, by path in it, once it is settled."""
    return {path.relative_to(root).as_posix(): text for path, text in settle(root).items()}
