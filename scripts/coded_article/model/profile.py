"""What the profile fixes: tables, columns, types, keys and links of every package."""

import re

DESCRIPTOR = "datapackage.json"
PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
RECORD_TABLES = ("actors", "events", "statements", "recommendations")
# the columns that the profile fixes, in order: a string unless a type is given after ":", and a foreign key
# to the first column of the table that is given after ">"
_PROFILE = {
    "sources": (
        "source_id kind title title_basis author_id>actors publisher publisher_basis published_edtf "
        "published_earliest:date published_latest:date published_basis language url rights canonicalisation "
        "characters:integer words:integer passages:integer sha256"
    ),
    "passages": (
        "passage_id source_id>sources ordinal:integer section:integer paragraph:integer kind start:integer "
        "end:integer words:integer sha256"
    ),
    "actors": "actor_id>records name actor_type parent_id>actors country_code office wikidata_id note",
    "events": (
        "event_id>records label event_type status polarity part_of_id>events date_text date_edtf "
        "date_earliest:date date_latest:date date_precision date_basis place note"
    ),
    "statements": (
        "statement_id>records speaker_id>actors voice quotation_type claim_type cue quoted_words proposition topic "
        "target_id>actors valence event_id>events date_text date_edtf date_earliest:date date_latest:date "
        "date_precision date_basis note"
    ),
    "recommendations": (
        "recommendation_id>records parent_id>recommendations principle action polarity modality temporality "
        "explicitness step:integer followed followed_basis topic note"
    ),
    "involvements": "record_id>records actor_id>actors role",
    "relations": "relation_id subject_id>records predicate object_id>records basis passage_id>passages note",
    "evidence": "evidence_id record_id>records passage_id>passages part start:integer end:integer sha256",
    "mentions": "mention_id actor_id>actors passage_id>passages start:integer end:integer form form_type",
    "external_checks": (
        "check_id record_id>records field coded_value external_value agreement source_title source_url note"
    ),
    "records": "record_id table added_in retired_in replaced_by>records",
    "codes": "vocabulary code label definition example plover cameo broader",
    "units": "unit_id level passage_id>passages record_id>records other_id>records",
    "codings": "unit_id>units variable coder value",
    "packages": "namespace name title version created:date license sha256",
    "same_as": "actor_id>actors same_as_id>actors wikidata_id",
}
_COLUMN = re.compile(r"(?P<name>\w+)(?::(?P<type>\w+))?(?:>(?P<target>\w+))?")
PROFILE = {
    table: {column["name"]: column["type"] or "string" for column in _COLUMN.finditer(columns)}
    for table, columns in _PROFILE.items()
}
# the foreign keys that the profile fixes: by table, the table that each column refers to
LINKS = {
    table: {column["name"]: column["target"] for column in _COLUMN.finditer(columns) if column["target"]}
    for table, columns in _PROFILE.items()
}
# the primary keys that are not the first column alone
_KEYS = {
    "involvements": ("record_id", "actor_id", "role"),
    "codes": ("vocabulary", "code"),
    "codings": ("unit_id", "variable", "coder"),
}
# what a package may publish beside: the independent codings, from which reliability is computed
OPTIONAL = ("units", "codings")
# what a corpus has beside: the packages that it was made of, and proposals for actors that are the same
CORPUS = ("packages", "same_as")
TABLES = tuple(name for name in PROFILE if name not in (*OPTIONAL, *CORPUS))
PACKAGE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
# the kinds of passage whose every sentence has a record
SENTENCES = ("body", "author_note")
_ID = "([a-z0-9][a-z0-9-]*:)?"
_PREFIXES = [
    "act",
    "chk",
    "evd",
    "evt",
    "men",
    "psg",
    "rec",
    "rel",
    "src",
    "stm",
    "unt",
    "[a-z]{3}",
    "(act|evt|stm|rec)",
]
# the patterns of the profile, which Python's own engine matches in linear time
PATTERNS = frozenset(
    {
        *(f"{_ID}{prefix}-[0-9]{{3,}}" for prefix in _PREFIXES),
        "[a-z0-9][a-z0-9-]*:act-[0-9]{3,}",
        "(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*)",
        "(0[1-9]|1[0-9]|20)",
        "Q[1-9][0-9]*",
        "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~%]?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~%]?)?",
        "[0-9a-f]{64}",
        "[A-Z]+(/[a-z-]+)?",
        "[A-Z]{3}",
        "[a-z0-9][a-z0-9-]*",
        "[a-z0-9][a-z0-9._-]*",
        "[a-z][a-z0-9_-]*",
        "[a-z][a-z0-9_]*",
        "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*",
        "ca-[1-9]",
        "https?://[^ ]+",
    }
)
