"""Coded article data packages: read, check, verify and load them.

``load`` gives a validated package, as typed pandas frames and more; ``check`` reports what is wrong with one;
``schema`` is for frames of your own. All is imported on first use, so that this import costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from coded_article.errors import CodedArticleError, RefusedError, UnknownNameError
from coded_article.model.versions import __version__

if TYPE_CHECKING:
    from coded_article.check.validate import validate as check
    from coded_article.package import InvalidPackageError, Package, load, schema

__all__ = [
    "CodedArticleError",
    "InvalidPackageError",
    "Package",
    "RefusedError",
    "UnknownNameError",
    "__version__",
    "check",
    "load",
    "schema",
]


def __getattr__(name: str) -> Any:
    if name == "check":  # a room that can be called, since importing it puts it under this name
        return import_module("coded_article.check")
    if name in __all__:
        return getattr(import_module("coded_article.package"), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return list(__all__)
