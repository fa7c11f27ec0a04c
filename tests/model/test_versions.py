"""Versions are ranked as semver.org has it, and a pre-release is worked on as the version that it precedes."""

import pytest

from coded_article.model.versions import SEMVER, final, rank

# the example of semver.org, section 11, and numbers of two digits
RANKED = [
    "0.9.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
    "1.0.0-rc.1", "1.0.0", "1.9.0", "1.10.0",
]  # fmt: skip


def test_pre_releases_rank_below_what_they_precede() -> None:
    assert sorted(sorted(RANKED), key=rank) == RANKED
    assert rank("1.0.0+build.7") == rank("1.0.0")
    assert {final(version) for version in RANKED[1:9]} == {"1.0.0"}


@pytest.mark.parametrize(
    "text", ["1.0", "01.0.0", "1.0.0-", "1.0.0-01", "1.0.0-rc..1", "1.0.0+", "1.0.0-r\u00e9", "v1.0.0"]
)
def test_what_is_no_semantic_version_is_none(text: str) -> None:
    assert not SEMVER.fullmatch(text)
    assert all(map(SEMVER.fullmatch, [*RANKED, "1.0.0-rc.1+20240503.sha-5114f85"]))
