"""A release: what must hold before it is made, and the files that it consists of."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from coded_article.check.validate import check
from coded_article.console import visible
from coded_article.errors import RefusedError
from coded_article.files import git
from coded_article.files.archive import pack
from coded_article.files.paths import read_text
from coded_article.model.profile import DESCRIPTOR
from coded_article.model.versions import SEMVER, numbers_of, rank
from coded_article.read.opening import Opened, exported
from coded_article.release import changelog, compare_report
from coded_article.release.compare import Comparison, compare, least_version
from coded_article.release.formats import FORMATS, PARQUET, Artefact, Content, croissant, schema_org
from coded_article.release.generate import drifted, outputs

_SHOWN = 5
SUMS = "SHA256SUMS"


PACKAGE = Artefact(
    ".zip", "application/zip", "the package itself, with all that is committed there; stored, not compressed", True
)
# these tell the sums or sizes of the files above, so that they are no more portable than those
CROISSANT = Artefact(
    "-croissant.json",
    "application/ld+json",
    "machine learning tools: Croissant metadata that leads into the Parquet files",
    False,
)
SCHEMA_ORG = Artefact(
    "-schema-org.jsonld",
    "application/ld+json",
    "search engines and catalogues: schema.org metadata of all files",
    False,
)
NOTES = Artefact(
    "-release-notes.md",
    "text/markdown",
    "what is new, from the changelog and the comparison with the last release",
    False,
)
ARTEFACTS: tuple[Artefact, ...] = (PACKAGE, *FORMATS, CROISSANT, SCHEMA_ORG, NOTES)


@dataclass(frozen=True)
class Release:
    """A package that may be released: its files as committed, as validated, and compared with the release before."""

    files: Mapping[str, git.Committed]
    package: Opened
    entry: changelog.Entry
    comparison: Comparison | None

    @property
    def content(self) -> Content:
        """The package as the formats take it."""
        return Content(self.package.descriptor, self.package.tables)


@contextmanager
def committed(package: Path) -> Iterator[tuple[Opened, dict[str, git.Committed]]]:
    """Give the package as it stands in HEAD, with its files by path.

    What a checkout, git's settings or ignored files make of it does not count: a release is what was committed.

    Raises:
        RefusedError: the folder is in no git repository, or HEAD has no package there.
    """
    head = git.resolve(package, "HEAD")
    if head is None:
        git.is_shallow(package)  # says why, if git does
        msg = f"{package}: no {DESCRIPTOR} is committed there; commit the package first"
        raise RefusedError(msg)
    with exported(package, head, str(package)) as committed_package:
        yield committed_package, git.tracked(package, head)


def prepare(
    folder: Path, package: Opened, files: Mapping[str, git.Committed], tell: Callable[[str], None]
) -> tuple[Release | None, list[str]]:
    """Check that the package may be released; return it, or every complaint as one line.

    ``package`` has the ``files`` as committed, ``folder`` is where its repository is, and ``tell`` is called with
    each step that is done.

    Raises:
        RefusedError: there is no package.
    """
    for form in FORMATS:  # what is not installed is reported before the work
        import_module(f"coded_article.release.formats.{form.module}")
    report = check(package)
    root, version = package.root, package.descriptor.version
    if not SEMVER.fullmatch(version):
        return None, [f'version "{visible(version)}" in {DESCRIPTOR} is no semantic version; write one such as 1.0.0']
    complaints = [f"the package is invalid: {item}" for item in report.errors[:_SHOWN]]
    if len(report.errors) > _SHOWN:
        complaints.append(f"and {len(report.errors) - _SHOWN} more errors; `coded-article validate` lists them")
    tell(f"validated {package.descriptor.name} {version}")
    if not package.descriptor.raw.keys() & {"id", "homepage"}:
        tell(
            f"warning: {DESCRIPTOR} has neither `id`, such as a DOI, nor `homepage`: nothing says where the release is"
        )
    complaints += _uncommitted(folder)
    if not report.errors:
        stale = [path.relative_to(root).as_posix() for path in drifted(outputs(package))]
        complaints += [f"{path} has drifted; run `coded-article build` and commit" for path in stale]
    entries = changelog.entries(root)
    created = str(package.descriptor.raw.get("created", ""))[:10]
    entry = next((candidate for candidate in entries if candidate.version == version), None)
    complaints += _changelog_complaints(entries, entry, version, created)
    older = [other.version for other in entries if other is not entry]
    is_there = git.resolve(folder, "HEAD") is not None
    comparison, more_complaints = _compared(folder, package, version, entry, older, tell) if is_there else (None, [])
    complaints += more_complaints
    if complaints or entry is None:
        return None, complaints
    return Release(files, package, entry, comparison), []


def _uncommitted(folder: Path) -> Iterator[str]:
    """Yield which files are not committed, or that none is."""
    if git.resolve(folder, "HEAD") is None:
        try:
            git.is_shallow(folder)  # says why, if git does
        except RefusedError as error:
            yield str(error)
            return
        yield f"{folder}: no {DESCRIPTOR} is committed there; commit the package first"
        return
    changed = list(map(visible, git.uncommitted(folder)))
    if changed:
        more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
        yield f"not committed: {', '.join(changed[:_SHOWN])}{more}; commit them, or have git ignore them"


def _changelog_complaints(
    entries: list[changelog.Entry], entry: changelog.Entry | None, version: str, created: str
) -> Iterator[str]:
    if not created:
        day = entry.date if entry and entry.date else "2025-12-31"
        yield f"datapackage.json has no `created`; write the day of the release, such as {day}T00:00:00Z"
    if entry is None:
        yield f"{changelog.CHANGELOG} has no entry for {version}; write one under `## {version} ({created or 'date'})`"
        return
    if entry is not entries[0]:
        yield f"{changelog.CHANGELOG}: the newest entry is {entries[0].version}, not {version}; correct one of the two"
    if created and entry.date != created:
        dated = entry.date or "not at all"
        yield f"{changelog.CHANGELOG} dates {version} {dated}, and datapackage.json {created}; make them agree"
    if not entry.text:
        yield f"{changelog.CHANGELOG}: the entry for {version} is empty; say what changed, with the ids"


def _compared(
    folder: Path,
    package: Opened,
    version: str,
    entry: changelog.Entry | None,
    older: list[str],
    tell: Callable[[str], None],
) -> tuple[Comparison | None, list[str]]:
    """Compare with the release before this one; return the comparison and what it forbids."""
    complaint = _history_complaint(folder, version)
    if complaint:
        return None, [complaint]
    this = rank(version)
    earlier = [tag for numbers, tag in git.releases(folder, before_head=True).items() if numbers < this]
    if not earlier:
        # a version before 1.0.0 may have been worked on without being released
        untagged = [past for past in older if SEMVER.fullmatch(past) and not past.startswith("0.")]
        if untagged:
            return None, [f"no tag of an earlier release is here, such as v{untagged[0]}; run `git fetch --tags`"]
        tell("no earlier release is tagged: nothing to compare with")
        return None, []
    commit = git.resolve(folder, earlier[-1]) or ""
    with exported(folder, commit, earlier[-1]) as old:
        comparison = compare(old, package)
    if comparison.old.descriptor.version != earlier[-1].removeprefix("v"):
        said = comparison.old.descriptor.version
        return None, [f"the tag {earlier[-1]} is of a commit whose version is {said}; correct the tag"]
    tell(f"compared with {earlier[-1]}: {comparison.step} step")
    return comparison, list(_step_complaints(comparison, version, entry))


def _history_complaint(folder: Path, version: str) -> str:
    """Return why the history forbids a release of ``version`` from HEAD, empty if it does not."""
    if git.is_shallow(folder):
        return "the history is cut short, which hides earlier releases; run `git fetch --unshallow --tags`"
    tags = git.releases(folder)
    this = rank(version)
    if this in tags and git.resolve(folder, tags[this]) != git.resolve(folder, "HEAD"):
        return f"{tags[this]} is already released from another commit; raise the version"
    newer = [tag for numbers, tag in git.releases(folder, before_head=True).items() if numbers > this]
    return f"{newer[-1]} is already released, and {version} is older; raise the version" if newer else ""


def _step_complaints(comparison: Comparison, version: str, entry: changelog.Entry | None) -> Iterator[str]:
    yield from comparison.faults
    old = comparison.old.descriptor.version
    least = least_version(old, comparison.step if comparison.step != "none" else "patch")
    if numbers_of(version) < numbers_of(least):
        step, reason = (
            comparison.reasons[0] if comparison.reasons else ("patch", "a release needs a version of its own")
        )
        yield f"{old} to {version} is too small a step: {reason} ({step}); the version must be {least} or later"
    named = set(re.findall(r"[a-z0-9:-]*[a-z]{3}-[0-9]{3,}", entry.text if entry else ""))
    missing = [record for record in comparison.changed_records if record not in named]
    if entry and missing:
        yield f"{changelog.CHANGELOG} does not name rows that changed since {old}: {', '.join(missing)}; add them"


def artefacts(release: Release, tell: Callable[[str], None]) -> dict[str, bytes]:
    """Return every file of the release by name."""
    content = release.content
    files = {path: file.content for path, file in release.files.items()}
    executable = {path for path, file in release.files.items() if file.executable}
    made = {PACKAGE.suffix: pack(files, executable)}
    for form in FORMATS:
        tell(f"making {content.stem}{form.suffix}")
        made[form.suffix] = form.make(content)
    made[CROISSANT.suffix] = croissant.render(content, made[PACKAGE.suffix], made[PARQUET])
    types = {artefact.suffix: artefact.media_type for artefact in ARTEFACTS}
    described = {f"{content.stem}{suffix}": (types[suffix], data) for suffix, data in made.items()}
    made[SCHEMA_ORG.suffix] = schema_org.render(content, described)
    made[NOTES.suffix] = _notes(release, made).encode("utf-8")
    return {f"{content.stem}{suffix}": data for suffix, data in made.items()}


def sums(made: Mapping[str, bytes], folder: Path) -> bytes:
    """Return the checksums of ``made``, and those that ``folder`` has already of files of other versions."""
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
    for line in (read_text(folder, SUMS) or "").splitlines():
        digest, _, name = line.partition("  ")
        if name not in digests and (folder / name).is_file():
            digests[name] = digest
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode("utf-8")


def differing(folder: Path, made: Mapping[str, bytes]) -> list[str]:
    """Return the files of ``made`` that are in ``folder`` with other bytes."""
    return [name for name, data in made.items() if (folder / name).is_file() and (folder / name).read_bytes() != data]


def _notes(release: Release, made: Mapping[str, bytes]) -> str:
    raw = release.package.descriptor.raw
    purposes = {artefact.suffix: artefact.purpose for artefact in ARTEFACTS}
    lines = [f"# {raw.get('title', raw['name'])} {raw['version']}", "", release.entry.text, ""]
    if release.comparison:
        lines += ["## Compared with the release before", "", "```text"]
        lines += [*compare_report.as_text(release.comparison), "```", ""]
    lines += ["## Files", "", "| file | bytes | what it is for |", "|---|--:|---|"]
    lines += [
        f"| `{release.content.stem}{suffix}` | {len(data):,} | {purposes[suffix]} |" for suffix, data in made.items()
    ]
    lines += ["", f"`{SUMS}` has the SHA-256 of each; `sha256sum --check {SUMS}` checks them."]
    return "\n".join(lines) + "\n"
