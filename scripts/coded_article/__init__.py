"""Coded article data packages: read, check, verify and load them.

``load`` gives a validated package as typed pandas frames. It is imported on first use, so that the
commands which need no pandas start without it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coded_article.errors import RefusedError
    from coded_article.package import InvalidPackageError, Package, load

__all__ = ["InvalidPackageError", "Package", "RefusedError", "load"]
__version__ = "1.1.0"  # of the tool; the profile and each package have versions of their own


def __getattr__(name: str) -> Any:
    if name in __all__:
        from coded_article import package

        return getattr(package, name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
