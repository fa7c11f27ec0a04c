"""What the tables and codes of a corpus are: those of the profile, united with what its packages have of their own.

A code that is the same in several packages stands in a corpus once. One that means something else in another package
is refused, or renamed there to ``<namespace>_<code>``.
"""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from coded_article.console import visible
from coded_article.corpus.members import MEMBER_TABLES, Code, Member
from coded_article.files.canonical_csv import sort_key
from coded_article.model.profile import CLOSED, CORPUS, PROFILE, SCHEMAS, by_vocabulary, profile_codes, with_codes
from coded_article.model.schema import Field, Table

# what makes two codes the same; the example is a row of one package
_MEANING = ("label", "definition", "plover", "cameo", "broader")
# rules, joins and pages know the profile's codes of these vocabularies by name, so there they keep it
_KNOWN_BY_NAME = ("actor_type", "predicate", "principle", "role")
# what rules ask of the rows that have a code
_ASKED = ("fits", "symmetric", "time_order")
_NAMED = 20  # codes
_PATHS = 3
_TEXT = 160  # characters
_LIMITS = {field["name"]: field["constraints"] for field in SCHEMAS["codes"]["fields"]}

Key = tuple[str, str]
Renamed = Mapping[Key, str]


@dataclass(frozen=True)
class Union:
    """The schemas and codes of a corpus, the packages that define each code, and by namespace the codes renamed."""

    schemas: Mapping[str, dict[str, Any]]
    codes: Sequence[Mapping[str, str]]
    code_packages: Sequence[tuple[str, str, str]]
    renamed: Mapping[str, Renamed]


def header_of(schema: Mapping[str, Any]) -> list[str]:
    """Return the columns of a schema."""
    return [field["name"] for field in schema["fields"]]


def differences(members: Sequence[Member], *, keep_apart: bool = False) -> list[str]:
    """Return a line, with what to do, for all that keeps the packages from going together; none if nothing does."""
    said = [line for name in MEMBER_TABLES for line in _columns_that_differ(name, _having(name, members))]
    nothing: dict[str, Renamed] = {member.namespace: {} for member in members}
    renamed = _kept_apart(members) if keep_apart else nothing
    meanings = _meanings(members, renamed)
    lines = [_differs(key, meanings[key]) for key in sorted(meanings, key=sort_key) if len(meanings[key]) > 1]
    if lines:
        more = [f"and {len(lines) - _NAMED:,} more codes"] if len(lines) > _NAMED else []
        if keep_apart:
            remedy = (
                "rules and pages know these codes by name, so they cannot be kept apart; define each as the profile"
            )
        else:
            remedy = "give each code one definition or each meaning its own code, or keep them apart with --keep-apart"
        said += [*lines[:_NAMED], *more, remedy]
    return said + list(_unusable(members, renamed))


def united(members: Sequence[Member], *, keep_apart: bool = False) -> Union:
    """Return what the corpus of packages has, between which there are no ``differences``."""
    renamed = _kept_apart(members) if keep_apart else {member.namespace: {} for member in members}
    schemas = {name: _schema(name, having) for name in MEMBER_TABLES if (having := _having(name, members))}
    rows: dict[Key, dict[str, str]] = {}
    packages: list[tuple[str, str, str]] = []
    given = _profile()
    used = _used(members)
    for member in members:
        for key, row in _codes(member, renamed[member.namespace]):
            if key[0] in used:
                rows[key] = _with(rows.get(key), row)
                if key not in given or _meaning(row) != _meaning(given[key]):
                    packages.append((*key, member.namespace))
    codes = [rows[key] for key in sorted(rows, key=sort_key)]
    coded = by_vocabulary(codes)
    return Union(
        {name: with_codes(schema, coded) for name, schema in schemas.items()}
        | {name: SCHEMAS[name] for name in CORPUS},
        codes,
        sorted(packages, key=sort_key),
        renamed,
    )


def _having(name: str, members: Iterable[Member]) -> list[Member]:
    return [member for member in members if name in member.tables]


def _own(table: Table) -> dict[str, Field]:
    """Return the columns of a table that are none of the profile's."""
    return {field.name: field for field in table.fields if field.name not in PROFILE[table.name]}


def _schema(name: str, having: Sequence[Member]) -> dict[str, Any]:
    """Return the schema of the profile, with the packages' own further columns, and without ``unique``.

    What is unique in a package, as names are, may well stand in another one too.
    """
    schema = copy.deepcopy(SCHEMAS[name])
    first = having[0]
    own = _own(first.tables[name])
    raw = first.schemas[name]
    schema["fields"] += [copy.deepcopy(field) for field in raw["fields"] if field["name"] in own]
    for field in schema["fields"]:
        field.get("constraints", {}).pop("unique", None)
    keys = schema.get("foreignKeys", []) + [
        key
        for key in raw.get("foreignKeys", [])
        if key["fields"][0] in own and key["reference"].get("resource", "") in {*MEMBER_TABLES, ""}
    ]
    return {**schema, "foreignKeys": keys} if keys else schema


def _used(members: Sequence[Member]) -> set[str | None]:
    """Return the vocabularies that some column of the corpus has."""
    return {
        field.get("vocabulary")
        for name in MEMBER_TABLES
        for member in _having(name, members)
        for field in (*SCHEMAS[name]["fields"], *member.schemas[name]["fields"])
    }


def _columns_that_differ(name: str, having: Sequence[Member]) -> Iterator[str]:
    forms = [
        {column: _form(member.tables[name], field) for column, field in _own(member.tables[name]).items()}
        for member in having
    ]
    for column in dict.fromkeys(column for form in forms for column in form):
        first = next(number for number, form in enumerate(forms) if column in form)
        lacking = [member.path for member, form in zip(having, forms, strict=True) if column not in form]
        other = [
            member.path
            for member, form in zip(having, forms, strict=True)
            if column in form and form[column] != forms[first][column]
        ]
        here = f"the column `{column}` of `{name}` in {having[first].path}"
        if lacking:
            yield f"{here} is not in {_listed(lacking)}; add it to the schema and the table there, or take it out"
        if other:
            yield (
                f"{here} is not that in {_listed(other)}; give it the same type, constraints, vocabulary and key in all"
            )


def _form(table: Table, field: Field) -> object:
    """Return what must agree of an own column; the codes of a vocabulary need not."""
    left_out = {"unique", *(("enum",) if field.vocabulary else ())}
    constraints = {
        key: sorted(value) if isinstance(value, list) else value
        for key, value in field.constraints.items()
        if key not in left_out
    }
    keys = {key for key in table.foreign_keys if field.name in key.fields and key.target in MEMBER_TABLES}
    return field.type, constraints, field.vocabulary, keys


def _listed(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - _PATHS:,} more" if len(paths) > _PATHS else ""
    return ", ".join(paths[:_PATHS]) + more


@cache
def _profile() -> Mapping[Key, Code]:
    """Return the profile's codes by key."""
    return {(row["vocabulary"], row["code"]): row for row in profile_codes()}


def _meaning(row: Code) -> tuple[str, ...]:
    return tuple(row[column] for column in _MEANING)


def _codes(member: Member, renamed: Renamed) -> Iterator[tuple[Key, dict[str, str]]]:
    """Yield the codes of a package as they stand in the corpus."""
    given = _profile()
    for (vocabulary, code), row in member.codes.items():
        key = vocabulary, renamed.get((vocabulary, code), code)
        label = f"{row['label']} ({member.namespace})" if key[1] != code else row["label"]
        broader = renamed.get((vocabulary, row["broader"]), row["broader"])
        profiled = given.get((vocabulary, code))
        # of a code that the profile has, it says what rules ask; a package of an older profile lacks the columns
        asked = {column: (profiled or row).get(column, "") for column in _ASKED}
        example = f"{member.namespace}:{row['example']}" if row["example"] else ""
        yield key, {**row, "code": key[1], "label": label, "broader": broader, "example": example, **asked}


def _with(row: Mapping[str, str] | None, other: Mapping[str, str]) -> dict[str, str]:
    """Return a code with what is left open in one row and not in the other.

    What one package does not ask of the rows that have the code is not asked of them all.
    """
    if row is None:
        return dict(other)
    fits = sorted({*row["fits"].split(), *other["fits"].split()}) if row["fits"] and other["fits"] else []
    together = {**other, **{column: cell for column, cell in row.items() if cell}}
    asked = {column: row[column] if row[column] == other[column] else "" for column in _ASKED}
    return {**together, **asked, "fits": " ".join(fits)}


def _meanings(
    members: Sequence[Member], renamed: Mapping[str, Renamed]
) -> dict[Key, dict[tuple[str, ...], list[Member]]]:
    """Return what each code means, and to which packages; those that are renamed are left out."""
    used = _used(members)
    meanings: dict[Key, dict[tuple[str, ...], list[Member]]] = {}
    for member in members:
        its = renamed[member.namespace]
        for (vocabulary, code), row in member.codes.items():
            if vocabulary in used and (vocabulary, code) not in its:
                broader = its.get((vocabulary, row["broader"]), row["broader"])
                meaning = _meaning({**row, "broader": broader})
                meanings.setdefault((vocabulary, code), {}).setdefault(meaning, []).append(member)
    return meanings


def _kept_apart(members: Sequence[Member]) -> dict[str, Renamed]:
    """Return the codes that are renamed in each package: those that mean something else than in the profile.

    Where the profile has no such code, the first package that has it says what it means.
    """
    renamed: dict[str, dict[Key, str]] = {member.namespace: {} for member in members}
    given = _profile()
    while True:
        before = sum(map(len, renamed.values()))
        for key, meanings in _meanings(members, renamed).items():
            fixed = key[0] in CLOSED or (key[0] in _KNOWN_BY_NAME and key in given)
            if len(meanings) > 1 and not fixed:
                kept = _meaning(given[key]) if key in given else next(iter(meanings))
                for member in (member for meaning, its in meanings.items() if meaning != kept for member in its):
                    renamed[member.namespace][key] = f"{re.sub('[^a-z0-9]', '_', member.namespace)}_{key[1]}"
        # a code whose broader code was renamed is another one too
        if sum(map(len, renamed.values())) == before:
            return dict(renamed)


def _differs(key: Key, meanings: Mapping[tuple[str, ...], Sequence[Member]]) -> str:
    place = _MEANING.index("definition")
    others = [number for number, column in enumerate(_MEANING) if column != "definition"]
    shown = [number for number in others if len({meaning[number] for meaning in meanings}) > 1]
    said = []
    for meaning, members in meanings.items():
        also = "".join(f", {_MEANING[number]} {visible(meaning[number], _TEXT) or 'empty'}" for number in shown)
        paths = _listed([member.path for member in members])
        said.append(f'"{visible(meaning[place], _TEXT)}"{also} in {paths}')
    return f"the code `{key[1]}` of `{key[0]}` is {'; '.join(said)}"


def _unusable(members: Sequence[Member], renamed: Mapping[str, Renamed]) -> Iterator[str]:
    """Yield a line for each new name of a code that cannot be, in the order of the packages."""
    taken = {key for member in members for key in member.codes} | _profile().keys()
    for member in members:
        for (vocabulary, code), new in sorted(renamed[member.namespace].items()):
            here = f"{member.path}: the code `{code}` of `{vocabulary}` would become `{new}`"
            label = f"{member.codes[vocabulary, code]['label']} ({member.namespace})"
            if not re.fullmatch(_LIMITS["code"]["pattern"], new):
                yield f"{here}, which is no code; write a namespace that begins with a letter: NAMESPACE={member.path}"
            elif (vocabulary, new) in taken:
                yield f"{here}, which is a code already; write another namespace as NAMESPACE={member.path}"
            elif len(label) > _LIMITS["label"]["maxLength"]:
                yield f'{here} with too long a label, "{label}"; write a shorter namespace as NAMESPACE={member.path}'
