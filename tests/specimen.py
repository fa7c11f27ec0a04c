"""The specimen: a package of an invented text, with a row of each kind and a table without rows, that rules are tested
on. The verbs make it, so that it has whatever columns the profile has.
"""

from collections.abc import Mapping
from pathlib import Path

from coded_article.cli.run import start
from coded_article.files.canonical_csv import format_table
from coded_article.release.generate import settle
from tests.editor import ROOT, Editor, copy_package

TEXT = """The Quarrel Over the Bridge

On May 3, Mayor Ada Finch closed the bridge between Oldtown and Newtown. Newtown said it would \u201cnever
forget\u201d\u00a0the insult to its carters, who cross the water with flour and salt on every working day.

Oldtown should have asked its neighbour first.

On May 10 she met the carters. She did not open the bridge two days later. \u201cOpen it now,\u201d they wrote on
May 11, \u201cand trust will follow.\u201d She should open the bridge, then mend the road.

About The Author

Bo Reed writes about rivers.
"""
_EVENT = {"event_type": "public_statement", "polarity": "positive"}
_UNDATED = {"date_basis": "none"}


def _dated(words: str, day: str, basis: str = "year_inferred") -> dict[str, str]:
    """Return the cells of the date of a day."""
    days = dict.fromkeys(("date_edtf", "date_earliest", "date_latest"), day)
    return {"date_text": words, **days, "date_precision": "day", "date_basis": basis}


def _relation(key: str, triple: str, passage: str) -> dict[str, str]:
    """Return a row of the relations, from its subject, predicate and object."""
    ends = dict(zip(("subject_id", "predicate", "object_id"), triple.split(), strict=True))
    return {"relation_id": key, **ends, "basis": "implied", "passage_id": passage}


_STEP = {
    "parent_id": "rec-001",
    "principle": "sequencing",
    "polarity": "do",
    "modality": "should",
    "temporality": "prospective",
    "explicitness": "explicit",
    "topic": "state_relations",
}
_REFUSED = {"followed": "no", "followed_basis": "stated"}
_TABLES: dict[str, list[dict[str, str]]] = {
    "actors": [
        {"actor_id": "act-001", "name": "Bo Reed", "actor_type": "person"},
        {"actor_id": "act-002", "name": "Ada Finch", "actor_type": "person", "parent_id": "act-004", "office": "Mayor"},
        {"actor_id": "act-003", "name": "Newtown", "actor_type": "state"},
        {"actor_id": "act-004", "name": "Oldtown", "actor_type": "state"},
        {"actor_id": "act-005", "name": "The carters", "actor_type": "collective"},
    ],
    "events": [
        {
            "event_id": "evt-001",
            "label": "Closing of the bridge",
            "status": "occurred",
            **_EVENT,
            "part_of_id": "evt-006",
            **_dated("On May 3", "2024-05-03"),
            "note": "Finch is named before the words.",
        },
        {
            "event_id": "evt-002",
            "label": "Newtown's vow",
            "status": "occurred",
            **_EVENT,
            **_UNDATED,
            "note": "When is not said.",
        },
        {
            "event_id": "evt-003",
            "label": "Meeting of the mayor and the carters",
            "event_type": "meeting",
            "status": "occurred",
            "polarity": "positive",
            **_dated("On May 10", "2024-05-10"),
            "note": "No more is said of it.",
        },
        {
            "event_id": "evt-004",
            "label": "The bridge stays closed",
            "event_type": "policy_making",
            "status": "not_done",
            "polarity": "negative",
            **_dated("two days later", "2024-05-12", "relative"),
            "note": "Finch, by the sentence before.",
        },
        {
            "event_id": "evt-005",
            "label": "Letter of the carters",
            "status": "occurred",
            **_EVENT,
            **_dated("on May 11", "2024-05-11"),
            "note": "To whom is not said.",
        },
        {
            "event_id": "evt-006",
            "label": "Quarrel over the bridge",
            "event_type": "policy_making",
            "status": "ongoing",
            "polarity": "positive",
            **_UNDATED,
            "note": "The two towns, by what follows.",
        },
    ],
    "statements": [
        {
            "statement_id": "stm-001",
            "speaker_id": "act-003",
            "voice": "attributed",
            "quotation_type": "mixed",
            "claim_type": "commissive",
            "cue": "said",
            "quoted_words": "never forget",
            "proposition": "The offence will stay in mind.",
            "topic": "state_relations",
            "event_id": "evt-002",
            **_UNDATED,
            "note": "The town stands for its council.",
        },
        {
            "statement_id": "stm-002",
            "speaker_id": "act-001",
            "voice": "author",
            "quotation_type": "own_voice",
            "claim_type": "factual",
            "proposition": "The author's subject is rivers.",
            "topic": "author_background",
            **_UNDATED,
        },
        {
            "statement_id": "stm-003",
            "speaker_id": "act-005",
            "voice": "attributed",
            "quotation_type": "direct",
            "claim_type": "directive",
            "cue": "wrote",
            "quoted_words": "Open it now",
            "proposition": "An opening at once would bring trust back.",
            "topic": "state_relations",
            "target_id": "act-004",
            "valence": "negative",
            "event_id": "evt-005",
            **_dated("on May 11", "2024-05-11"),
            "note": "Against Oldtown, whose bridge it is.",
        },
    ],
    "recommendations": [
        {
            "recommendation_id": "rec-001",
            "principle": "overall",
            "action": "Ask before closing",
            "polarity": "do",
            "modality": "should_have",
            "temporality": "retrospective",
            "explicitness": "explicit",
            "followed": "no",
            "followed_basis": "implied",
            "topic": "state_relations",
            "note": "The heading says no more.",
        },
        {
            **_STEP,
            "recommendation_id": "rec-002",
            "action": "Open the bridge",
            "step": "1",
            **_REFUSED,
            "note": "Finch, who closed it.",
        },
        {
            **_STEP,
            "recommendation_id": "rec-003",
            "action": "Mend the road",
            "step": "2",
            "followed": "not_addressed",
            "note": "No ground. Finch, by the first half.",
        },
    ],
    "involvements": [
        {"record_id": "evt-001", "actor_id": "act-002", "role": "initiator"},
        {"record_id": "evt-002", "actor_id": "act-003", "role": "initiator"},
        {"record_id": "evt-003", "actor_id": "act-002", "role": "initiator"},
        {"record_id": "evt-003", "actor_id": "act-005", "role": "participant"},
        {"record_id": "evt-004", "actor_id": "act-002", "role": "initiator"},
        {"record_id": "evt-005", "actor_id": "act-005", "role": "initiator"},
        {"record_id": "evt-006", "actor_id": "act-003", "role": "participant"},
        {"record_id": "evt-006", "actor_id": "act-004", "role": "participant"},
        {"record_id": "rec-001", "actor_id": "act-004", "role": "initiator"},
        {"record_id": "rec-002", "actor_id": "act-002", "role": "initiator"},
        {"record_id": "rec-003", "actor_id": "act-002", "role": "initiator"},
    ],
    "relations": [
        {
            "relation_id": "rel-001",
            "subject_id": "rec-001",
            "predicate": "criticises",
            "object_id": "evt-001",
            "basis": "implied",
            "passage_id": "psg-004",
        },
        _relation("rel-002", "evt-003 precedes evt-005", "psg-007"),
        _relation("rel-003", "evt-005 precedes evt-004", "psg-007"),
        {**_relation("rel-004", "rec-002 precedes rec-003", "psg-008"), "basis": "stated", "cue": "then"},
        _relation("rel-005", "stm-003 criticises evt-001", "psg-007"),
        _relation("rel-006", "stm-003 supports rec-002", "psg-007"),
        _relation("rel-007", "evt-002 supports rec-001", "psg-004"),
    ],
    "external_checks": [],
    "evidence": [],
    "mentions": [],
}
QUOTES = """id,part,quote,passage_id,within
evt-001,content,closed the bridge,,
evt-001,date,On May 3,,
evt-002,content,Newtown said,,
stm-001,content,the insult,,
stm-001,cue,said,,
stm-002,content,,psg-010,
rec-001,whole,,psg-004,
evt-003,content,she met the carters,,
evt-003,date,On May 10,,
evt-004,content,not open the bridge,,
evt-004,date,two days later,,
evt-005,content,they wrote,,
evt-005,date,on May 11,,
evt-006,content,The Quarrel,,
stm-003,content,trust will follow,,
stm-003,cue,wrote,,
stm-003,date,on May 11,,
rec-002,content,She should open the bridge,psg-008,
rec-003,content,mend the road,,
act-005,description,the carters,,
act-001,name,Bo Reed,,
act-002,title,Mayor,,
act-002,name,Ada Finch,,
act-003,name,Newtown,psg-002,
act-003,name,Newtown,psg-003,
act-004,name,Oldtown,psg-002,
act-004,name,Oldtown,psg-004,
act-002,pronoun,she,psg-005,
act-002,pronoun,She,psg-008,
act-005,pronoun,they,psg-007,
stm-001,source,Newtown,psg-003,
stm-003,source,they,psg-007,
"""


def make_specimen(folder: Path) -> Editor:
    """Make the specimen in ``folder/specimen``; ``article.txt`` and ``quotes.csv`` are there too."""
    root = folder / "specimen"
    editor = copy_package(ROOT, root)
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    (folder / "quotes.csv").write_text(QUOTES, encoding="utf-8")
    records = [
        {"record_id": row[f"{name[:-1]}_id"], "table": name, "added_in": "0.1.0"}
        for name in ("actors", "events", "statements", "recommendations")
        for row in _TABLES[name]
    ]
    emptied: dict[str, list[dict[str, str]]] = {name: [] for name in ("sources", "passages", "units", "codings")}
    for table, rows in {**_TABLES, "records": records, **emptied}.items():
        _fill(editor, table, rows)
    codes = editor.rows("codes")
    editor.write("codes", [[*row[:4], "" if number else row[4], *row[5:]] for number, row in enumerate(codes)])
    assert start("fingerprint", [str(folder / "article.txt"), "--package", str(root)]) == 0
    for column, value in (
        ("kind", "op_ed"),
        ("title", "The Quarrel"),
        ("title_basis", "unverified"),
        ("author_id", "act-001"),
        ("publisher_basis", "unknown"),
        ("published_basis", "unknown"),
        ("rights", "Free to share."),
    ):
        editor.set("sources", "src-001", column, value)
    anchor = [str(folder / "quotes.csv"), "--source", str(folder / "article.txt"), "--package", str(root)]
    assert start("anchor", anchor) == 0
    settle(root)
    return editor


def _fill(editor: Editor, table: str, rows: list[dict[str, str]]) -> None:
    columns = editor.rows(table)[0]
    full: list[Mapping[str, str]] = [{column: row.get(column, "") for column in columns} for row in rows]
    key = {"involvements": ["record_id", "actor_id", "role"], "codings": ["unit_id", "variable", "coder"]}.get(
        table, columns[:1]
    )
    path = editor.root / editor.path(table)
    path.write_text(format_table(columns, key, full), encoding="utf-8", newline="")
