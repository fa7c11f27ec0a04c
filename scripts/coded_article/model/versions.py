"""Semantic versions."""

import re

__version__ = "1.1.0"  # of the tool; the profile and each package have versions of their own
SEMVER = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")


def numbers_of(version: str) -> tuple[int, ...]:
    """Return a semantic version as numbers, which compare as versions do."""
    return tuple(map(int, version.split(".")))
