"""Semantic versions: three numbers, and what they may say of a pre-release and of a build, as in ``1.0.0-rc.1``.

A package is worked on towards the version of its three numbers; this is what its register names, whatever pre-releases
there are of it.
"""

import re

__version__ = "1.1.0"  # of the tool; the profile and each package have versions of their own
_NUMBER = "(0|[1-9][0-9]{0,8})"
_BEFORE = "(?:0|[1-9][0-9]{0,8}|[0-9]{0,9}[A-Za-z-][0-9A-Za-z-]{0,19})"
_BUILD = "[0-9A-Za-z-]{1,20}"
SEMVER = re.compile(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}"
    rf"(?:-{_BEFORE}(?:\.{_BEFORE}){{0,4}})?(?:\+{_BUILD}(?:\.{_BUILD}){{0,4}})?"
)

Numbers = tuple[int, int, int]
Rank = tuple[Numbers, bool, tuple[tuple[bool, int, str], ...]]


def numbers_of(version: str) -> Numbers:
    """Return the three numbers of a semantic version."""
    major, minor, patch = re.split(r"[-+]", version, maxsplit=1)[0].split(".")
    return int(major), int(minor), int(patch)


def final(version: str) -> str:
    """Return the version that ``version`` is, or is a pre-release of."""
    return ".".join(map(str, numbers_of(version)))


def rank(version: str) -> Rank:
    """Return what compares as semantic versions do: pre-releases come before what they precede, builds say nothing."""
    before = version.partition("+")[0].partition("-")[2]
    parts = tuple(
        (not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in before.split(".") if before
    )
    return numbers_of(version), not before, parts
