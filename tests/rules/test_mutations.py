"""Mutation tests: break a good package in one way, and exactly that rule must complain at that place."""

import unicodedata
from collections.abc import Iterable

import pytest
from coded_article.rules.catalogue import RULES

from coded_article.check.validate import Report, validate
from coded_article.model.profile import DESCRIPTOR, OPTIONAL, RECORD_TABLES, TABLES
from coded_article.read import tables
from coded_article.read.descriptor import read_descriptor
from tests.editor import ROOT, Editor, Place
from tests.rules.breaking import (
    Mutation,
    at,
    backwards,
    drop_code,
    drop_link,
    each,
    extra_column,
    new_code,
    redate,
    repeat,
    repeat_as,
    retire,
    retire_and_use,
    reword,
    swap_columns,
    swap_lines,
    undefine,
    unlink,
    version,
    whole,
    without,
)

MUTATIONS: dict[str, list[Mutation]] = {
    # preflight: the descriptor
    "descriptor-property": [
        lambda p: p.json("schemas/events.json", lambda s: s["fields"][1].update(enum=["a"]), "fields/label/enum"),
        lambda p: p.json(DESCRIPTOR, lambda d: d.update(licences=[]), "licences"),
        lambda p: p.json(DESCRIPTOR, lambda d: d["resources"][2].update(hashes="x"), "resources/actors/hashes"),
    ],
    "descriptor-value": [
        lambda p: p.json("datapackage.json", lambda raw: raw.update(created=""), "created"),
        lambda p: p.json(DESCRIPTOR, lambda d: d.update(version="banana"), "version"),
        lambda p: p.json(
            DESCRIPTOR, lambda d: d["resources"][2].update(encoding="latin-1"), "resources/actors/encoding"
        ),
        lambda p: p.json("schemas/codes.json", lambda s: s.update(missingValues=["", "NA"]), "missingValues"),
        lambda p: p.json("schemas/external_checks.json", lambda s: s["primaryKey"].append("record_id"), "primaryKey"),
        lambda p: p.json(DESCRIPTOR, lambda d: d.update(sources=[{}]), "sources"),
        lambda p: p.json(DESCRIPTOR, lambda d: d.update(name="A\x1b[31m"), "name"),
    ],
    "missing-table": [lambda p: p.json(DESCRIPTOR, lambda d: d["resources"].pop(10), "resources")],
    "profile": [
        lambda p: p.json("schemas/external_checks.json", lambda s: s["fields"].pop(), "fields"),
        drop_link("evidence", "record_id"),  # each of them: test_every_foreign_key_of_the_profile
    ],
    # preflight: bytes
    "missing-file": [lambda p: unlink(p, "mentions", "resources/mentions")],
    "file-size": [],  # test_large_file
    "encoding": [lambda p: p.line("events", 3, lambda line: line.replace(b"evt-002,", b"evt-002,\xe9 "))],
    "byte-order-mark": [lambda p: p.edit("actors", lambda data: b"\xef\xbb\xbf" + data, 1)],
    "line-end": [lambda p: p.edit("actors", lambda data: data.replace(b"\n", b"\r\n"), 1)],
    "final-newline": [
        lambda p: p.edit("actors", lambda data: data.rstrip(b"\n"), 33),
        lambda p: p.edit("actors", lambda data: data + b"\n", 34),
    ],
    "control-character": [
        lambda p: p.line("events", 3, lambda line: line.replace(b"evt-002,", b"evt-002,War\x07 "), "label"),
        lambda p: p.line("events", 3, lambda line: line.replace(b"evt-002,", b"evt-002,War\x00 "), "label"),
        lambda p: p.line("events", 3, lambda line: line.replace(b"evt-002,", b"evt-002,War\x1b[31m "), "label"),
    ],
    "invisible-character": [
        lambda p: p.set("events", "evt-002", "label", "War \u202eof Russia"),
        lambda p: p.set("events", "evt-002", "label", "War\u200b of Russia"),
        lambda p: p.set("events", "evt-002", "label", "War\u00a0of Russia"),
        lambda p: p.set("events", "evt-002", "label", "War\ufe0f of Russia"),
        *each("events", "evt-002", "label", "War\u2028of Russia", "War\u2029of Russia", "War\ue000 of Russia"),
    ],
    # preflight: CSV
    "csv-syntax": [lambda p: p.line("mentions", 7, lambda line: line + b',"x" y')],
    "header": [
        lambda p: p.line("mentions", 1, lambda line: line.replace(b"form_type", b"form_kind")),
        lambda p: p.line("mentions", 1, lambda line: line.replace(b"form,", b"")),
        lambda p: p.line("mentions", 1, lambda line: line.replace(b"start,end", b"start,end ")),
        lambda p: swap_columns(p, "mentions"),
        lambda p: extra_column(p, "mentions"),
    ],
    "row-length": [
        lambda p: p.line("mentions", 7, lambda line: line.rpartition(b",")[0]),
        lambda p: p.line("mentions", 7, lambda line: line + b",more"),
    ],
    "blank-line": [lambda p: p.line("mentions", 7, lambda line: b"\n" + line)],
    "line-break": [lambda p: p.set("events", "evt-002", "label", "War\nof Russia")],
    "quoting": [lambda p: p.line("mentions", 7, lambda line: line.replace(b",name", b',"name"'))],
    "unsorted": [lambda p: swap_lines(p, "mentions", 7)],
    # preflight: cells
    "edge-space": [
        lambda p: p.set("events", "evt-002", "label", " War of Russia"),
        lambda p: p.set("events", "evt-002", "label", "War of Russia "),
        lambda p: p.set("evidence", "evd-001", "start", " 31"),
    ],
    "not-nfc": [lambda p: p.set("events", "evt-002", "label", unicodedata.normalize("NFD", "Guerre \u00e9trange"))],
    "missing-lookalike": each("events", "evt-002", "note", "NA", "None", "nan", "null", "-", "N/A"),
    "formula-cell": each("events", "evt-002", "label", "=1+1", "+cmd", "@sum", "-x()"),
    # standard
    "primary-key": [
        lambda p: repeat(p, "external_checks", "chk-026", "record_id"),
        lambda p: repeat(p, "involvements", "evt-035", None),
        lambda p: at(repeat(p, "evidence", "evd-009", "part"), "evidence_id"),
    ],
    "file-hash": [],  # test_changed_byte
    "foreign-key": [],  # each kind of key: test_dangling_key
    "standard": [lambda p: p.json(DESCRIPTOR, lambda d: d.update(created="yesterday"))],
    # table: constraints
    "type": [
        *each("evidence", "evd-001", "start", "x", "1.0", "007", "1_0", "\u0661", "1e1"),
        *each("events", "evt-021", "date_latest", "2025-02-30", "2025-2-14", "20250214", "2025-02-14T00:00:00"),
    ],
    "required": [
        lambda p: p.set("events", "evt-002", "label", ""),
        lambda p: p.set("external_checks", "chk-026", "check_id", ""),
        lambda p: p.set("involvements", "evt-004,act-013", "role", ""),
    ],
    "unique": [lambda p: p.set("actors", "act-032", "name", "Center for International Security and Cooperation")],
    "enum": [lambda p: p.set("events", "evt-002", "status", "bogus")],
    "pattern": [
        lambda p: p.set("actors", "act-010", "country_code", "usa"),
        lambda p: p.set("actors", "act-010", "country_code", "USA1"),
    ],
    "minimum": [
        lambda p: p.set("evidence", "evd-001", "start", "-1"),
    ],
    "maximum": [lambda p: p.set("recommendations", "rec-015", "step", "100")],
    "min-length": [lambda p: p.set("events", "evt-002", "label", "x")],
    "max-length": [lambda p: p.set("events", "evt-002", "label", "x" * 201)],
    # table: rules inside one row
    "edtf": [
        lambda p: p.set("events", "evt-021", "date_edtf", "2025-02-30"),
        lambda p: p.set("events", "evt-021", "date_edtf", "2025-21"),  # a season
    ],
    "date-bounds": [
        lambda p: at(p.set("events", "evt-021", "date_latest", "2025-02-15"), "date_edtf"),
        lambda p: p.set("events", "evt-021", "date_edtf", "2025-02-13"),
    ],
    "date-order": [lambda p: p.set("events", "evt-021", "date_latest", "2025-02-13")],
    "date-precision": [lambda p: p.set("events", "evt-021", "date_precision", "month")],
    "date-basis": [lambda p: p.set("events", "evt-021", "date_basis", "none")],
    "quotation": [
        lambda p: p.set("statements", "stm-017", "quoted_words", "join"),
        lambda p: p.set("statements", "stm-042", "quoted_words", ""),
    ],
    "own-voice": [lambda p: at(p.set("statements", "stm-002", "quotation_type", "indirect"), "voice")],
    "cue": [lambda p: p.set("statements", "stm-017", "cue", "")],
    "own-claim-type": [lambda p: p.set("statements", "stm-046", "claim_type", "directive")],
    "valence": [lambda p: p.set("statements", "stm-044", "valence", "")],
    "omission": [lambda p: p.set("events", "evt-031", "polarity", "positive")],
    "followed": [lambda p: p.set("recommendations", "rec-011", "followed_basis", "")],
    "office": [lambda p: p.set("actors", "act-010", "office", "Union")],
    "metadata-basis": [lambda p: at(p.set("sources", "src-001", "title", ""), "title_basis")],
    "span": [lambda p: p.set("evidence", "evd-001", "end", p.get("evidence", "evd-001", "start"))],
    "self-relation": [lambda p: p.set("relations", "rel-001", "object_id", "evt-008")],
    "replacement": [lambda p: p.set("records", "act-031", "replaced_by", "act-032")],
    # sql: the register
    "register-table": [lambda p: p.set("records", "act-031", "table", "events")],
    "register-lost": [
        lambda p: p.append("records", "record_id", record_id="stm-999", table="statements", added_in="0.1.0")
    ],
    "register-retired": [
        lambda p: retire(p, "act-031"),
        retire_and_use,
    ],
    "register-version": [
        lambda p: p.set("records", "act-031", "added_in", "9.0.0"),
        lambda p: p.append(
            "records", "retired_in", record_id="stm-999", table="statements", added_in="0.1.0", retired_in="0.1.0"
        ),
    ],
    # sql: coverage
    "no-evidence": [lambda p: without(p, "evidence", "rec-020", ("recommendations", "rec-020", "recommendation_id"))],
    "no-mention": [lambda p: without(p, "mentions", "act-030", ("actors", "act-030", "actor_id"))],
    "no-participant": [
        lambda p: without(p, "involvements", "rec-020", ("recommendations", "rec-020", "recommendation_id"))
    ],
    "uncovered-passage": [lambda p: without(p, "evidence", "psg-003", ("passages", "psg-003", "passage_id"))],
    "not-yet-coded": [
        lambda p: (
            p.json("datapackage.json", lambda raw: raw.pop("created")),
            without(p, "evidence", "psg-003", ("passages", "psg-003", "passage_id")),
        )[1]
    ],
    "actor-as-record": [lambda p: p.set("evidence", "evd-002", "record_id", "act-001")],
    "cue-evidence": [lambda p: without(p, "evidence", "cue", ("statements", "stm-017", "cue"), "stm-017")],
    "date-evidence": [lambda p: without(p, "evidence", "date", ("events", "evt-021", "date_text"), "evt-021")],
    "duplicate-span": [lambda p: repeat_as(p, "evidence", "evd-001", "evd-999", "start")],
    # sql: spans and passages
    "span-outside": [lambda p: p.set("evidence", "evd-001", "end", "9999")],
    "passage-order": [
        lambda p: p.set("passages", "psg-046", "ordinal", "47"),
        lambda p: p.set("passages", "psg-046", "section", "1"),
        lambda p: p.set("passages", "psg-046", "start", str(int(p.get("passages", "psg-046", "start")) + 1)),
        lambda p: p.set("passages", "psg-046", "start", p.get("passages", "psg-045", "end")),
    ],
    "source-count": [
        lambda p: p.set("sources", "src-001", "passages", "45"),
        lambda p: p.set("sources", "src-001", "characters", "100"),
        lambda p: p.set("sources", "src-001", "words", "100"),
    ],
    # sql: trees and orders
    "tree-root": [lambda p: p.set("recommendations", "rec-004", "parent_id", "")],
    "tree-cycle": [
        lambda p: p.set("recommendations", "rec-003", "parent_id", "rec-003"),
        lambda p: [
            p.set("recommendations", "rec-001", "parent_id", "rec-022"),
            p.place("recommendations", "rec-022", "parent_id"),
        ],
        lambda p: [p.set("events", "evt-010", "part_of_id", "evt-012"), p.place("events", "evt-012", "part_of_id")],
        lambda p: p.set("actors", "act-010", "parent_id", "act-010"),
    ],
    "principle": [lambda p: p.set("recommendations", "rec-012", "principle", "leverage")],
    "step-order": [lambda p: p.set("recommendations", "rec-015", "step", "4")],
    "precedes-cycle": [backwards],
    # sql: relations, roles, statements
    "relation-ends": [lambda p: p.set("relations", "rel-002", "predicate", "echoes")],
    "relation-duplicate": [lambda p: repeat_as(p, "relations", "rel-001", "rel-999", "predicate")],
    "role-table": [lambda p: p.set("involvements", "evt-004,act-013", "role", "co_speaker")],
    "author-speaks": [lambda p: p.set("statements", "stm-002", "speaker_id", "act-002")],
    "speech-act": [
        lambda p: p.set("statements", "stm-017", "speaker_id", "act-006"),
        lambda p: at(p.set("statements", "stm-017", "event_id", "evt-013"), "speaker_id"),
        lambda p: at(redate(p, "stm-008", "2025-02-13"), "date_edtf"),
    ],
    # sql: codes
    "codes-drift": [
        lambda p: p.json("schemas/recommendations.json", drop_code("followed", "partly"), "fields/followed"),
        lambda p: new_code(p, "voice", "whispered", ("schemas/statements.json", 0, "fields/voice")),
    ],
    "code-undefined": [undefine],
    "vocabulary-unused": [
        lambda p: new_code(p, "zeal", "high", None),
    ],
    "code-example": [lambda p: p.set("codes", "status,ongoing", "example", "evt-004")],
    "code-broader": [lambda p: p.set("codes", "status,ongoing", "broader", "nothing")],
    # sql: outside checks
    "check-value": [
        lambda p: p.set("external_checks", "chk-001", "coded_value", "2025-02-13"),
        lambda p: p.set("external_checks", "chk-001", "field", "weather"),
    ],
    # anchors
    "whole-span": [lambda p: p.set("evidence", whole(p), "sha256", "0" * 64)],
    "text-span": [lambda p: p.set("statements", "stm-017", "cue", "claimed")],
    "form-span": [lambda p: p.set("mentions", "men-001", "form", "Trump's administration")],
}

ARTICLE_MUTATIONS: dict[str, list[Mutation]] = {
    "passage-missing": [lambda p: reword(p, "Quarrel Over", "Quarrel About", ("passages", "psg-001", "sha256"))],
    "span-text": [lambda p: p.set("evidence", "evd-001", "sha256", "0" * 64)],
    "form-text": [lambda p: p.set("mentions", "men-004", "form", "Newtowm")],
    "source-text": [lambda p: p.set("sources", "src-001", "sha256", "0" * 64)],
    "quoted-text": each("statements", "stm-001", "quoted_words", "never pardon", "never"),
    "article-words": [
        lambda p: p.set("events", "evt-001", "note", "Finch_closed_the_bridge_between_Oldtown_and_Newtown"),
        lambda p: p.set("events", "evt-001", "note", "Finch closed the bridge between Oldtown and Newtown."),
        lambda p: p.set("statements", "stm-001", "note", "They CROSS the water, with flour and salt on."),
    ],
}


def _cases(mutations: dict[str, list[Mutation]]) -> list[object]:
    return [
        pytest.param(code, mutation, id=f"{code}-{number}")
        for code, several in mutations.items()
        for number, mutation in enumerate(several, start=1)
    ]


def found(report: Report) -> list[tuple[str, Place]]:
    return sorted((item.code, (item.path, item.line, item.column)) for item in report.problems)


def expected(code: str, places: Place | Iterable[Place]) -> list[tuple[str, Place]]:
    several = [places] if isinstance(places, tuple) else places
    return sorted((code, place) for place in several)


def test_unbroken_package_yields_nothing(package: Editor) -> None:
    report = validate(package.root)
    assert report.problems == []
    assert report.valid
    assert report.coverage.kinds == {"body": (39, 39), "author_note": (1, 1)}


def test_unbroken_small_package_yields_nothing(specimen: Editor) -> None:
    report = validate(specimen.root, specimen.root.parent / "article.txt")
    assert report.problems == []
    assert report.rules_run == len(RULES)


@pytest.mark.parametrize(("code", "mutation"), _cases(MUTATIONS))
def test_mutation_yields_exactly_its_code(code: str, mutation: Mutation, package: Editor) -> None:
    places = mutation(package)
    package.rehash()
    report = validate(package.root)
    assert found(report) == expected(code, places)
    assert report.valid == (RULES[code].severity == "warning")
    for item in report.problems:
        if RULES[code].layer in ("preflight", "table") and item.line > 1 and item.column:
            table = next(rows for rows in report.tables.values() if rows.table.path == item.path)
            cells = dict(zip(table.table.columns, table.cells[table.lines.index(item.line)], strict=True))
            assert (item.record, item.found) == (next(iter(cells.values())), cells[item.column])


def test_remedy_names_the_constraint(package: Editor) -> None:
    package.set("recommendations", "rec-015", "step", "100")
    package.set("recommendations", "rec-015", "polarity", "bogus")
    package.set("events", "evt-002", "label", "")
    assert [item.detail for item in _validated(package).problems] == [
        "required: True", "enum: do, do_not", "maximum: 99",
    ]  # fmt: skip


@pytest.mark.parametrize(("code", "mutation"), _cases(ARTICLE_MUTATIONS))
def test_article_mutation_yields_exactly_its_code(code: str, mutation: Mutation, specimen: Editor) -> None:
    places = mutation(specimen)
    specimen.rehash()
    report = validate(specimen.root, specimen.root.parent / "article.txt")
    assert found(report) == expected(code, places)


def _keys() -> list[tuple[str, str]]:
    descriptor, _ = read_descriptor(ROOT)
    return [
        (table.name, key.fields[0])
        for table in descriptor.tables.values()
        for key in table.foreign_keys
        if key.fields != ("replaced_by",)
    ]  # empty throughout: test_dangling_replacement


@pytest.mark.parametrize(("table", "column"), _keys())
def test_dangling_key(table: str, column: str, package: Editor) -> None:
    rows = package.rows(table)
    place = rows[0].index(column)
    if column == rows[0][0] and table in RECORD_TABLES:
        # the key of a record table: an id that was never registered
        key = {"actors": "act-030"}.get(table, rows[-1][0])
        package.delete("records", key)
        assert {code for code, _ in found(_validated(package))} == {"foreign-key"}
        assert ("foreign-key", package.place(table, key, column)) in found(_validated(package))
        return
    index = max(i for i, row in enumerate(rows) if row[place])
    rows[index][place] = rows[index][place].rpartition("-")[0] + "-998"
    package.write(table, rows)
    codes = [item for item in found(_validated(package)) if item[1] == (package.path(table), index + 1, column)]
    assert codes == [("foreign-key", (package.path(table), index + 1, column))]


def test_dangling_replacement(package: Editor) -> None:
    version(package)
    place = package.append(
        "records",
        "replaced_by",
        record_id="stm-999",
        table="statements",
        added_in="0.1.0",
        retired_in="0.2.0",
        replaced_by="stm-998",
    )
    assert found(_validated(package)) == [("foreign-key", place)]


def test_bad_hash(package: Editor) -> None:
    place = package.json(DESCRIPTOR, lambda d: d["resources"][2].update(hash="sha1:ab"), "resources/actors/hash")
    assert ("descriptor-value", place) in found(validate(package.root))


def test_changed_byte(package: Editor) -> None:
    path, _, _ = package.set("actors", "act-031", "note", "At Stanford.")
    assert found(validate(package.root)) == [("file-hash", (path, 0, ""))]


def test_words_of_a_passage_are_held_against_the_copy(specimen: Editor) -> None:
    one, other = (int(specimen.get("passages", key, "words")) for key in ("psg-002", "psg-004"))
    places = [
        specimen.set("passages", "psg-002", "words", str(one + 1)),
        specimen.set("passages", "psg-004", "words", str(other - 1)),  # their sum, which another rule reads, is kept
    ]
    specimen.rehash()
    report = validate(specimen.root, specimen.root.parent / "article.txt")
    assert found(report) == expected("source-text", places)


def test_large_file(package: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {name: (package.root / package.path(name)).stat().st_size for name in (*TABLES, *OPTIONAL)}
    largest = max(sizes, key=lambda name: sizes[name])
    monkeypatch.setattr(tables, "MAX_BYTES", sizes[largest] - 1)
    assert found(validate(package.root)) == [("file-size", (package.path(largest), 0, ""))]


def test_every_rule_has_a_mutation() -> None:
    elsewhere = {"foreign-key", "file-hash", "file-size"}
    tested = {code for code, several in {**MUTATIONS, **ARTICLE_MUTATIONS}.items() if several} | elsewhere
    assert tested == set(RULES)


def test_faults_of_several_layers_come_in_one_run_sorted(package: Editor) -> None:
    places = [
        ("edge-space", package.set("actors", "act-001", "note", " A note.")),
        ("enum", package.set("events", "evt-002", "status", "bogus")),
        ("foreign-key", package.set("mentions", "men-001", "actor_id", "act-998")),
        ("followed", package.set("recommendations", "rec-011", "followed_basis", "")),
        ("relation-ends", package.set("relations", "rel-002", "predicate", "echoes")),
        ("form-span", package.set("mentions", "men-002", "form", "Trump himself")),
        ("byte-order-mark", package.edit("codes", lambda data: b"\xef\xbb\xbf" + data, 1)),
    ]
    package.rehash()
    report = validate(package.root)
    assert found(report) == sorted(places)
    assert report.problems == sorted(report.problems)


def test_table_that_cannot_be_read_hides_no_fault_elsewhere(package: Editor) -> None:
    package.line("mentions", 1, lambda line: line.replace(b"form_type", b"form_kind"))
    place = package.set("events", "evt-002", "status", "bogus")
    package.rehash()
    assert found(validate(package.root)) == [("enum", place), ("header", ("data/mentions.csv", 1, ""))]


def _validated(package: Editor) -> Report:
    package.rehash()
    return validate(package.root)
