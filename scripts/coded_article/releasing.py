"""A release: what must hold before it is made, and the files that it consists of."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coded_article import changelog, comparison_report, revisions
from coded_article.archive import pack
from coded_article.building import drifted, outputs
from coded_article.comparison import Comparison, compare, least_version
from coded_article.descriptor import SEMVER
from coded_article.errors import RefusedError
from coded_article.formats import FORMATS, Content, croissant, schema_org
from coded_article.opening import opened
from coded_article.report import line
from coded_article.validation import Report, validate

SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Artefact:
    """One file of a release: how its name goes on after name and version, what it is for, and whether its
    bytes are the same whatever builds it (else: whatever builds it with the same versions of the libraries).
    """

    suffix: str
    purpose: str
    identical: str


ANYWHERE, SAME_LIBRARIES = "everywhere", "with the same Python and libraries"
ARTEFACTS = (
    Artefact(".zip", "the package itself, with its scripts and tests; stored, not compressed", ANYWHERE),
    *(
        Artefact(
            one.suffix, one.purpose, SAME_LIBRARIES if one.module in ("sqlite", "parquet", "workbook") else ANYWHERE
        )
        for one in FORMATS
    ),
    Artefact(
        "-croissant.json", "machine learning tools: Croissant metadata that leads into the Parquet files", ANYWHERE
    ),
    Artefact("-schema-org.jsonld", "search engines and catalogues: schema.org metadata of all files", ANYWHERE),
    Artefact("-release-notes.md", "what is new, from the changelog and the comparison with the last release", ANYWHERE),
)


@dataclass(frozen=True)
class Release:
    """A package that may be released: as validated, and compared with the release before it, if any."""

    root: Path
    report: Report
    entry: changelog.Entry
    comparison: Comparison | None

    @property
    def content(self) -> Content:
        """The package as the formats take it."""
        return Content(self.report.descriptor, self.report.tables)


def prepare(root: Path, told: Callable[[str], None]) -> tuple[Release | None, list[str]]:
    """Check that the package in the folder ``root`` may be released; return it, or every complaint as one line.

    ``told`` is called with each step that is done.

    Raises:
        RefusedError: there is no package, or its folder is in no git repository.
    """
    report = validate(root)
    version = report.descriptor.version
    if not SEMVER.fullmatch(version):
        return None, [f'version "{version}" in datapackage.json is no semantic version; write one such as 1.0.0']
    complaints = [f"the package is invalid: {line(item)}" for item in report.errors[:5]]
    if len(report.errors) > 5:
        complaints.append(f"and {len(report.errors) - 5} more errors; `python scripts/validate.py` lists them")
    told(f"validated {report.descriptor.name} {version}")
    changed = revisions.uncommitted(root)
    if changed:
        shown = ", ".join(changed[:5]) + (f" and {len(changed) - 5} more" if len(changed) > 5 else "")
        complaints.append(f"not committed: {shown}; commit them, or have git ignore them")
    with suppress(RefusedError):  # a table that cannot be read is among the errors
        stale = [str(path.relative_to(root)) for path in drifted(outputs(root))]
        complaints += [f"{path} has drifted; run `python scripts/build.py` and commit" for path in stale]
    entries = changelog.entries(root)
    created = str(report.descriptor.raw.get("created", ""))[:10]
    entry = next((one for one in entries if one.version == version), None)
    complaints += _changelog_complaints(entries, entry, version, created)
    comparison, more = _compared(root, version, entry, told)
    complaints += more
    if complaints or entry is None:
        return None, complaints
    return Release(root, report, entry, comparison), []


def _changelog_complaints(
    entries: list[changelog.Entry], entry: changelog.Entry | None, version: str, created: str
) -> Iterator[str]:
    if entry is None:
        yield f"{changelog.CHANGELOG} has no entry for {version}; write one under `## {version} ({created or 'date'})`"
        return
    if entry is not entries[0]:
        yield f"{changelog.CHANGELOG}: the newest entry is {entries[0].version}, not {version}; correct one of the two"
    if not created:
        yield f"datapackage.json has no `created`; write the day of the release, such as {entry.date}T00:00:00Z"
    elif entry.date != created:
        dated = entry.date or "not at all"
        yield f"{changelog.CHANGELOG} dates {version} {dated}, and datapackage.json {created}; make them agree"
    if not entry.text:
        yield f"{changelog.CHANGELOG}: the entry for {version} is empty; say what changed, with the ids"


def _compared(
    root: Path, version: str, entry: changelog.Entry | None, told: Callable[[str], None]
) -> tuple[Comparison | None, list[str]]:
    """Compare with the release before this one; return the comparison and what it forbids."""
    if revisions.is_shallow(root):
        return None, ["the history is cut short, which hides earlier releases; run `git fetch --unshallow --tags`"]
    released = revisions.releases(root)
    this = revisions.numbers_of(version)
    newer = [tag for numbers, tag in released.items() if numbers > this]
    if newer:
        return None, [f"{newer[-1]} is already released, and {version} is older; raise the version"]
    if this in released and revisions.resolve(root, released[this]) != revisions.resolve(root, "HEAD"):
        return None, [f"{released[this]} is already released from another commit; raise the version"]
    earlier = [tag for numbers, tag in released.items() if numbers < this]
    if not earlier:
        told("no earlier release is tagged: nothing to compare with")
        return None, []
    with opened(root, earlier[-1].removeprefix("v")) as old:
        comparison = compare(old, root)
    told(f"compared with {earlier[-1]}: {comparison.step} step")
    return comparison, list(_step_complaints(comparison, version, entry))


def _step_complaints(comparison: Comparison, version: str, entry: changelog.Entry | None) -> Iterator[str]:
    yield from comparison.faults
    old = comparison.old.descriptor.version
    least = least_version(old, comparison.step if comparison.step != "none" else "patch")
    if revisions.numbers_of(version) < revisions.numbers_of(least):
        step, reason = comparison.reasons[0]
        yield f"{old} to {version} is too small a step: {reason} ({step}); the version must be {least} or later"
    named = set(re.findall(r"[a-z0-9:-]*[a-z]{3}-[0-9]{3,}", entry.text if entry else ""))
    missing = [record for record in comparison.changed_records if record not in named]
    if entry and missing:
        yield f"{changelog.CHANGELOG} does not name rows that changed since {old}: {', '.join(missing)}; add them"


def artefacts(release: Release, told: Callable[[str], None]) -> dict[str, bytes]:
    """Return every file of the release by name, the checksums last."""
    content = release.content
    made: dict[str, bytes] = {f"{content.stem}.zip": pack(revisions.tracked(release.root, "HEAD"))}
    types = {f"{content.stem}.zip": "application/zip"}
    for one in FORMATS:
        told(f"making {content.stem}{one.suffix}")
        made[f"{content.stem}{one.suffix}"] = one.make(content)
        types[f"{content.stem}{one.suffix}"] = one.media_type
    made[f"{content.stem}-croissant.json"] = croissant.render(
        content, made[f"{content.stem}.zip"], made[f"{content.stem}-parquet.zip"]
    )
    types[f"{content.stem}-croissant.json"] = "application/ld+json"
    described = {name: (types[name], data) for name, data in made.items()}
    made[f"{content.stem}-schema-org.jsonld"] = schema_org.render(content, described)
    made[f"{content.stem}-release-notes.md"] = _notes(release, made).encode("utf-8")
    sums = "".join(f"{hashlib.sha256(made[name]).hexdigest()}  {name}\n" for name in sorted(made))
    return {**made, SUMS: sums.encode("utf-8")}


def differing(folder: Path, made: Mapping[str, bytes]) -> list[str]:
    """Return the files of ``made`` that are in ``folder`` with other bytes, checksums aside."""
    found = []
    for name, data in made.items():
        with suppress(FileNotFoundError):
            if name != SUMS and (folder / name).read_bytes() != data:
                found.append(name)
    return found


def _notes(release: Release, made: Mapping[str, bytes]) -> str:
    raw = release.report.descriptor.raw
    purposes = {f"{release.content.stem}{one.suffix}": one.purpose for one in ARTEFACTS}
    lines = [f"# {raw.get('title', raw['name'])} {raw['version']}", "", release.entry.text, ""]
    if release.comparison:
        lines += ["## Compared with the release before", "", "```text"]
        lines += [*comparison_report.text(release.comparison), "```", ""]
    lines += ["## Files", "", "| file | bytes | what it is for |", "|---|--:|---|"]
    lines += [f"| `{name}` | {len(data):,} | {purposes[name]} |" for name, data in made.items()]
    lines += ["", f"`{SUMS}` has the SHA-256 of each; `sha256sum --check {SUMS}` checks them."]
    return "\n".join(lines) + "\n"
