"""Where the words of an article may be written: never where they could be published with a package by mistake."""

from pathlib import Path

from coded_article.errors import RefusedError
from coded_article.files.git import ignores
from coded_article.model.rights import is_free

_PRIVATE = "seeds"  # the folder of a package in which only the record of the article is published


def refuse_public(path: Path, package: Path | None, rights: str = "") -> None:
    """See that words of an article may be written to ``path``; ``package`` is a folder, ``rights`` those in its source.

    Raises:
        RefusedError: git would take the file in, or it is in the package where git does not ignore it.
    """
    if is_free(rights):
        return
    ignored = ignores(path)
    if ignored is None:  # no repository: a package keeps the words of its article in the folder that git would ignore
        here, home = path.resolve(), package.resolve() if package else None
        ignored = home is None or not here.is_relative_to(home) or here.is_relative_to(home / _PRIVATE)
    if not ignored:
        msg = f"{path}: holds words of the article, and git does not ignore it there; write it below seeds/, or outside"
        raise RefusedError(msg)
