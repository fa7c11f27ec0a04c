"""A file fetched from the web, and taken only if it is the one that was meant."""

import hashlib
import re

from coded_article.console import visible
from coded_article.errors import RefusedError

WEB = re.compile(r"https?://", re.IGNORECASE)
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_MAX_BYTES = 500_000_000
_SECONDS = 60  # without a byte from the other end


def fetched(address: str, sha256: str | None) -> bytes:
    """Return the file at an address of the web, whose SHA-256 must be the one given.

    Raises:
        RefusedError: no usable SHA-256 is given, the file has another, is too large, or cannot be had.
    """
    from http.client import HTTPException
    from urllib.request import Request, urlopen

    shown = visible(address)
    if sha256 is None or not _SHA256.fullmatch(sha256):
        msg = f'{shown}: give its SHA-256 too, 64 digits, as sha256="..."; SHA256SUMS of the release lists it'
        raise RefusedError(msg)
    try:
        request = Request(address, headers={"User-Agent": "coded-article"})  # noqa: S310 # WEB is what callers look for
        with urlopen(request, timeout=_SECONDS) as response:  # noqa: S310
            data: bytes = response.read(_MAX_BYTES + 1)
    except (OSError, HTTPException, ValueError) as error:
        msg = (
            f"{shown}: cannot be fetched ({visible(str(error))}); correct the address, or download it and give the file"
        )
        raise RefusedError(msg) from None
    if len(data) > _MAX_BYTES:
        msg = f"{shown}: larger than {_MAX_BYTES:,} bytes; download it and give the file"
        raise RefusedError(msg)
    found = hashlib.sha256(data).hexdigest()
    if found != sha256.lower():
        msg = f"{shown}: has the SHA-256 {found}, not the one given; take the one that its publisher names"
        raise RefusedError(msg)
    return data
