"""Mutation tests: break a good package in one way, and exactly that rule must complain at that place."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from coded_article.check.catalogue import RULES
from coded_article.check.report import Report
from coded_article.check.validate import validate
from coded_article.cli.run import start
from coded_article.model.profile import DESCRIPTOR, LINKS, OPTIONAL, RECORD_TABLES, TABLES, VERSIONS
from coded_article.read import tables
from coded_article.read.opening import opened_folder
from tests.editor import ROOT, Editor, Place, copy_package
from tests.rules.breaking import (
    Mutation,
    ascribe,
    at,
    backwards,
    called_for,
    closed_code,
    coding,
    copied,
    date,
    drop_code,
    drop_link,
    each,
    evidence,
    extra_column,
    follow_first,
    imply,
    involve,
    long_quotation,
    new_code,
    outside_check,
    own_codes,
    published,
    rebase,
    relate,
    repeat,
    repeat_as,
    resource,
    retire,
    retire_and_use,
    reword,
    state,
    stray,
    swap_columns,
    swap_lines,
    uncover,
    undefine,
    unit,
    unlink,
    unordered,
    unsaid,
    version,
    without,
)


def _evidence(p: Editor, record: str, part: str = "content") -> str:
    """Return the id of the first evidence of a record."""
    return next(row[0] for row in p.rows("evidence") if (row[1], row[3]) == (record, part))


def _mention(p: Editor, form: str) -> str:
    """Return the id of the last mention of a form."""
    return next(row[0] for row in reversed(p.rows("mentions")) if row[5] == form)


def _credit(p: Editor) -> list[Place]:
    """Make the note on the author a credit line."""
    p.set("passages", "psg-010", "kind", "credit")
    return [
        p.place("evidence", _evidence(p, "stm-002"), "passage_id"),
        p.place("mentions", _mention(p, "Bo Reed"), "passage_id"),
    ]


def _compared(field: str, coded: str, there: str, agreement: str) -> Mutation:
    """Return the mutation that compares a cell of an event with another page."""
    cells = {"field": field, "coded_value": coded, "external_value": there, "agreement": agreement}
    return lambda p: outside_check(p, "agreement", record_id="evt-003", **cells)


def _overlap(p: Editor) -> Place:
    """Give a record further words of the passage that it has a span of."""
    key = _evidence(p, "evt-003")
    header, *rows = p.rows("evidence")
    span = dict(zip(header, next(row for row in rows if row[0] == key), strict=True))
    return p.append("evidence", "start", **{**span, "evidence_id": "evd-999", "start": str(int(span["start"]) + 1)})


# of tables that have rows in every package, even in one fresh from `init`
MUTATIONS: dict[str, list[Mutation]] = {
    # preflight: the descriptor
    "descriptor-property": [
        lambda p: p.json("schemas/events.json", lambda s: s["fields"][1].update(enum=["a"]), "fields/label/enum"),
        lambda p: p.json(DESCRIPTOR, lambda d: d.update(licences=[]), "licences"),
        lambda p: resource(p, "actors", "hashes", hashes="x"),
    ],
    "descriptor-value": [
        lambda p: p.json(DESCRIPTOR, lambda d: d.update(created=""), "created"),
        lambda p: p.json(DESCRIPTOR, lambda d: d.update(created="2024-04-01"), "created"),
        lambda p: p.json(DESCRIPTOR, lambda d: d.update(created="2024-13-01T00:00:00Z"), "created"),
        lambda p: p.json(DESCRIPTOR, lambda d: d.update(version="banana"), "version"),
        lambda p: resource(p, "actors", "encoding", encoding="latin-1"),
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
    "encoding": [
        lambda p: p.line("actors", 2, lambda line: line.replace(b"act-001,", b"act-001,\xe9 ")),
        lambda p: p.edit("codes", lambda data: data.decode().encode("utf-16"), 1),
    ],
    "stray-file": [
        lambda p: stray(p, "data/codes (copy).CSV"),
    ],
    "merge-conflict": [
        lambda p: p.line("codes", 4, lambda line: b"<<<<<<< HEAD\n" + line + b"\n=======\n" + line + b"\n>>>>>>> other")
    ],
    "delimiter": [
        lambda p: p.edit("codes", lambda data: data.replace(b",", b";"), 1),
        lambda p: p.edit("codes", lambda data: data.replace(b",", b"\t").replace(b"\n", b"\r\n"), 1),
    ],
    "byte-order-mark": [lambda p: p.edit("actors", lambda data: b"\xef\xbb\xbf" + data, 1)],
    "line-end": [lambda p: p.edit("actors", lambda data: data.replace(b"\n", b"\r\n"), 1)],
    "final-newline": [
        lambda p: p.edit("passages", lambda data: data.rstrip(b"\n"), 11),
        lambda p: p.edit("passages", lambda data: data + b"\n", 12),
    ],
    "control-character": [
        lambda p: p.line("actors", 2, lambda line: line.replace(b"act-001,", b"act-001,War\x07 "), "name"),
        lambda p: p.line("actors", 2, lambda line: line.replace(b"act-001,", b"act-001,War\x00 "), "name"),
        lambda p: p.line("actors", 2, lambda line: line.replace(b"act-001,", b"act-001,War\x1b[31m "), "name"),
    ],
    "invisible-character": [
        *each("actors", "act-001", "note", "War \u202eof Russia", "War\u200b of Russia", "War\u00a0of Russia"),
        *each("actors", "act-001", "note", "War\ufe0f of Russia", "War\u2028of Russia", "War\u2029of Russia"),
        *each("actors", "act-001", "note", "War\ue000 of Russia"),
    ],
    # preflight: CSV
    "csv-syntax": [lambda p: p.line("sources", 2, lambda line: line + b',"x" y')],
    "header": [
        lambda p: p.line("codes", 1, lambda line: line.replace(b"label", b"title")),
        lambda p: p.line("codes", 1, lambda line: line.replace(b"label,", b"")),
        lambda p: p.line("codes", 1, lambda line: line.replace(b"label,definition", b"label,definition ")),
        lambda p: swap_columns(p, "passages"),
        lambda p: extra_column(p, "passages"),
    ],
    "row-length": [
        lambda p: p.line("codes", 7, lambda line: line.rpartition(b",")[0]),
        lambda p: p.line("codes", 7, lambda line: line + b",more"),
    ],
    "blank-line": [lambda p: p.line("passages", 7, lambda line: b"\n" + line)],
    "line-break": [lambda p: p.set("actors", "act-001", "note", "War\nof Russia")],
    "quoting": [lambda p: p.line("passages", 7, lambda line: line.replace(b",body", b',"body"'))],
    "unsorted": [lambda p: swap_lines(p, "passages", 7)],
    # preflight: cells
    "edge-space": [
        lambda p: p.set("actors", "act-001", "note", " War of Russia"),
        lambda p: p.set("actors", "act-001", "note", "War of Russia "),
        lambda p: p.set("sources", "src-001", "words", " 93"),
    ],
    "not-nfc": [lambda p: p.set("actors", "act-001", "note", unicodedata.normalize("NFD", "Guerre \u00e9trange"))],
    "missing-lookalike": each("actors", "act-001", "note", "NA", "None", "nan", "null", "-", "N/A"),
    "formula-cell": each("actors", "act-001", "note", "=1+1", "+cmd", "@sum", "-x()"),
    # standard
    "primary-key": [lambda p: repeat(p, "codes", "status,ongoing", "vocabulary,code")],
    "file-hash": [],  # test_changed_byte
    "foreign-key": [],  # each kind of key: test_dangling_key
    # table: constraints
    "type": [
        *each("sources", "src-001", "words", "x", "1.0", "007", "1_0", "\u0661", "1e1"),
        *each("sources", "src-001", "published_latest", "2025-02-30", "2025-2-14", "20250214", "2025-02-14T00:00:00"),
    ],
    "required": [
        lambda p: p.set("actors", "act-001", "name", ""),
        lambda p: p.set("codes", "status,ongoing", "label", ""),
    ],
    "enum": [lambda p: p.set("sources", "src-001", "kind", "bogus")],
    "pattern": [
        lambda p: p.set("actors", "act-001", "country_code", "usa"),
        lambda p: p.set("actors", "act-001", "country_code", "USA1"),
    ],
    "canonicalisation": [lambda p: p.set("sources", "src-001", "canonicalisation", "ca-9")],
    "profile-code": [
        lambda p: p.set("codes", "predicate,precedes", "time_order", "after"),
        lambda p: p.set("codes", "event_type,request", "needs", ""),
        lambda p: p.set("codes", "role,co_speaker", "fits", "events"),
    ],
    "minimum": [lambda p: p.set("passages", "psg-001", "start", "-1")],
    "min-length": [lambda p: p.set("actors", "act-001", "note", "x")],
    "max-length": [lambda p: p.set("actors", "act-001", "note", "x" * 601)],
    # table: rules inside one row
    "edtf": [
        lambda p: (
            p.set("sources", "src-001", "published_basis", "inferred"),
            p.set("sources", "src-001", "published_edtf", "2025-02-30"),
        )[1]
    ],
    "metadata-basis": [lambda p: p.set("sources", "src-001", "publisher_basis", "unverified")],
    "replacement": [lambda p: p.set("records", "act-001", "replaced_by", "act-001")],
    # across: the register
    "register-table": [lambda p: p.set("records", "act-001", "table", "events")],
    "register-lost": [
        lambda p: p.append("records", "record_id", record_id="stm-999", table="statements", added_in="0.1.0")
    ],
    "register-retired": [lambda p: retire(p, "act-001"), retire_and_use],
    "register-version": [
        lambda p: p.set("records", "act-001", "added_in", "9.0.0"),
        lambda p: p.append(
            "records", "retired_in", record_id="stm-999", table="statements", added_in="0.1.0", retired_in="0.1.0"
        ),
    ],
    # across: coverage, passages
    "actor-as-record": [lambda p: evidence(p, "act-001", "content")],
    "passage-order": [
        lambda p: p.set("passages", "psg-010", "ordinal", "11"),
        lambda p: p.set("passages", "psg-010", "section", "1"),
        lambda p: p.set("passages", "psg-009", "start", str(int(p.get("passages", "psg-009", "start")) + 1)),
        lambda p: p.set("passages", "psg-010", "start", p.get("passages", "psg-009", "end")),
    ],
    "source-count": [
        lambda p: p.set("sources", "src-001", "passages", "9"),
        lambda p: p.set("sources", "src-001", "characters", "100"),
        lambda p: p.set("sources", "src-001", "words", "100"),
    ],
    # across: trees
    "tree-cycle": [
        lambda p: p.set("actors", "act-001", "parent_id", "act-001"),
        lambda p: p.set("codes", "status,ongoing", "broader", "ongoing"),
    ],
    # across: codes
    "codes-drift": [
        lambda p: p.json("schemas/recommendations.json", drop_code("followed", "partly"), "fields/followed"),
        lambda p: (new_code(p, "actor_type", "guild"), ("schemas/actors.json", 0, "fields/actor_type"))[1],
    ],
    "closed-vocabulary": [
        lambda p: closed_code(p, "voice", "whispered", "schemas/statements.json"),
        lambda p: closed_code(p, "status", "rumoured", "schemas/events.json"),
    ],
    "code-undefined": [lambda p: undefine(p, "source_kind,op_ed", ("sources", "src-001", "kind"))],
    "vocabulary-unused": [lambda p: new_code(p, "zeal", "high")],
    "code-example": [lambda p: p.set("codes", "status,ongoing", "example", "evt-004")],
    "code-broader": [lambda p: p.set("codes", "status,ongoing", "broader", "nothing")],
}

# of tables that have rows where something is coded
CODED_MUTATIONS: dict[str, list[Mutation]] = {
    "csv-syntax": [lambda p: p.line("mentions", 7, lambda line: line + b',"x" y')],
    "header": [lambda p: p.line("mentions", 1, lambda line: line.replace(b"form_type", b"form_kind"))],
    # standard
    "primary-key": [
        lambda p: repeat(p, "relations", "rel-001", "relation_id"),
        lambda p: repeat(p, "involvements", "evt-004", "record_id,actor_id,role"),
        lambda p: repeat(p, "evidence", "evd-009", "evidence_id"),
    ],
    # table: constraints
    "type": [
        *each("evidence", "evd-001", "start", "x", "1.0", "007"),
        *each("events", "evt-003", "date_latest", "2024-02-30", "2024-5-10"),
    ],
    "required": [lambda p: p.set("involvements", "evt-006,act-003", "role", "")],
    "unique": [lambda p: p.set("actors", "act-004", "name", "Newtown")],
    "enum": [lambda p: p.set("events", "evt-002", "status", "bogus")],
    "minimum": [lambda p: p.set("evidence", "evd-001", "start", "-1")],
    "maximum": [lambda p: p.set("recommendations", "rec-003", "step", "100")],
    # table: rules inside one row
    "edtf": [
        lambda p: p.set("events", "evt-003", "date_edtf", "2024-02-30"),
        lambda p: p.set("events", "evt-003", "date_edtf", "2024-25"),  # no season
    ],
    "date-bounds": [
        lambda p: at(p.set("events", "evt-003", "date_latest", "2024-05-11"), "date_edtf"),
        lambda p: p.set("events", "evt-003", "date_edtf", "2024-05-09"),
    ],
    "date-order": [lambda p: p.set("events", "evt-003", "date_latest", "2024-05-09")],
    "date-precision": [lambda p: p.set("events", "evt-003", "date_precision", "month")],
    "date-basis": [lambda p: p.set("events", "evt-003", "date_basis", "none")],
    "quotation": [
        lambda p: at(p.set("statements", "stm-001", "quotation_type", "indirect"), "quoted_words"),
        lambda p: p.set("statements", "stm-003", "quoted_words", ""),
    ],
    "own-voice": [lambda p: at(p.set("statements", "stm-002", "quotation_type", "indirect"), "voice")],
    "cue": [lambda p: p.set("statements", "stm-001", "cue", "")],
    "own-claim-type": [lambda p: p.set("statements", "stm-002", "claim_type", "directive")],
    "valence": [lambda p: p.set("statements", "stm-003", "valence", "")],
    "omission": [lambda p: p.set("events", "evt-004", "polarity", "positive")],
    "followed": [lambda p: p.set("recommendations", "rec-001", "followed_basis", "")],
    "ascribed": [lambda p: at(ascribe(p, "stm-001"), "event_id")],
    "relation-cue": [
        lambda p: p.set("relations", "rel-002", "cue", "later"),
        lambda p: p.set("relations", "rel-004", "cue", ""),
    ],
    "office": [lambda p: p.set("actors", "act-003", "office", "Union")],
    "metadata-basis": [lambda p: at(p.set("sources", "src-001", "title", ""), "title_basis")],
    "span": [lambda p: p.set("evidence", "evd-001", "end", p.get("evidence", "evd-001", "start"))],
    "self-relation": [lambda p: p.set("relations", "rel-005", "object_id", "stm-003")],
    # across: the register
    "register-table": [lambda p: p.set("records", "act-004", "table", "events")],
    "register-retired": [lambda p: retire(p, "act-005")],
    # across: coverage
    "no-evidence": [lambda p: without(p, "evidence", "rec-003", ("recommendations", "rec-003", "recommendation_id"))],
    "no-mention": [
        lambda p: (imply(p, "act-005"), without(p, "mentions", "act-005", ("actors", "act-005", "actor_id")))[1],
    ],
    "no-participant": [
        lambda p: without(p, "involvements", "rec-003", ("recommendations", "rec-003", "recommendation_id"))
    ],
    "uncovered-passage": [uncover],
    "not-yet-coded": [lambda p: (p.json(DESCRIPTOR, lambda d: d.pop("created")), uncover(p))[1]],
    "cue-evidence": [lambda p: without(p, "evidence", "cue", ("statements", "stm-001", "cue"), "stm-001")],
    "date-evidence": [lambda p: without(p, "evidence", "date", ("events", "evt-003", "date_text"), "evt-003")],
    "duplicate-span": [lambda p: repeat_as(p, "evidence", "evd-001", "evd-999", "start")],
    "span-outside": [lambda p: p.set("evidence", "evd-001", "end", "9999")],
    # across: trees and orders
    "tree-root": [lambda p: unordered(p, "")],
    "tree-cycle": [
        lambda p: unordered(p, "rec-003"),
        lambda p: [unordered(p, "rec-002"), p.set("recommendations", "rec-002", "parent_id", "rec-003")],
        lambda p: [p.set("events", "evt-006", "part_of_id", "evt-001"), p.place("events", "evt-001", "part_of_id")],
    ],
    "principle": [lambda p: (unordered(p, "rec-002"), p.set("recommendations", "rec-003", "principle", "leverage"))[1]],
    "step-order": [lambda p: p.set("recommendations", "rec-003", "step", "4")],
    "precedes-cycle": [
        backwards,
        # what is later causes what is earlier, and what answers is earlier than what it answers
        lambda p: [
            at(relate(p, "rel-998", "evt-002 precedes evt-006"), "object_id"),
            at(relate(p, "rel-999", "evt-006 causes evt-002"), "object_id"),
        ],
        lambda p: [
            at(relate(p, "rel-998", "evt-002 precedes evt-006"), "object_id"),
            at(relate(p, "rel-999", "evt-002 responds_to evt-006"), "object_id"),
        ],
    ],
    # across: relations, roles, statements
    "relation-ends": [lambda p: p.set("relations", "rel-004", "predicate", "causes")],
    "relation-duplicate": [
        lambda p: repeat_as(p, "relations", "rel-001", "rel-999", "predicate"),
        lambda p: [
            relate(p, "rel-998", "evt-002 contradicts evt-001"),
            relate(p, "rel-999", "evt-001 contradicts evt-002"),
        ][1],
    ],
    "role-table": [lambda p: p.set("involvements", "evt-006,act-003", "role", "co_speaker")],
    # across: who is meant, grounds
    "involvement-basis": [
        lambda p: p.set("involvements", "evt-003,act-002", "basis", "implied"),
        lambda p: p.set("involvements", "evt-001,act-002", "basis", "stated"),
    ],
    "unnamed-actor": [
        lambda p: (p.set("events", "evt-004", "note", ""), p.place("involvements", "evt-004,act-002", "actor_id"))[1],
        lambda p: at(p.set("statements", "stm-003", "note", ""), "target_id"),
        lambda p: (
            p.set("statements", "stm-001", "note", ""),
            without(p, "evidence", "source", ("statements", "stm-001", "speaker_id"), "stm-001"),
        )[1],
    ],
    "source-evidence": [lambda p: at(evidence(p, "stm-002", "source"), "part")],
    "further-target": [
        lambda p: involve(p, "stm-003", "act-004", "target"),
        lambda p: involve(p, "stm-001", "act-003", "target"),
    ],
    "stated-ends": [lambda p: at(state(p, "rel-006", "and"), "object_id")],
    "ground-circle": [
        lambda p: [
            at(relate(p, "rel-998", "stm-001 supports stm-003"), "object_id"),
            at(relate(p, "rel-999", "stm-003 supports stm-001"), "object_id"),
        ]
    ],
    "ground-fault": [lambda p: at(relate(p, "rel-999", "evt-001 supports rec-001"), "subject_id")],
    "ground-shortcut": [
        lambda p: [
            relate(p, "rel-998", "stm-001 supports stm-003"),
            at(relate(p, "rel-999", "stm-001 supports rec-002"), "object_id"),
        ][1]
    ],
    "no-ground": [
        lambda p: (
            without(p, "relations", "rel-007", ("recommendations", "rec-003", "recommendation_id")),
            at(p.set("recommendations", "rec-003", "note", "Finch, by the first half."), "recommendation_id"),
        )[1],
        lambda p: at(p.set("recommendations", "rec-002", "note", "No ground."), "recommendation_id"),
    ],
    "author-speaks": [lambda p: p.set("statements", "stm-002", "speaker_id", "act-002")],
    "speech-act": [
        lambda p: p.set("statements", "stm-003", "speaker_id", "act-002"),
        lambda p: (
            p.set("statements", "stm-003", "date_precision", "interval"),
            date(p, "statements", "stm-003", "2024-05-11/2024-05-12", "2024-05-11", "2024-05-12"),
        )[1],
    ],
    # across: time
    "after-publication": [
        lambda p: (
            published(p, "2024-05-10"),
            [
                p.place("events", "evt-004", "date_edtf"),
                p.place("events", "evt-005", "date_edtf"),
                p.place("statements", "stm-003", "date_edtf"),
            ],
        )[1],
    ],
    "announced-past": [
        lambda p: (
            published(p, "2024-05-20"),
            p.set("events", "evt-004", "status", "announced"),
            p.place("events", "evt-004", "date_edtf"),
        )[-1],
    ],
    "part-dates": [
        lambda p: at(p.set("events", "evt-005", "part_of_id", "evt-003"), "date_edtf"),
        lambda p: at(p.set("events", "evt-001", "part_of_id", "evt-003"), "date_edtf"),
    ],
    "order-dates": [
        lambda p: at(relate(p, "rel-999", "evt-003 causes evt-001"), "object_id"),
        lambda p: at(relate(p, "rel-999", "evt-001 responds_to evt-003"), "object_id"),
        lambda p: (
            p.set("relations", "rel-002", "subject_id", "evt-005"),
            at(p.set("relations", "rel-002", "object_id", "evt-003"), "object_id"),
        )[1],
    ],
    "date-words": [
        lambda p: date(p, "events", "evt-003", "2024-05-01", "2024-05-01", "2024-05-01"),
        lambda p: date(p, "events", "evt-001", "2024-06-03", "2024-06-03", "2024-06-03"),
    ],
    "date-words-basis": [lambda p: p.set("events", "evt-001", "date_basis", "stated")],
    "inferred-year": [
        lambda p: (
            published(p, "2025-06-01"),
            [p.place("events", key, "date_edtf") for key in ("evt-001", "evt-003", "evt-005")]
            + [p.place("statements", "stm-003", "date_edtf")],
        )[1],
    ],
    # across: status
    "act-polarity": [lambda p: p.set("events", "evt-006", "polarity", "negative")],
    "relation-status": [
        lambda p: (
            called_for(p),
            p.set("involvements", "evt-002,act-004", "actor_id", "act-004"),
            p.set("events", "evt-002", "status", "occurred"),
            p.place("relations", "rel-900", "object_id"),
        )[-1],
        lambda p: (
            p.set("events", "evt-004", "status", "announced"),
            relate(p, "rel-999", "evt-004 announces evt-002"),
            p.place("relations", "rel-999", "subject_id"),
        )[-1],
        lambda p: (
            called_for(p),
            relate(p, "rel-999", "evt-002 causes evt-006"),
            p.place("relations", "rel-999", "subject_id"),
        )[-1],
    ],
    "order-status": [
        lambda p: (
            unsaid(p),
            p.set("events", "evt-002", "status", "announced"),
            relate(p, "rel-999", "evt-002 precedes evt-006"),
        )[-1],
    ],
    "called-act": [
        lambda p: (
            called_for(p),
            p.set("recommendations", "rec-001", "polarity", "do_not"),
            p.place("relations", "rel-900", "object_id"),
        )[-1],
        lambda p: (
            called_for(p),
            p.set("recommendations", "rec-001", "modality", "should"),
            p.set("recommendations", "rec-001", "temporality", "prospective"),
            p.place("relations", "rel-900", "object_id"),
        )[-1],
        lambda p: (
            called_for(p),
            p.set("involvements", "evt-002,act-004", "actor_id", "act-003"),
            rebase(p, p.place("relations", "rel-900", "object_id")),
        )[-1],
    ],
    "counterfactual-uncalled": [
        lambda p: (
            unsaid(p),
            p.set("events", "evt-002", "status", "counterfactual"),
        )[1],
    ],
    "part-status": [
        lambda p: (p.set("events", "evt-006", "status", "announced"), p.place("events", "evt-001", "status"))[1]
    ],
    "speech-act-status": [
        lambda p: (p.set("events", "evt-002", "status", "announced"), p.place("statements", "stm-001", "event_id"))[1]
    ],
    "followed-links": [
        lambda p: p.set("recommendations", "rec-001", "followed", "yes"),
        lambda p: (
            p.set("recommendations", "rec-003", "followed_basis", "implied"),
            p.set("recommendations", "rec-003", "followed", "no"),
        )[1],
    ],
    "followed-basis": [lambda p: p.set("recommendations", "rec-001", "followed_basis", "stated")],
    "announces-nothing": [lambda p: p.set("events", "evt-005", "event_type", "meeting_announcement")],
    # across: order and tree
    "order-agrees": [
        lambda p: (
            p.set("recommendations", "rec-003", "step", "1"),
            [p.set("recommendations", "rec-002", "step", "2"), p.place("relations", "rel-004", "object_id")],
        )[1],
        lambda p: [
            at(relate(p, "rel-999", "rec-003 precedes rec-002"), "object_id"),
            p.place("recommendations", "rec-003", "step"),
            p.place("relations", "rel-004", "object_id"),
        ],
    ],
    "lone-step": [
        lambda p: (p.set("recommendations", "rec-003", "step", ""), p.place("recommendations", "rec-002", "step"))[1],
    ],
    "overall-root": [lambda p: p.set("recommendations", "rec-001", "principle", "sequencing")],
    # table: advice
    "unworded": [lambda p: at(p.set("recommendations", "rec-002", "explicitness", "implied"), "modality")],
    "past-advice": [lambda p: p.set("recommendations", "rec-002", "temporality", "retrospective")],
    "own-claim-date": [
        lambda p: (
            p.set("evidence", _evidence(p, "evt-006"), "passage_id", "psg-010"),
            involve(p, "evt-006", "act-001", "initiator"),
            at(p.set("statements", "stm-002", "event_id", "evt-006"), "voice"),
        )[2],
    ],
    "body-country": [
        lambda p: (
            p.set("actors", "act-005", "actor_type", "intergovernmental_body"),
            p.set("actors", "act-005", "country_code", "FRA"),
        )[1],
    ],
    # across: roles
    "role-conflict": [lambda p: involve(p, "evt-006", "act-004", "target")],
    "statement-roles": [
        lambda p: involve(p, "stm-003", "act-005", "affected"),
        lambda p: involve(p, "stm-003", "act-004", "affected"),
    ],
    "own-target": [lambda p: p.set("statements", "stm-003", "target_id", "act-005")],
    "type-roles": [
        lambda p: p.set("events", "evt-002", "event_type", "request"),
        lambda p: without(p, "involvements", "evt-003", ("events", "evt-003", "event_type"), "act-005"),
    ],
    "part-actors": [
        lambda p: rebase(
            p,
            (
                p.set("involvements", "evt-006,act-003", "actor_id", "act-001"),
                p.set("involvements", "evt-006,act-004", "actor_id", "act-005"),
                p.place("events", "evt-001", "part_of_id"),
            )[2],
        ),
    ],
    "criticised-other": [
        lambda p: rebase(
            p,
            (
                p.set("involvements", "rec-001,act-004", "actor_id", "act-005"),
                p.place("relations", "rel-001", "object_id"),
            )[1],
        ),
    ],
    "nobody-to-act": [
        lambda p: (
            p.set("involvements", "rec-003,act-002", "role", "affected"),
            p.place("recommendations", "rec-003", "recommendation_id"),
        )[1],
    ],
    # across: evidence
    "relation-passage": [lambda p: p.set("relations", "rel-002", "passage_id", "psg-010")],
    "credit-evidence": [_credit],
    "span-apart": [lambda p: p.set("evidence", _evidence(p, "stm-001", "cue"), "passage_id", "psg-008")],
    "span-overlap": [_overlap],
    # across: twins
    "twin-words": [
        lambda p: copied(p, "events", "evt-006", "evt-900", "label", place="Newtown"),
        lambda p: copied(p, "statements", "stm-002", "stm-900", "proposition", topic="state_relations"),
        lambda p: p.set("recommendations", "rec-003", "action", "Open the bridge"),
    ],
    "twin-spans": [lambda p: copied(p, "events", "evt-006", "evt-900", "event_id", label="Another quarrel")],
    "twin-actors": [
        lambda p: (
            p.set("actors", "act-003", "country_code", "FRA"),
            p.set("actors", "act-004", "country_code", "FRA"),
        )[1],
    ],
    "twin-checks": [
        lambda p: [
            outside_check(
                p,
                "source_url",
                record_id="evt-003",
                field="date_edtf",
                coded_value="2024-05-10",
                external_value="2024-05-10",
            ),
            p.append(
                "external_checks",
                "source_url",
                check_id="chk-002",
                record_id="evt-003",
                field="date_edtf",
                coded_value="2024-05-10",
                external_value="2024-05-10",
                agreement="agrees",
                source_title="A page",
                source_url="https://a.org",
            ),
        ][1],
    ],
    "form-type": [lambda p: p.set("mentions", _mention(p, "Newtown"), "form_type", "metonym")],
    "shared-form": [lambda p: rebase(p, p.set("mentions", _mention(p, "Newtown"), "actor_id", "act-004"))],
    # across: actors
    "country": [lambda p: p.set("actors", "act-003", "country_code", "ZZZ")],
    "parent-country": [
        lambda p: (
            p.set("actors", "act-004", "country_code", "FRA"),
            p.set("actors", "act-002", "country_code", "USA"),
        )[1],
    ],
    "parent-type": [
        lambda p: p.set("actors", "act-003", "parent_id", "act-002"),
        lambda p: (
            p.set("actors", "act-005", "actor_type", "officials"),
            p.set("actors", "act-003", "parent_id", "act-005"),
        )[1],
    ],
    # across: codings
    "coding-value": [
        lambda p: coding(p, "status", "maybe"),
        lambda p: coding(p, "topic", "state_relations"),
        lambda p: coding(p, "found", "perhaps"),
        lambda p: coding(p, "target", "act-999", "statement", "stm-001"),
    ],
    "unit-level": [
        lambda p: unit(p, "level", level="event", passage_id="psg-002", record_id="stm-001"),
        lambda p: unit(p, "level", level="passage", passage_id="psg-002", record_id="evt-001"),
        lambda p: unit(p, "level", level="involvement", passage_id="psg-002", record_id="evt-001"),
    ],
    # across: statements
    "echo": [
        lambda p: relate(p, "rel-999", "stm-003 echoes stm-001"),
        lambda p: relate(p, "rel-999", "stm-002 contradicts stm-001"),
    ],
    "no-speech-act": [lambda p: p.set("statements", "stm-001", "event_id", "")],
    "speech-apart": [
        lambda p: (
            p.set("involvements", "evt-006,act-003", "role", "initiator"),
            p.set("statements", "stm-001", "event_id", "evt-006"),
        )[1],
    ],
    "praise": [
        lambda p: (
            p.set("statements", "stm-003", "valence", "positive"),
            p.place("relations", "rel-005", "subject_id"),
        )[1]
    ],
    "long-quotation": [long_quotation],
    "own-attributed": [
        lambda p: (
            unsaid(p),
            p.set("statements", "stm-001", "speaker_id", "act-001"),
        )[1],
    ],
    "agreement": [
        _compared("date_edtf", "2024-05-10", "2024-05-11", "agrees"),
        _compared("date_edtf", "2024-05-10", "2024-05-10", "differs"),
        _compared("date_edtf", "2024-05-10", "2024-05", "refines"),
        _compared("place", "", "Oldtown", "agrees"),
        _compared("status", "occurred", "not_done", "agrees"),
    ],
    # across: codes, outside checks
    "code-undefined": [lambda p: undefine(p, "actor_type,collective", ("actors", "act-005", "actor_type"))],
    "check-value": [
        lambda p: outside_check(p, "coded_value", record_id="evt-003", field="date_edtf", coded_value="2024-05-11"),
        lambda p: outside_check(p, "field", record_id="evt-003", field="weather", coded_value="rain"),
    ],
    # anchors
    "whole-span": [lambda p: p.set("evidence", "evd-007", "sha256", "0" * 64)],
    "text-span": [lambda p: p.set("statements", "stm-001", "cue", "claimed")],
    "form-span": [lambda p: p.set("mentions", "men-004", "form", "Ada B. Finch")],
}

# of a package that follows the latest profile and has codes of its own: breaking.own_codes
OWN_MUTATIONS: dict[str, list[Mutation]] = {
    "pattern": [
        *each("codes", "predicate,undermines", "fits", "Statements", "statements>", "statements > statements"),
        *each("codes", "predicate,mirrors", "symmetric", "no", "Yes"),
        *each("codes", "predicate,outlasts", "time_order", "later"),
    ],
    "relation-ends": [
        lambda p: relate(p, "rel-999", "stm-001 undermines evt-001"),
        lambda p: relate(p, "rel-999", "evt-005 undermines evt-001"),
        lambda p: relate(p, "rel-999", "evt-005 echoes evt-001"),  # the profile's, though the cell is empty
        lambda p: (
            p.set("codes", "predicate,undermines", "fits", "statements"),  # as of a role
            p.place("relations", "rel-011", "predicate"),
        )[1],
    ],
    "role-table": [
        lambda p: involve(p, "stm-001", "act-002", "witness"),
        lambda p: involve(p, "evt-003", "act-003", "co_speaker"),
    ],
    "relation-duplicate": [lambda p: relate(p, "rel-999", "evt-001 mirrors stm-001")],
    "precedes-cycle": [
        lambda p: [
            at(relate(p, "rel-998", "evt-002 precedes evt-006"), "object_id"),
            at(relate(p, "rel-999", "evt-002 outlasts evt-006"), "object_id"),
        ],
    ],
    "closed-vocabulary": [lambda p: closed_code(p, "voice", "whispered", "schemas/statements.json")],
}

# of which frictionless finds the fault
STANDARD_MUTATIONS: dict[str, list[Mutation]] = {
    "standard": [lambda p: p.json(DESCRIPTOR, lambda d: d.update(contributors=[{"title": "Bo", "email": "none"}]))],
}

# of which a copy of the article shows the fault
ARTICLE_MUTATIONS: dict[str, list[Mutation]] = {
    "passage-missing": [lambda p: reword(p, "Quarrel Over", "Quarrel About", ("passages", "psg-001", "sha256"))],
    "span-text": [lambda p: p.set("evidence", "evd-001", "sha256", "0" * 64)],
    "form-text": [lambda p: p.set("mentions", "men-005", "form", "Newtowm")],
    "source-text": [lambda p: p.set("sources", "src-001", "sha256", "0" * 64)],
    "cue-text": each("relations", "rel-004", "cue", "afterwards", "he"),
    "quoted-text": each("statements", "stm-001", "quoted_words", "never pardon", "never"),
    "article-words": [
        lambda p: p.set("events", "evt-001", "note", "Finch_closed_the_bridge_between_Oldtown_and_Newtown"),
        lambda p: p.set("events", "evt-001", "note", "Finch closed the bridge between Oldtown and Newtown."),
        lambda p: p.set("statements", "stm-001", "note", "They CROSS the water, with flour and salt on."),
    ],
}

# what a package reports whose sentences are not coded yet, and of a release
UNCODED = {"not-yet-coded", "uncovered-passage"}
# the first letters of the ids of a table
PREFIXES = {"records": "stm", "recommendations": "rec", "events": "evt", "sources": "src", "passages": "psg",
            "actors": "act", "units": "unt"}  # fmt: skip


def _cases(*groups: dict[str, list[Mutation]]) -> list[object]:
    together = [(code, mutation) for group in groups for code, several in group.items() for mutation in several]
    numbers: Counter[str] = Counter()
    cases: list[object] = []
    for code, mutation in together:
        numbers[code] += 1
        cases.append(pytest.param(code, mutation, id=f"{code}-{numbers[code]}"))
    return cases


def _seen_by_frictionless() -> list[object]:
    """Return a case of each rule about files, cells and keys; of rules across tables frictionless knows nothing."""
    seen = {code: several[:1] for code, several in {**MUTATIONS, **CODED_MUTATIONS}.items()}
    return _cases({code: first for code, first in seen.items() if RULES[code].layer not in ("across", "anchors")})


def found(report: Report) -> list[tuple[str, Place]]:
    assert all(type(item.line) is int for item in report.problems)
    return sorted((item.code, (item.path, item.line, item.column)) for item in report.problems)


def expected(code: str, places: Place | Iterable[Place]) -> list[tuple[str, Place]]:
    several = [places] if isinstance(places, tuple) else places
    return sorted((code, place) for place in several)


def _validated(package: Editor) -> Report:
    package.rehash()
    return validate(package.root, standard=False)


def _finds_exactly(code: str, places: Place | Iterable[Place], report: Report, root: Editor) -> None:
    assert found(report) == expected(code, places)
    assert report.valid == (RULES[code].severity == "warning")
    rows_of = {rows.table.path: rows for rows in opened_folder(root.root).tables.values()}
    for item in report.problems:
        if RULES[code].layer in ("preflight", "table") and item.line > 1 and item.column:
            rows = rows_of[item.path]
            cells = dict(zip(rows.table.columns, rows.cells[rows.lines.index(item.line)], strict=True))
            assert (item.record, item.found) == (next(iter(cells.values())), cells[item.column])


def test_unbroken_specimen_yields_nothing(specimen: Editor) -> None:
    report = validate(specimen.root, specimen.root.parent / "article.txt")
    assert report.problems == []
    assert report.valid
    assert report.rules_run == len(RULES)
    assert report.coverage == {"body": (7, 7), "author_note": (1, 1)}


def test_package_fresh_from_init_yields_what_is_left_to_code(fresh: Editor) -> None:
    report = validate(fresh.root, fresh.root.parent / "article.txt")
    sentences = [f"psg-{number:03}" for number in (2, 3, 4, 5, 6, 7, 8, 10)]
    places = [fresh.place("passages", key, "passage_id") for key in sentences]
    assert found(report) == expected("not-yet-coded", places)
    assert report.valid
    assert report.rules_run == len(RULES)
    assert report.coverage == {"body": (0, 7), "author_note": (0, 1)}


@pytest.mark.parametrize(("code", "mutation"), _cases(MUTATIONS, CODED_MUTATIONS))
def test_mutation_yields_exactly_its_code(code: str, mutation: Mutation, specimen: Editor) -> None:
    places = mutation(specimen)
    _finds_exactly(code, places, _validated(specimen), specimen)


def test_package_with_codes_of_its_own_is_valid(specimen: Editor) -> None:
    own_codes(specimen)
    report = validate(specimen.root, specimen.root.parent / "article.txt")
    assert report.problems == []
    assert report.valid


@pytest.mark.parametrize(("code", "mutation"), _cases(OWN_MUTATIONS))
def test_mutation_of_a_package_with_codes_of_its_own(code: str, mutation: Mutation, specimen: Editor) -> None:
    own_codes(specimen)
    places = mutation(specimen)
    _finds_exactly(code, places, _validated(specimen), specimen)


def test_package_of_an_earlier_profile_is_asked_no_later_rule(specimen: Editor) -> None:
    follow_first(specimen)
    report = validate(specimen.root, specimen.root.parent / "article.txt")
    assert report.problems == []
    assert report.rules_run == sum(rule.since == VERSIONS[0] for rule in RULES.values()) < len(RULES)


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_what_a_code_fits_is_known_in_a_corpus(engine: str, specimen: Editor, tmp_path: Path) -> None:
    own_codes(specimen)
    members = [f"{name}={specimen.root}" for name in ("one", "two")]
    assert start("combine", ["--allow-invalid", *members, "-o", str(tmp_path / "corpus")]) == 0
    corpus = Editor(tmp_path / "corpus")
    corpus.set("relations", "two:rel-011", "object_id", "two:evt-001")
    place = corpus.place("relations", "two:rel-011", "predicate")
    corpus.rehash()
    report = validate(corpus.root, standard=False, engine=engine)
    assert found(report) == [("relation-ends", place)]


@pytest.mark.parametrize(("code", "mutation"), _cases(MUTATIONS))
def test_mutation_of_an_uncoded_package_yields_exactly_its_code(code: str, mutation: Mutation, fresh: Editor) -> None:
    places = mutation(fresh)
    report = _validated(fresh)
    assert [item for item in found(report) if item[0] not in UNCODED] == expected(code, places)


@pytest.mark.parametrize(("code", "mutation"), _cases(STANDARD_MUTATIONS))
def test_mutation_that_frictionless_finds(code: str, mutation: Mutation, specimen: Editor) -> None:
    places = mutation(specimen)
    specimen.rehash()
    _finds_exactly(code, places, validate(specimen.root), specimen)


@pytest.mark.long
@pytest.mark.parametrize(("code", "mutation"), _seen_by_frictionless())
def test_frictionless_repeats_no_fault(code: str, mutation: Mutation, specimen: Editor) -> None:
    places = mutation(specimen)
    specimen.rehash()
    _finds_exactly(code, places, validate(specimen.root), specimen)


@pytest.mark.parametrize(("code", "mutation"), _cases(ARTICLE_MUTATIONS))
def test_article_mutation_yields_exactly_its_code(code: str, mutation: Mutation, specimen: Editor) -> None:
    places = mutation(specimen)
    specimen.rehash()
    report = validate(specimen.root, specimen.root.parent / "article.txt", standard=False)
    assert found(report) == expected(code, places)


def test_remedy_names_the_constraint(specimen: Editor) -> None:
    specimen.set("recommendations", "rec-003", "step", "100")
    specimen.set("recommendations", "rec-003", "polarity", "bogus")
    specimen.set("events", "evt-002", "label", "")
    assert [item.detail for item in _validated(specimen).problems] == [
        "required: True", "enum: do, do_not", "maximum: 99",
    ]  # fmt: skip


def _keys() -> list[tuple[str, str, str]]:
    """Return table, column and target of each foreign key; the empty one is in test_dangling_replacement."""
    return [
        (table, column, target)
        for table in (*TABLES, *OPTIONAL)
        for column, target in LINKS.get(table, {}).items()
        if column != "replaced_by"
    ]


@pytest.mark.parametrize(("table", "column", "target"), _keys())
def test_dangling_key(table: str, column: str, target: str, specimen: Editor) -> None:
    unit = {"level": "event", "passage_id": "psg-002", "record_id": "evt-001"}
    specimen.append("units", "", unit_id="unt-001", **unit)
    specimen.append("codings", "", unit_id="unt-001", variable="status", coder="first", value="occurred")
    outside_check(specimen, "", record_id="evt-003", field="date_edtf", coded_value="2024-05-10")
    rows = specimen.rows(table)
    if column == rows[0][0] and table in RECORD_TABLES:
        # the key of a record table: an id that was never registered
        specimen.delete("records", rows[-1][0])
        report = found(_validated(specimen))
        assert {code for code, _ in report} == {"foreign-key"}
        assert ("foreign-key", specimen.place(table, rows[-1][0], column)) in report
        return
    rows[-1][rows[0].index(column)] = f"{PREFIXES[target]}-998"
    specimen.write(table, rows)
    place = specimen.path(table), len(rows), column
    assert [item for item in found(_validated(specimen)) if item[1] == place] == [("foreign-key", place)]


def test_dangling_replacement(specimen: Editor) -> None:
    version(specimen)
    place = specimen.append(
        "records",
        "replaced_by",
        record_id="stm-999",
        table="statements",
        added_in="0.1.0",
        retired_in="0.2.0",
        replaced_by="stm-998",
    )
    assert found(_validated(specimen)) == [("foreign-key", place)]


def test_bad_hash(specimen: Editor) -> None:
    place = resource(specimen, "actors", "hash", hash="sha1:ab")
    assert ("descriptor-value", place) in found(validate(specimen.root, standard=False))


def test_changed_byte(specimen: Editor) -> None:
    path, _, _ = specimen.set("actors", "act-003", "note", "A town by the water.")
    assert found(validate(specimen.root, standard=False)) == [("file-hash", (path, 0, ""))]


def test_words_of_a_passage_are_compared_with_the_copy(specimen: Editor) -> None:
    one, other = (int(specimen.get("passages", key, "words")) for key in ("psg-002", "psg-004"))
    places = [
        specimen.set("passages", "psg-002", "words", str(one + 1)),
        specimen.set("passages", "psg-004", "words", str(other - 1)),  # their sum, which another rule reads, is kept
    ]
    specimen.rehash()
    report = validate(specimen.root, specimen.root.parent / "article.txt", standard=False)
    assert found(report) == expected("source-text", places)


def test_large_file(specimen: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {name: (specimen.root / specimen.path(name)).stat().st_size for name in (*TABLES, *OPTIONAL)}
    largest = max(sizes, key=lambda name: sizes[name])
    monkeypatch.setattr(tables, "MAX_BYTES", sizes[largest] - 1)
    assert found(validate(specimen.root, standard=False)) == [("file-size", (specimen.path(largest), 0, ""))]


def test_every_rule_has_a_mutation() -> None:
    elsewhere = {"foreign-key", "file-hash", "file-size"}
    every = [MUTATIONS, CODED_MUTATIONS, STANDARD_MUTATIONS, ARTICLE_MUTATIONS]
    tested = {code for mutations in every for code, several in mutations.items() if several} | elsewhere
    assert tested == set(RULES)


def test_faults_of_several_layers_come_in_one_run_sorted(specimen: Editor) -> None:
    places = [
        ("edge-space", specimen.set("actors", "act-001", "note", " A note.")),
        ("enum", specimen.set("events", "evt-002", "status", "bogus")),
        ("foreign-key", specimen.set("mentions", "men-002", "actor_id", "act-998")),
        ("followed", specimen.set("recommendations", "rec-001", "followed_basis", "")),
        ("relation-ends", specimen.set("relations", "rel-004", "predicate", "causes")),
        ("form-span", specimen.set("mentions", "men-003", "form", "Mayor Finch")),
        ("byte-order-mark", specimen.edit("codes", lambda data: b"\xef\xbb\xbf" + data, 1)),
        ("involvement-basis", specimen.set("involvements", "evt-005,act-005", "basis", "implied")),
    ]
    report = _validated(specimen)
    assert found(report) == sorted(places)
    assert report.problems == sorted(report.problems)


def test_table_that_cannot_be_read_hides_no_fault_elsewhere(specimen: Editor) -> None:
    specimen.line("mentions", 1, lambda line: line.replace(b"form_type", b"form_kind"))
    place = specimen.set("events", "evt-002", "status", "bogus")
    assert found(_validated(specimen)) == [("enum", place), ("header", ("data/mentions.csv", 1, ""))]


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_lines_are_numbers_in_packages_with_empty_tables(engine: str, fresh: Editor, tmp_path: Path) -> None:
    """One table without rows makes no number of another a float: not in the example, nor in a package from `init`."""
    quay = copy_package(ROOT / "examples" / "quay", tmp_path / "quay")
    coded = [
        ("omission", quay.set("events", "evt-007", "polarity", "positive")),
        ("form-span", quay.set("mentions", "men-003", "form", "A longer form")),
    ]
    for package, more in ((quay, coded), (fresh, [])):
        places = [
            ("enum", package.set("sources", "src-001", "kind", "bogus")),
            ("edge-space", package.set("actors", "act-001", "note", " A note.")),
            ("passage-order", package.set("passages", "psg-010", "ordinal", "11")),
            ("register-table", package.set("records", "act-001", "table", "events")),
            ("profile-code", package.set("codes", "event_type,request", "needs", "")),
        ]
        package.rehash()
        report = validate(package.root, standard=False, engine=engine)
        assert [item for item in found(report) if item[0] not in UNCODED] == sorted([*places, *more])
