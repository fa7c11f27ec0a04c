"""Ways to break a package that take more than one cell; each returns the place of the complaint."""

from collections.abc import Callable, Container
from functools import partial
from typing import Any

from coded_article.cli.run import start
from coded_article.model.profile import DESCRIPTOR, REPLACED, SCHEMAS, TABLES, VERSIONS, codes_after, columns_of
from coded_article.rules.basis import basis_of
from tests.editor import Editor, Place

Mutation = Callable[[Editor], Place | list[Place]]


def each(table: str, key: str, column: str, *cells: str) -> list[Mutation]:
    """Return a mutation for each of several values of one cell."""
    return [partial(Editor.set, table=table, key=key, column=column, value=cell) for cell in cells]


def at(place: Place, column: str) -> Place:
    return place[0], place[1], column


def unlink(p: Editor, table: str, column: str) -> Place:
    (p.root / p.path(table)).unlink()
    return DESCRIPTOR, 0, column


def stray(p: Editor, path: str) -> Place:
    """Put a file beside the tables that the descriptor does not name."""
    (p.root / path).write_bytes((p.root / p.path("codes")).read_bytes())
    return path, 0, ""


def swap_columns(p: Editor, table: str) -> Place:
    p.write(table, [[row[1], row[0], *row[2:]] for row in p.rows(table)])
    return p.path(table), 1, ""


def resource(p: Editor, table: str, column: str, **properties: object) -> Place:
    """Change the entry of a table in the descriptor."""

    def change(raw: dict[str, list[dict[str, object]]]) -> None:
        next(one for one in raw["resources"] if one["name"] == table).update(properties)

    return p.json(DESCRIPTOR, change, f"resources/{table}/{column}")


def extra_column(p: Editor, table: str) -> Place:
    p.write(table, [[*row, "more" if number else "extra"] for number, row in enumerate(p.rows(table))])
    return p.path(table), 1, ""


def swap_lines(p: Editor, table: str, line: int) -> Place:
    rows = p.rows(table)
    rows[line - 1], rows[line] = rows[line], rows[line - 1]
    p.write(table, rows)
    return p.path(table), line + 1, ""


def repeat(p: Editor, table: str, key: str, column: str) -> Place:
    rows, index = p.find(table, key)
    rows.insert(index, list(rows[index]))
    p.write(table, rows)
    return p.path(table), index + 2, column


def repeat_as(p: Editor, table: str, key: str, new: str, column: str) -> Place:
    rows, index = p.find(table, key)
    rows.append([new, *rows[index][1:]])
    p.write(table, rows)
    return p.path(table), len(rows), column


def version(p: Editor) -> None:
    p.json(DESCRIPTOR, lambda raw: raw.update(version="0.2.0"))


def retire(p: Editor, key: str) -> Place:
    version(p)
    p.set("records", key, "retired_in", "0.2.0")
    return p.place("actors", key, "actor_id")


def outside_check(p: Editor, column: str, **cells: str) -> Place:
    """Add a check of a cell by another page; return its place."""
    page = {"external_value": "Monday", "agreement": "agrees", "source_title": "A page", "source_url": "https://a.org"}
    return p.append("external_checks", column, check_id="chk-001", **{**page, **cells})


def retire_and_use(p: Editor) -> Place:
    version(p)
    p.append("records", "", record_id="stm-999", table="statements", added_in="0.1.0", retired_in="0.2.0")
    return outside_check(p, "record_id", record_id="stm-999", field="topic")


def evidence(p: Editor, record: str, part: str) -> Place:
    """Add evidence of a record; return the place of the record."""
    passage = next((row[2] for row in p.rows("evidence") if row[1] == record), "psg-001")
    cells = {"record_id": record, "passage_id": passage, "part": part, "start": "0", "end": "5"}
    return p.append("evidence", "record_id", evidence_id="evd-999", sha256="0" * 64, **cells)


def unsaid(p: Editor) -> Place:
    """Have the statement of the event `evt-002` be ascribed, without a speech act; return the place of its event."""
    ascribe(p, "stm-001")
    return p.set("statements", "stm-001", "event_id", "")


def ascribe(p: Editor, key: str) -> Place:
    """Have a statement be what the author ascribes to its speaker."""
    p.set("statements", key, "quoted_words", "")
    return p.set("statements", key, "quotation_type", "ascribed")


def state(p: Editor, key: str, cue: str) -> Place:
    """Have a word state a relation; return the place of the word."""
    p.set("relations", key, "basis", "stated")
    return p.set("relations", key, "cue", cue)


def imply(p: Editor, actor: str) -> Place:
    """Have every involvement of an actor be implied, each explained; return the place of the actor."""
    header, *rows = p.rows("involvements")
    implied = [[*row[:-1], "implied"] if row[1] == actor else row for row in rows]
    p.write("involvements", [header, *implied])
    for record in {row[0] for row in rows if row[1] == actor}:
        p.set("events", record, "note", "By the sentence before.")
    return p.place("actors", actor, "actor_id")


def uncover(p: Editor) -> Place:
    """Move the evidence of a passage to another."""
    for key in ("evd-010", "evd-011"):
        p.set("evidence", key, "passage_id", "psg-007")
    return p.place("passages", "psg-006", "passage_id")


def unordered(p: Editor, parent: str) -> Place:
    """Give a recommendation another parent, in no order; return the place of the parent."""
    for key in ("rec-002", "rec-003"):
        p.set("recommendations", key, "step", "")
    return p.set("recommendations", "rec-003", "parent_id", parent)


def without(p: Editor, table: str, word: str, place: tuple[str, str, str], also: str = "") -> Place:
    rows = p.rows(table)
    kept = [row for row in rows if word not in row or (also and also not in row)]
    assert len(kept) < len(rows)
    p.write(table, kept)
    return p.place(*place)


def backwards(p: Editor) -> list[Place]:
    circle = ("evt-001 precedes evt-002", "evt-002 precedes evt-006", "evt-006 precedes evt-001")
    return [at(relate(p, f"rel-99{number}", triple), "object_id") for number, triple in enumerate(circle)]


def drop_code(column: str, code: str) -> Callable[[dict[str, list[dict[str, object]]]], None]:
    def change(schema: dict[str, list[dict[str, object]]]) -> None:
        for field in schema["fields"]:
            if field["name"] == column:
                constraints = field["constraints"]
                assert isinstance(constraints, dict)
                constraints["enum"].remove(code)

    return change


def drop_link(table: str, column: str) -> Mutation:
    """Return the mutation that drops the foreign key of a column."""

    def change(schema: dict[str, list[dict[str, object]]]) -> None:
        keys = schema["foreignKeys"]
        schema["foreignKeys"] = [key for key in keys if key["fields"] != [column]]
        assert len(schema["foreignKeys"]) < len(keys)

    return lambda p: p.json(f"schemas/{table}.json", change, "foreignKeys")


def new_code(p: Editor, vocabulary: str, code: str, column: str = "vocabulary", **cells: str) -> Place:
    """Add a code where its key belongs; return its place."""
    header, *rows = p.rows("codes")
    row = {"vocabulary": vocabulary, "code": code, "label": "New", "definition": "A new code.", **cells}
    p.write("codes", [header, *sorted([*rows, [row.get(name, "") for name in header]])])
    return p.place("codes", f"{vocabulary},{code}", column)


def closed_code(p: Editor, vocabulary: str, code: str, path: str) -> Place:
    """Give a closed vocabulary a code of the package's own, in the schema of its column too."""

    def change(schema: Any) -> None:
        (field,) = (field for field in schema["fields"] if field.get("vocabulary") == vocabulary)
        field["constraints"]["enum"].append(code)

    p.json(path, change)
    return new_code(p, vocabulary, code, "code")


def long_quotation(p: Editor) -> Place:
    """Quote more than sixty characters, in a schema that does not count them."""

    def change(schema: Any) -> None:
        (field,) = (field for field in schema["fields"] if field["name"] == "quoted_words")
        field["constraints"]["maxLength"] = 600

    p.json("schemas/statements.json", change)
    return p.set("statements", "stm-001", "quoted_words", "never forget" * 6)


def relate(p: Editor, key: str, triple: str) -> Place:
    """Add a relation of three words, subject, predicate and object; return the place of its predicate."""
    ends = dict(zip(("subject_id", "predicate", "object_id"), triple.split(), strict=True))
    passage = next(row[2] for row in p.rows("evidence") if row[1] == ends["subject_id"])
    return p.append("relations", "predicate", relation_id=key, **ends, basis="implied", passage_id=passage)


def called_for(p: Editor) -> Place:
    """Have the advice `rec-001` call for the event `evt-002`, which is counterfactual then; return the place of it."""
    unsaid(p)
    p.set("events", "evt-002", "status", "counterfactual")
    p.set("involvements", "evt-002,act-003", "actor_id", "act-004")
    rebase(p)
    return at(relate(p, "rel-900", "rec-001 calls_for evt-002"), "object_id")


def published(p: Editor, day: str) -> Place:
    """Have the source be published on a day; return the place of the basis."""
    place = p.set("sources", "src-001", "published_basis", "inferred")
    for column in ("published_edtf", "published_earliest", "published_latest"):
        p.set("sources", "src-001", column, day)
    return place


def date(p: Editor, table: str, key: str, edtf: str, first: str, last: str, **cells: str) -> Place:
    """Give a record another date; return the place of it."""
    for column, cell in {"date_edtf": edtf, "date_earliest": first, "date_latest": last, **cells}.items():
        p.set(table, key, column, cell)
    return p.place(table, key, "date_edtf")


def unit(p: Editor, column: str, **cells: str) -> Place:
    """Add a unit of reliability; return its place."""
    return p.append("units", column, unit_id="unt-001", **cells)


def coding(p: Editor, variable: str, value: str, level: str = "event", record: str = "evt-001") -> Place:
    """Add a coding of a record; return the place of its value."""
    unit(p, "", level=level, passage_id="psg-002", record_id=record)
    return p.append("codings", "value", unit_id="unt-001", variable=variable, coder="first", value=value)


def copied(p: Editor, table: str, key: str, new: str, column: str, **cells: str) -> Place:
    """Add a record with the cells and the evidence of another, registered; return the place of a column."""
    header, *rows = p.rows(table)
    row = dict(zip(header, next(row for row in rows if row[0] == key), strict=True))
    place = p.append(table, column, **{**row, header[0]: new, **cells})
    titles, *records = p.rows("records")
    p.write("records", [titles, *sorted([*records, [new, table, "0.1.0", *[""] * (len(titles) - 3)]])])
    names, *spans = p.rows("evidence")
    for number, span in enumerate(row for row in spans if row[1] == key):
        p.append(
            "evidence",
            "",
            **{**dict(zip(names, span, strict=True)), "evidence_id": f"evd-9{number}0", "record_id": new},
        )
    for cells_of in [row for row in p.rows("involvements")[1:] if row[0] == key]:
        involve(p, new, cells_of[1], cells_of[2])
    return place


def involve(p: Editor, record: str, actor: str, role: str) -> Place:
    """Add an involvement where its key belongs, with its basis; return the place of its role."""
    header, *rows = p.rows("involvements")
    p.write("involvements", [header, *sorted([*rows, [record, actor, role, "implied"]])])
    rebase(p)
    return p.place("involvements", f"{record},{actor},{role}", "role")


def rebase(p: Editor, place: Place | None = None) -> Place:
    """Work the basis of all involvements out again, explain the implied; return the place of what was changed."""
    spans, mentions, (header, *rows) = p.rows("evidence"), p.rows("mentions"), p.rows("involvements")
    basis = basis_of(*([dict(zip(of[0], row, strict=True)) for row in of[1:]] for of in (spans, mentions)))
    cells = [dict(zip(header, row, strict=True)) for row in rows]
    p.write("involvements", [header, *([*[*row.values()][:-1], basis(row)] for row in cells)])
    tables = {"evt": "events", "stm": "statements", "rec": "recommendations"}
    for record in {row["record_id"] for row in cells if basis(row) == "implied" and row["basis"] == "stated"}:
        p.set(tables[record[:3]], record, "note", "By the sentence before.")
    return place or (p.path("involvements"), 1, "")


def follow_first(p: Editor) -> None:
    """Have a package follow the first version of the profile, without the columns, codes and rows that came later."""
    p.json(DESCRIPTOR, lambda raw: raw.pop("conformsTo"))
    later = {(row["vocabulary"], row["code"]) for row in codes_after(VERSIONS[0])}
    for table in TABLES:
        columns = columns_of(table, VERSIONS[0])

        def drop(schema: Any, columns: Container[str] = columns) -> None:
            schema["fields"] = [field for field in schema["fields"] if field["name"] in columns]
            for field in schema["fields"]:
                pattern = field["constraints"].get("pattern")
                bare = next((old for old, new in REPLACED.items() if new == pattern), pattern)
                field["constraints"] |= {"pattern": bare} if bare else {}

        p.json(f"schemas/{table}.json", drop)
        coded = [field.get("vocabulary", "") for field in SCHEMAS[table]["fields"]]
        rows = [row for row in p.rows(table) if later.isdisjoint(zip(coded, row, strict=True))]
        p.write(table, [row[: len(columns)] for row in rows])
    codes = [row for row in p.rows("codes") if (row[0], row[1]) not in later]
    p.write("codes", [[cell.removeprefix("cameo:") for cell in row] for row in codes])
    assert start("build", [str(p.root)]) == 0


def own_codes(p: Editor) -> None:
    """Have a package of the latest profile use a predicate, a role, a kind of actor and a principle of its own."""
    new_code(p, "predicate", "undermines", fits="statements>statements")
    new_code(p, "predicate", "mirrors", symmetric="yes")
    new_code(p, "predicate", "outlasts", fits="events>events", time_order="after")
    new_code(p, "role", "witness", fits="events")
    new_code(p, "role", "bystander")
    new_code(p, "actor_type", "guild")
    new_code(p, "principle", "courtesy")
    p.set("actors", "act-005", "actor_type", "guild")
    for key in ("rec-002", "rec-003"):
        p.set("recommendations", key, "principle", "courtesy")
    for key, triple in (
        ("rel-011", "stm-003 undermines stm-001"),
        ("rel-012", "stm-001 mirrors evt-001"),
        ("rel-013", "evt-004 outlasts evt-003"),
    ):
        relate(p, key, triple)
    involve(p, "evt-001", "act-005", "witness")
    involve(p, "stm-001", "act-005", "bystander")
    assert start("build", [str(p.root)]) == 0


def undefine(p: Editor, code: str, place: tuple[str, str, str]) -> Place:
    p.delete("codes", code)
    return p.place(*place)


def reword(p: Editor, old: str, new: str, place: tuple[str, str, str]) -> Place:
    copy = p.root.parent / "article.txt"
    text = copy.read_text(encoding="utf-8")
    assert old in text
    copy.write_text(text.replace(old, new), encoding="utf-8")
    return p.place(*place)
