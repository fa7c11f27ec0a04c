"""Git repositories for packages: what is committed, and a copy of this repository."""

import json
import shutil
import subprocess
from pathlib import Path

from coded_article.model.profile import DESCRIPTOR
from tests.editor import ROOT


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path, *tags: str) -> None:
    """Commit all that is in ``root``, in a new repository if there is none, and tag it."""
    if not (root / ".git").exists():
        git(root, "init", "--quiet", "--template=")  # without sample hooks
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "-m", "a version")
    for tag in tags:
        git(root, "tag", tag)


def own_repository(root: Path) -> Path:
    """Commit a copy of this repository's files into a repository of its own, after a first release; return ``root``."""
    ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, root, ignore=ignored)
    descriptor = root / DESCRIPTOR
    text = descriptor.read_text(encoding="utf-8")
    descriptor.write_text(json.dumps({**json.loads(text), "version": "1.0.0"}), encoding="utf-8")
    commit(root, "v1.0.0")
    descriptor.write_text(text, encoding="utf-8")
    commit(root)
    git(root, "clean", "-dffxq")  # what git ignores
    return root
