"""Changes in meaning: each makes a sound package contradict itself, or changes what nothing else speaks of.

A change takes the tables of a package, as rows of cells by column, and a source of chance to choose its row by.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

from coded_article.files.canonical_csv import format_table, read_rows
from coded_article.read.opening import opened_folder
from tests.editor import Editor

Row = dict[str, str]
Tables = dict[str, list[Row]]
Change = Callable[[Tables, Random], object]
Where = Callable[[Row], bool]

IDS = {"events": "event_id", "statements": "statement_id", "recommendations": "recommendation_id"}
DAY = {"date_precision": "day", "date_basis": "relative", "date_text": ""}


def apply(root: Path, change: Change, seed: str) -> None:
    """Change the tables of a package, and write those that differ."""
    tables = opened_folder(root).descriptor.tables
    rows: Tables = {name: read_rows(root / table.path) for name, table in tables.items()}
    before = {name: [dict(row) for row in of] for name, of in rows.items()}
    change(rows, Random(seed))
    assert rows != before
    for name, table in tables.items():
        if rows[name] != before[name]:
            text = format_table(table.columns, table.primary_key, rows[name])
            (root / table.path).write_text(text, encoding="utf-8", newline="")


def contradict(package: Editor, kinds: Iterable[str], seed: int) -> None:
    """Make all of these kinds of contradiction in one package, but for those for which others left no row."""
    for kind in kinds:
        with suppress(AssertionError, IndexError, KeyError, StopIteration, ValueError):
            apply(package.root, CONTRADICTIONS[kind], f"{seed} {kind}")


def one(tables: Tables, rng: Random, table: str, where: Where = lambda _: True) -> Row:
    """Return a row of a table by chance."""
    return rng.choice([row for row in tables[table] if where(row)])


def put(table: str, where: Where | None = None, /, **cells: str) -> Change:
    """Return the change of these cells of one row that has others."""

    def change(tables: Tables, rng: Random) -> None:
        differs = where or (lambda _: True)
        row = one(
            tables, rng, table, lambda row: differs(row) and any(row[name] != cell for name, cell in cells.items())
        )
        row.update(cells)

    return change


def like(**cells: str) -> Where:
    return lambda row: all(row[name] == cell for name, cell in cells.items())


def by_id(tables: Tables) -> dict[str, Row]:
    return {next(iter(row.values())): row for table in ("actors", *IDS) for row in tables[table]}


def dated(row: Row) -> bool:
    return len(row["date_edtf"]) == 10


def day(row: Row, days: int = 0, *, of: Mapping[str, str] | None = None) -> Row:
    """Move the date of a row, or give it that of another, by so many days; return the row."""
    moved = datetime.date.fromisoformat((of or row)["date_earliest"]) + datetime.timedelta(days)
    row.update(dict.fromkeys(("date_edtf", "date_earliest", "date_latest"), moved.isoformat()))
    if of:
        row.update(DAY)
    return row


def moved(table: str, days: int, where: Where = dated) -> Change:
    return lambda tables, rng: day(one(tables, rng, table, where), days)


def ends(predicate: str, change: Callable[[Row, Row, Row], object], where: Where | None = None) -> Change:
    """Return a change of a relation of this predicate, given with its two ends."""

    def changed(tables: Tables, rng: Random) -> None:
        records = by_id(tables)
        row = one(tables, rng, "relations", lambda r: r["predicate"] == predicate and (where is None or where(r)))
        change(row, records[row["subject_id"]], records[row["object_id"]])

    return changed


def exchanged(row: Row, *_: Row) -> None:
    row["subject_id"], row["object_id"] = row["object_id"], row["subject_id"]


def involved(role: str, other: str, table: str = "") -> Change:
    """Return the change that gives an actor another role too in what it has one in."""

    def change(tables: Tables, rng: Random) -> None:
        row = one(tables, rng, "involvements", lambda r: r["role"] == role and r["record_id"].startswith(table))
        tables["involvements"].append({**row, "role": other})

    return change


def alone(event_type: str, *roles: str) -> Change:
    """Return the change that takes the actors of these roles, but for one of several, out of an event of a type."""

    def change(tables: Tables, rng: Random) -> None:
        event = one(tables, rng, "events", like(event_type=event_type))["event_id"]
        rows = [row for row in tables["involvements"] if row["record_id"] == event and row["role"] in roles]
        keep = rows[:1] if len(rows) > 1 else []
        tables["involvements"] = [row for row in tables["involvements"] if row not in rows or row in keep]

    return change


def copied(table: str, **cells: str) -> Change:
    """Return the change that repeats a record with its evidence and actors under a new id."""

    def change(tables: Tables, rng: Random) -> None:
        name = next(iter(tables[table][0]))
        row = one(tables, rng, table)
        key, new = row[name], f"{row[name][:3]}-990"
        tables[table].append({**row, **cells, name: new})
        tables["records"].append({**tables["records"][0], "record_id": new, "table": table})
        for held, own in (("evidence", "evidence_id"), ("mentions", "mention_id"), ("involvements", "")):
            column = "actor_id" if held == "mentions" else "record_id"
            for number, of in enumerate([of for of in tables[held] if of[column] == key]):
                again = {**of, column: new} | ({own: f"{of[own][:3]}-99{number}"} if own else {})
                tables[held].append(again)

    return change


def dropped(table: str, where: Where) -> Change:
    return lambda tables, rng: tables[table].remove(one(tables, rng, table, where))


def check(agreement: str, coded: str, there: str, field: str = "date_edtf") -> Change:
    """Return the change that adds an outside check of a cell, of a record that has it so."""

    def change(tables: Tables, rng: Random) -> None:
        table = next(table for table in IDS if field in tables[table][0])
        record = one(tables, rng, table, lambda row: row[field] == coded)[IDS[table]]
        cells = {"record_id": record, "field": field, "coded_value": coded, "external_value": there}
        tables["external_checks"].append(
            {
                **tables["external_checks"][0],
                **cells,
                "check_id": "chk-990",
                "agreement": agreement,
                "source_url": "https://example.org",
            }
        )

    return change


def steps(first: str, second: str) -> Change:
    """Return the change that exchanges two steps of one parent."""

    def change(tables: Tables, rng: Random) -> None:
        parent = one(tables, rng, "recommendations", lambda r: r["step"] == second)["parent_id"]
        rows = {row["step"]: row for row in tables["recommendations"] if row["parent_id"] == parent and row["step"]}
        rows[first]["step"], rows[second]["step"] = second, first

    return change


def added(predicate: str, like_this: Callable[[Row], tuple[str, str]], of: str) -> Change:
    """Return the change that adds a relation whose ends are worked out of one that is there."""

    def change(tables: Tables, rng: Random) -> None:
        row = one(tables, rng, "relations", like(predicate=of))
        subject, target = like_this(row)
        tables["relations"].append(
            {**row, "relation_id": "rel-990", "predicate": predicate, "subject_id": subject, "object_id": target}
        )

    return change


def elsewhere(table: str, where: Where) -> Change:
    """Return the change that moves a row to a passage with which its records have nothing to do."""

    def change(tables: Tables, rng: Random) -> None:
        row = one(tables, rng, table, where)
        records = {row.get(name) for name in ("record_id", "subject_id", "object_id")}
        near = {span["passage_id"] for span in tables["evidence"] if span["record_id"] in records}
        far = [
            p
            for p in tables["passages"]
            if p["passage_id"] not in near and p["kind"] == "body" and int(p["words"]) > 18
        ]
        row["passage_id"] = rng.choice(far)["passage_id"]

    return change


def to_credit(table: str) -> Change:
    """Return the change that makes a passage with evidence or mentions a credit line."""

    def change(tables: Tables, rng: Random) -> None:
        passage = one(tables, rng, table)["passage_id"]
        next(row for row in tables["passages"] if row["passage_id"] == passage)["kind"] = "credit"

    return change


def field(table: str, column: str, edit: Callable[[dict[str, Any]], object]) -> Callable[[Any], object]:
    """Return an edit of one field of a schema."""
    return lambda schema: edit(next(item for item in schema["fields"] if item["name"] == column))


def _actor(actor_type: str) -> Where:
    return lambda row: row["actor_type"] == actor_type


def _kin(child: str, parent: str) -> Change:
    """Return the change that gives an actor of one type a parent of another."""

    def change(tables: Tables, rng: Random) -> None:
        row = one(tables, rng, "actors", _actor(child))
        above = {row["actor_id"]}
        other = one(tables, rng, "actors", lambda r: _actor(parent)(r) and r["actor_id"] not in above)
        row["parent_id"], row["country_code"] = other["actor_id"], ""

    return change


def _second(**cells: str) -> Change:
    """Return the change that gives a second actor what a first one has."""

    def change(tables: Tables, rng: Random) -> None:
        first = one(tables, rng, "actors", lambda r: all(r[name] for name in cells) and r["actor_type"] == "state")
        other = one(tables, rng, "actors", lambda r: r["actor_type"] == "state" and r is not first)
        other.update({name: first[name] for name in cells})

    return change


def _spoken(change: Callable[[Row, Row], object]) -> Change:
    """Return a change of a statement and its speech act."""

    def changed(tables: Tables, rng: Random) -> None:
        row = one(tables, rng, "statements", lambda r: bool(r["event_id"]))
        change(row, by_id(tables)[row["event_id"]])

    return changed


def _someone(table: str, column: str, where: Where = lambda _: True) -> Change:
    """Return the change of an actor that a row names into another."""

    def change(tables: Tables, rng: Random) -> None:
        row = one(tables, rng, table, lambda r: bool(r[column]) and where(r))
        taken = {row[column], row.get("target_id"), row.get("speaker_id")}
        row[column] = one(tables, rng, "actors", lambda r: r["actor_id"] not in taken)["actor_id"]

    return change


def _advice_act(change: Callable[[Tables, Row, Row], object]) -> Change:
    def changed(tables: Tables, rng: Random) -> None:
        row = one(tables, rng, "relations", like(predicate="calls_for"))
        records = by_id(tables)
        change(tables, records[row["subject_id"]], records[row["object_id"]])

    return changed


def _other_initiator(tables: Tables, advice: Row, act: Row) -> None:
    rows = [r for r in tables["involvements"] if r["role"] == "initiator"]
    mine = {r["actor_id"] for r in rows if r["record_id"] == advice["recommendation_id"]}
    busy = {r["actor_id"] for r in tables["involvements"] if r["record_id"] == act["event_id"]}
    free = next(a["actor_id"] for a in tables["actors"] if a["actor_id"] not in mine | busy)
    for row in rows:
        if row["record_id"] == act["event_id"]:
            row["actor_id"] = free


def _part(change: Callable[[Row, Row], object], where: Where = lambda _: True) -> Change:
    def changed(tables: Tables, rng: Random) -> None:
        row = one(tables, rng, "events", lambda r: bool(r["part_of_id"]) and where(r))
        change(row, by_id(tables)[row["part_of_id"]])

    return changed


def _whole_undone(row: Row, whole: Row) -> None:
    whole.update(status="not_done", polarity="negative")
    row.update(status="occurred", polarity="positive")


def _coding(variable: str, value: str) -> Change:
    return lambda tables, rng: one(tables, rng, "codings", like(variable=variable)).update(value=value)


STATED = like(date_basis="year_inferred")
OCCURRED = like(status="occurred")
# what contradicts something else in the package, each under the name of its kind
CONTRADICTIONS: dict[str, Change] = {
    # time
    "an event a year after the article": moved("events", 365),
    "a statement a year after the article": moved("statements", 365),
    "an event dated a year back": moved("events", -370, lambda r: dated(r) and STATED(r)),
    "a day that its words do not name": moved("events", 1, lambda r: dated(r) and STATED(r)),
    "a month that its words do not name": moved("events", -31, lambda r: dated(r) and STATED(r)),
    "a statement on another day than its words": moved("statements", 1, lambda r: dated(r) and STATED(r)),
    "a year that its words do not name": put("events", like(date_precision="year"), date_edtf="2015",
                                             date_earliest="2015-01-01", date_latest="2015-12-31"),
    "a part outside its whole": _part(lambda row, whole: day(row, 2, of=whole), dated),
    "what precedes, dated after": ends(
        "precedes",
        lambda _, s, o: (day(o, -4000, of={"date_earliest": "2025-02-10"}), day(s, of={"date_earliest": "2025-02-10"})),
        lambda r: r["subject_id"].startswith("evt"),
    ),
    "an answer before what it answers": ends("responds_to", lambda _, s, o: day(o, 3, of=s)),
    "an effect before its cause": ends("causes", lambda _, s, o: (day(s, of={"date_earliest": "2014-05-01"}), s.update(
        date_text="", date_basis="relative"), day(o, of={"date_earliest": "2014-04-01"}))),
    "an announcement after what it announces": ends("announces", lambda _, s, o: (
        day(s, of={"date_earliest": "2025-02-16"}), day(o, of={"date_earliest": "2025-02-14"}))),
    "a coming event that is past": put("events", like(status="announced", polarity="positive"),
                                       **DAY, date_edtf="2024-02-12", date_earliest="2024-02-12",
                                       date_latest="2024-02-12"),
    "a full date called inferred": put("events", like(date_precision="year"), date_basis="year_inferred"),
    "a date without its year called stated": put("events", STATED, date_basis="stated"),
    "an article that appeared before what it tells": put("sources", published_edtf="2025-02-01",
        published_earliest="2025-02-01", published_latest="2025-02-01", published_basis="inferred"),
    "latest before earliest": put("events", dated, date_latest="2013-01-01"),
    "a precision that the date has not": put("events", dated, date_precision="month"),
    "own claims with a date": put("statements", like(voice="author"), date_basis="relative", date_precision="day",
                                  **dict.fromkeys(("date_edtf", "date_earliest", "date_latest"), "2025-02-12")),
    # status and outcome
    "an act called for that took place": ends("calls_for", lambda _, s, o: o.update(status="occurred")),
    "an act called for that is to come": ends("calls_for", lambda _, s, o: o.update(status="announced")),
    "an announcement with its ends exchanged": ends("announces", exchanged),
    "an alternative with its ends exchanged": ends("alternative_to", exchanged),
    "criticism of an act that should have been done": ends("criticises", lambda row, s, o: row.update(
        object_id="evt-024"), lambda r: r["subject_id"].startswith("rec")),
    "an announcement that was not made": ends("announces", lambda _, s, o: s.update(
        status="not_done", polarity="negative")),
    "a response that was not given": ends("responds_to", lambda _, s, o: s.update(
        status="not_done", polarity="negative")),
    "a cause that never was": ends("causes", lambda _, s, o: s.update(status="counterfactual")),
    "something to come before what was done": ends("precedes", lambda _, s, o: s.update(status="announced"),
                                                   lambda r: r["subject_id"] == "evt-019"),
    "an act with negative polarity": put("events", OCCURRED, polarity="negative"),
    "going on with negative polarity": put("events", like(status="ongoing"), polarity="negative"),
    "a non-act with positive polarity": put("events", like(status="not_done"), polarity="positive"),
    "advice said to be followed": put("recommendations", like(followed="no"), followed="yes"),
    "advice said not to be addressed": put("recommendations", like(followed="no"), followed="not_addressed",
                                           followed_basis=""),
    "an outcome without grounds": put("recommendations", like(followed="not_addressed"), followed="no",
                                      followed_basis="implied"),
    "the other basis of an outcome": put("recommendations", like(followed_basis="implied"), followed_basis="stated"),
    "a missed act done after all": ends("criticises", lambda _, s, o: o.update(status="occurred", polarity="positive"),
                                        lambda r: r["object_id"] in ("evt-029", "evt-030", "evt-031")),
    "a counterfactual that nobody calls for": dropped("relations", like(predicate="calls_for")),
    "criticism that is gone": dropped("relations", lambda r: r["predicate"] == "criticises"
                                      and r["subject_id"] in ("rec-018", "rec-019", "rec-020", "rec-005")),
    "a meeting announced without the meeting": dropped("relations", lambda r: r["subject_id"] == "evt-014"),
    "a speech act that was not done": _spoken(lambda _, e: e.update(status="not_done", polarity="negative")),
    "a speech act that is to come": _spoken(lambda _, e: e.update(status="announced")),
    "a part done of a whole not done": _part(_whole_undone),
    "a part done of a whole to come": _part(lambda row, _: row.update(status="occurred", polarity="positive"),
                                            lambda r: r["status"] == "announced"),
    "advice to do a non-act": _advice_act(lambda _, s, o: s.update(
        polarity="do" if s["polarity"] == "do_not" else "do_not")),
    "a called-for act of the other polarity": _advice_act(lambda _, s, o: o.update(
        polarity="negative" if o["polarity"] == "positive" else "positive")),
    "advice for the future that calls for the past": _advice_act(lambda _, s, o: s.update(
        temporality="prospective", modality="should")),
    "a called-for act of somebody else": _advice_act(_other_initiator),
    # advice
    "worded advice without words": put("recommendations", like(explicitness="explicit"), modality="unworded"),
    "implied advice with words": put("recommendations", like(explicitness="implied"), modality="should"),
    "explicit advice called implied": put("recommendations", like(explicitness="explicit"), explicitness="implied"),
    "should have, for the future": put("recommendations", like(modality="should_have"), temporality="prospective"),
    "a way still open, for the past": put("recommendations", like(modality="could"), temporality="retrospective"),
    "a root under one principle": put("recommendations", like(parent_id=""), principle="leverage"),
    "a child of another principle": put("recommendations", like(principle="leverage", explicitness="explicit",
                                        modality="could"), principle="inclusion"),
    "a second root": put("recommendations", like(principle="leverage", modality="should_have"), parent_id=""),
    "steps in the other order": steps("1", "3"),
    "two steps exchanged": steps("1", "2"),
    "a step left out": put("recommendations", like(step="3"), step="4"),
    "advice in the other order": ends("precedes", exchanged, lambda r: r["subject_id"].startswith("rec")),
    "called-for acts in the other order": ends(
        "precedes", exchanged, lambda r: r["subject_id"] in ("evt-024", "evt-025")
    ),
    "advice that nobody is to follow": lambda tables, rng: one(tables, rng, "involvements", lambda r: r["role"] ==
        "initiator" and r["record_id"] in ("rec-001", "rec-010", "rec-012")).update(role="affected"),
    # roles
    "initiator and excluded": involved("initiator", "excluded", "evt"),
    "initiator and target": involved("initiator", "target", "evt"),
    "target and beneficiary": involved("target", "beneficiary", "evt"),
    "participant and affected": involved("participant", "affected", "evt"),
    "addressee and participant": involved("addressee", "participant", "evt"),
    "a request that nobody is asked": alone("request", "addressee"),
    "a call of one party": alone("phone_call", "initiator", "addressee"),
    "a meeting of one party": alone("meeting", "participant", "initiator"),
    "an expulsion of nobody": alone("expulsion", "target"),
    "sanctions on nobody": alone("sanctions", "target"),
    "talks without a party": alone("talks_participation", "excluded"),
    "a statement shared with its speaker": lambda tables, rng: tables["involvements"].append(
        {**tables["involvements"][0], "record_id": "stm-042", "actor_id": "act-004", "role": "co_speaker"}),
    "the target of a statement affected too": lambda tables, rng: tables["involvements"].append(
        {**tables["involvements"][0], "record_id": "stm-001", "actor_id": "act-010", "role": "affected"}),
    "a speaker who speaks against himself": put("statements", like(speaker_id="act-005"), target_id="act-005"),
    "a speaker who did not act": _someone("statements", "speaker_id", lambda r: bool(r["event_id"])),
    "own claims of somebody else": _someone("statements", "speaker_id", like(voice="author")),
    "words of another called the author's": put("statements", like(voice="attributed"), speaker_id="act-001",
                                                event_id=""),
    "an author who wrote nothing": put("sources", author_id="act-002"),
    # evidence
    "a relation resting on an alien passage": elsewhere("relations", lambda _: True),
    "evidence in a credit line": to_credit("evidence"),
    "a mention in a credit line": to_credit("mentions"),
    "a cue in another sentence": elsewhere("evidence", like(part="cue")),
    "date words in another sentence": elsewhere("evidence", like(part="date")),
    "a name given to another actor": put("mentions", lambda r: r["form"] in ("Trump", "Putin", "Ukraine", "Russia"),
                                         actor_id="act-021"),
    "an involvement of the other basis": lambda tables, rng: (row := one(tables, rng, "involvements")).update(
        basis="implied" if row["basis"] == "stated" else "stated"),
    # twins
    "an event copied whole": copied("events"),
    "an event copied under another label": copied("events", label="Something else altogether"),
    "a statement copied whole": copied("statements"),
    "advice copied under other words": copied("recommendations", action="Do the very same", step=""),
    "a relation given twice": added("criticises", lambda r: (r["subject_id"], r["object_id"]), "criticises"),
    "a contradiction given both ways": added("contradicts", lambda r: (r["object_id"], r["subject_id"]), "contradicts"),
    "an order given both ways": added("precedes", lambda r: (r["object_id"], r["subject_id"]), "precedes"),
    "an echo given both ways": added("echoes", lambda r: (r["object_id"], r["subject_id"]), "echoes"),
    "an outside check given twice": lambda tables, rng: tables["external_checks"].append(
        {**one(tables, rng, "external_checks"), "check_id": "chk-990"}),
    "two actors of one Wikidata id": _second(wikidata_id=""),
    "two states of one country": _second(country_code=""),
    # statements
    "an echo of the other side": ends("echoes", lambda _, s, o: s.update(valence="positive")),
    "an echo of another topic": ends("echoes", lambda _, s, o: s.update(topic="the_war")),
    "a contradiction about another matter": ends("contradicts", lambda _, s, o: s.update(topic="the_war"),
                                                 lambda r: r["subject_id"].startswith("stm")),
    "blame that praises": ends("criticises", lambda _, s, o: s.update(valence="positive"),
                               lambda r: r["subject_id"].startswith("stm")),
    "an order given by the author": put("statements", like(voice="author"), claim_type="directive"),
    "an own claim with a speech act": put("statements", like(voice="author"), event_id="evt-004"),
    # actors
    "a country that is none": put("actors", _actor("state"), country_code="ZZZ"),
    "a child of another country": put("actors", lambda r: r["parent_id"] == "act-014", country_code="FRA"),
    "a state of a person": _kin("state", "person"),
    "a government of its officials": _kin("government", "officials"),
    "a people of a government": _kin("population", "government"),
    "a country of a body of states": put("actors", _actor("intergovernmental_body"), country_code="BEL"),
    "an office of a state": put("actors", _actor("state"), office="President"),
    # outside checks
    "agreement with another date": check("agrees", "2025-02-14", "2025-02-15"),
    "a difference from the same date": check("differs", "2025-02-14", "2025-02-14"),
    "a refinement outside the date": check("refines", "2014", "2015-03-01"),
    "a difference that refines": check("differs", "2014", "2014-03-01"),
    "agreement with an empty cell": check("agrees", "", "2025-02-14"),
    "agreement with another code": check("agrees", "not_done", "occurred", "status"),
    "agreement on words that are not there": check("agrees", "never accept", "gladly take", "quoted_words"),
    "a check of a cell that has changed": put("external_checks", lambda r: r["field"] == "date_edtf" and
                                              bool(r["coded_value"]), coded_value="2025-01-01"),
    # codings and the register
    "a coding that is no code": _coding("status", "maybe"),
    "a coding of another variable": put("codings", like(variable="status"), variable="modality"),
    "a coding of an actor that is none": _coding("target", "act-990"),
    "a unit of another level": put("units", like(level="statement"), level="event"),
    "a unit without its actor": put("units", like(level="involvement"), other_id=""),
    "an id added in a version to come": put("records", added_in="9.0.0"),
    "a retired id in use": put("records", lambda r: r["table"] == "events", retired_in="1.0.0"),
    "a record under another table": put("records", lambda r: r["table"] == "events", table="statements"),
    # what earlier kinds led to
    "advice that blames an act of others": ends(
        "criticises", lambda row, s, o: row.update(object_id="evt-019"), lambda r: r["subject_id"].startswith("rec")
    ),
    "a part of an act of others": _part(
        lambda row, _: row.update(part_of_id="evt-019"), like(event_id="evt-012")
    ),
    "words said without saying them": _spoken(lambda s, _: s.update(event_id="")),
    "a statement with another speech act of its speaker": put(
        "statements", like(statement_id="stm-019"), event_id="evt-017"
    ),
    "a lone step": put("recommendations", like(recommendation_id="rec-012"), step="1"),
    "a pronoun called a name": put("mentions", lambda r: r["form"].lower() in ("he", "it", "his"), form_type="name"),
    "a name called a seat of power": put("mentions", lambda r: r["form"] in ("Putin", "Trump"), form_type="metonym"),
    "a canonical text of another rule": put("sources", canonicalisation="ca-9"),
    "a code of the profile with another order": put("codes", like(code="precedes"), time_order="after"),
    "a code of the profile that fits other tables": put("codes", like(code="supports"), fits="events>events"),
    "a type of event that needs nobody": put("codes", like(code="request"), needs=""),
    # places in the text
    "a section that runs backwards": put("passages", like(section="5"), section="1"),
    "a whole that is part of its part": _part(lambda row, whole: whole.update(part_of_id=row["event_id"])),
    "more passages than there are": put("sources", passages="45"),
}  # fmt: skip
# what a schema may not lose: by kind, the table and the edit
LOOSENED: dict[str, tuple[str, Callable[[Any], object]]] = {
    "a pattern that is gone": ("actors", field("actors", "country_code", lambda f: f["constraints"].pop("pattern"))),
    "a pattern that takes all": (
        "events",
        field("events", "event_id", lambda f: f["constraints"].update(pattern=".*")),
    ),
    "a cell that may be empty": ("events", field("events", "label", lambda f: f["constraints"].update(required=False))),
    "a longer cell": ("events", field("events", "note", lambda f: f["constraints"].update(maxLength=9999))),
    "a name that is not unique": ("actors", field("actors", "name", lambda f: f["constraints"].pop("unique"))),
    "a column of free text": ("events", field("events", "status", lambda f: f.pop("vocabulary"))),
    "a code that is not allowed": ("events", field("events", "status", lambda f: f["constraints"]["enum"].pop())),
    "a link that is gone": ("involvements", lambda schema: schema["foreignKeys"].pop()),
    "a key that is shorter": ("involvements", lambda schema: schema["primaryKey"].pop()),
    "a column without a meaning": ("events", field("events", "place", lambda f: f.pop("description"))),
    "a column without an example": ("events", field("events", "place", lambda f: f.update(example=""))),
}
# what no rule can see, for nothing else in the package speaks of it
UNSEEN: dict[str, Change] = {
    "a wrong label": put("events", label="The opposite of what took place"),
    "a wrong proposition": put("statements", like(target_id=""), proposition="The opposite of what was claimed."),
    "a wrong type of event": put("events", like(event_type="public_statement"), event_type="public_address"),
    "a wrong type of claim": put("statements", like(voice="author", claim_type="evaluative"), claim_type="factual"),
    "a wrong topic": put("statements", like(voice="author", topic="us_approach"), topic="the_war"),
    "a wrong valence": put("statements", like(voice="author", valence="positive"), valence="negative"),
    "a wrong place": put("events", like(place=""), place="Newtown"),
    "a wrong country of a lone actor": put("actors", lambda r: r["actor_id"] == "act-001", country_code="FRA"),
    "a hedge that is left out": put("events", like(event_id="evt-007"), status="occurred"),
    "a role close to the right one": lambda tables, rng: one(tables, rng, "involvements", lambda r: r["role"] ==
        "affected" and r["record_id"].startswith("evt")).update(role="beneficiary"),
    "an affected actor left out": lambda tables, rng: tables["involvements"].remove(one(tables, rng, "involvements",
        lambda r: r["role"] == "affected" and r["record_id"].startswith("evt"))),
    "an outside page misread": put("external_checks", like(agreement="refines", coded_value=""),
                                   external_value="2025-02-11"),
}  # fmt: skip
