"""What is installed from elsewhere: by hash wherever a workflow installs it, and under licences that are named."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

from tests.editor import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
ACTION_LOCK, LOCK = ROOT / "requirements-action.lock", ROOT / "requirements.lock"
FLOORS_LOCK = ROOT / "requirements-floors.lock"
DEVELOPMENT = {"bench", "dev", "docs"}
PERMISSIVE = re.compile(r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Zlib|CC0")
COPYLEFT = re.compile(r"GPL|GNU|MPL|Mozilla|EPL|Artistic")
PAGE = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
NEEDED = {
    "core": PROJECT["dependencies"],
    **{name: lines for name, lines in PROJECT["optional-dependencies"].items() if name not in DEVELOPMENT},
}


def _locked(lock: Path) -> dict[str, list[Requirement]]:
    locked: dict[str, list[Requirement]] = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            requirement = Requirement(line.removesuffix("\\"))
            locked.setdefault(requirement.name, []).append(requirement)
    return locked


def _covers(lock: Path, wanted: list[str]) -> Iterator[str]:
    """Yield each requirement that a version of the lock does not meet."""
    locked = _locked(lock)
    for text in wanted:
        requirement = Requirement(text)
        versions = [
            str(one.specifier).removeprefix("==") for one in locked.get(canonicalize_name(requirement.name), [])
        ]
        if not versions or not all(requirement.specifier.contains(version) for version in versions):
            yield text


@pytest.mark.parametrize("lock", [ACTION_LOCK, FLOORS_LOCK, LOCK], ids=lambda lock: lock.name)
def test_lock_has_versions_and_hashes_and_names_no_place(lock: Path) -> None:
    entry = r"[a-z0-9.-]+==[a-z0-9.]+( ; [a-z_]+ (?:==|!=|<|>=) '[\w.*]+')*( \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    assert re.fullmatch(f"({entry})+", lock.read_text(encoding="utf-8"))


def test_locks_meet_what_the_project_requires() -> None:
    build = PYPROJECT["build-system"]["requires"]
    assert set(build) <= set(PYPROJECT["dependency-groups"]["build"])
    groups = [*PYPROJECT["dependency-groups"]["build"], *PROJECT["dependencies"]]
    assert not list(_covers(ACTION_LOCK, groups))
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines if "[" not in line]
    assert not list(_covers(LOCK, [*groups, *extras]))


def test_lock_of_floors_has_the_oldest_versions_that_are_declared() -> None:
    locked = _locked(FLOORS_LOCK)
    for text in [*PROJECT["dependencies"], *PYPROJECT["build-system"]["requires"]]:
        requirement = Requirement(text)
        (floor,) = (one.version for one in requirement.specifier if one.operator == ">=")
        (found,) = locked[canonicalize_name(requirement.name)]
        assert str(found.specifier).startswith(f"=={floor}"), text


def test_locks_agree() -> None:
    action, whole = _locked(ACTION_LOCK), _locked(LOCK)
    assert {name: list(map(str, lines)) for name, lines in action.items()} == {
        name: list(map(str, whole[name])) for name in action
    }


def test_whatever_a_workflow_installs_is_locked() -> None:
    installed = 0
    for path in [ROOT / "action.yml", *(ROOT / ".github" / "workflows").glob("*.yml")]:
        raw: Any = YAML(typ="safe").load(path)
        for job in [raw["runs"]] if "runs" in raw else raw["jobs"].values():
            for step in job.get("steps", ()):
                for line in re.findall(r"^.*(?:pip install|^ *install) .*$", step.get("run", ""), re.MULTILINE):
                    if "$@" not in line:
                        installed += 1
                        offline = "--no-index" in line or step.get("env", {}).get("PIP_NO_INDEX") == "1"
                        assert offline or "--require-hashes" in line, f"{path.name}: {line.strip()}"
                        assert "--only-binary :all:" in line or "--no-build-isolation" in line or offline, line
    assert installed >= 8


def _licence(found: Distribution) -> str:
    """Return what the metadata says of the licence: an expression, classifiers or a short text; else unknown."""
    metadata = found.metadata.json
    classified = [line.rsplit(" :: ", 1)[1] for line in metadata.get("classifier", ()) if "License ::" in line]
    text = str(metadata.get("license", ""))
    return str(
        metadata.get("license_expression") or ", ".join(classified) or (text if 0 < len(text) < 60 else "unknown")
    )


def _brought(lines: list[str]) -> dict[str, Distribution]:
    """Return whatever requirements bring with them into this environment, by name."""
    brought: dict[str, Distribution] = {}
    waiting = [(Requirement(line), "") for line in lines]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        if name in brought and not requirement.extras:
            continue
        brought[name] = distribution(name)
        for line in brought[name].requires or ():
            waiting += [(Requirement(line), one) for one in requirement.extras or [""]]
    return brought


def _direct() -> list[str]:
    extras: dict[str, list[str]] = {}
    for extra, lines in NEEDED.items():
        for line in lines:
            extras.setdefault(line, []).append(extra)
    rows = []
    for line, names in extras.items():
        requirement = Requirement(line)
        licence = _licence(distribution(requirement.name))
        family = PERMISSIVE.search(licence) or COPYLEFT.search(licence)
        cells = (requirement.name, requirement.specifier, family and family[0], ", ".join(names))
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return sorted(rows)


def test_page_lists_the_licence_of_every_library() -> None:
    assert "\n".join(["|---|---|---|---|", *_direct(), ""]) in PAGE


def _unnamed(lines: list[str]) -> dict[str, str]:
    """Return the licence of each library that is under copyleft, or nobody knows what, and not on the page."""
    licences = {name: _licence(found) for name, found in _brought(lines).items()}
    return {
        name: licence
        for name, licence in licences.items()
        if (COPYLEFT.search(licence) or not PERMISSIVE.search(licence)) and f"\n| {name} | " not in PAGE
    }


@pytest.mark.parametrize("extra", NEEDED)
def test_no_library_is_under_copyleft_or_an_unknown_licence_unless_the_page_names_it(extra: str) -> None:
    assert _unnamed(NEEDED[extra]) == {}


def test_licence_that_is_copyleft_or_missing_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    said = {"copyleft": "License-Expression: GPL-3.0-or-later\n", "nameless": "", "harmless": "License: MIT\n"}
    for name, line in said.items():
        folder = tmp_path / f"{name}-1.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Name: {name}\nVersion: 1\n{line}", encoding="utf-8")
    assert _unnamed(list(said)) == {"copyleft": "GPL-3.0-or-later", "nameless": "unknown"}
