"""Zip archives: written to the same bytes everywhere, and read as if a stranger had made them."""

import errno
import io
import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path

from coded_article.errors import RefusedError
from coded_article.model.profile import DESCRIPTOR

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FILE, _EXECUTABLE = 0o100644, 0o100755
_MAX_NAME = 250
_MAX_MEMBERS = 10_000
_MAX_BYTES = 500_000_000
# what the standard library raises for bytes that are no archive, or members that it cannot read
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
)
_DISK = (errno.EDQUOT, errno.EFBIG, errno.ENOSPC)
# what reading a package opens, and the texts that repeat it; whatever else is in an archive stays there
_SEGMENT = r"(?!\.{1,2}(?:/|$))[^/\\:\x00-\x1f]+"
_TEXTS = r"README\.md|CHANGELOG\.md|CITATION\.cff|LICENSE-DATA"
_WANTED = re.compile(rf"(?:{_SEGMENT}/)*(?:{_SEGMENT}\.(?:csv|json)|{_TEXTS})")


def pack(files: Mapping[str, bytes], executable: Collection[str] = ()) -> bytes:
    """Return a zip of ``files`` by their paths, stored and not deflated, at a fixed date and mode.

    Compressed bytes differ between builds of zlib; stored ones are the same everywhere.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            member = zipfile.ZipInfo(path, _EPOCH)
            member.create_system = 3
            member.external_attr = (_EXECUTABLE if path in executable else _FILE) << 16
            archive.writestr(member, files[path])
    return buffer.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """Return the files of a zip of our own making, by path."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _is_wanted(name: str) -> bool:
    return len(name) <= _MAX_NAME and _WANTED.fullmatch(name) is not None


def unpack(data: bytes, folder: Path, name: str) -> Path:
    """Write the CSV and JSON files of a zip, and the texts beside them, into ``folder``; return the folder
    that holds the descriptor.

    Raises:
        RefusedError: the archive, called ``name``, is damaged, too large or holds no package.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpack(archive, folder, name)
    except _DAMAGED as error:
        if getattr(error, "errno", None) in _DISK:
            raise
        said = f"{name}: a damaged zip ({error}); fetch it again".replace(str(folder), "")
        raise RefusedError(" ".join(said.split())) from None


def _unpack(archive: zipfile.ZipFile, folder: Path, name: str) -> Path:
    for member in archive.infolist():
        member.filename = member.filename.replace("\\", "/").removeprefix("./")  # as some programs write paths
    wanted = [member for member in archive.infolist() if _is_wanted(member.filename)]
    names = [member.filename for member in wanted]
    if len(wanted) > _MAX_MEMBERS or sum(member.file_size for member in wanted) > _MAX_BYTES:
        msg = f"{name}: unpacks to more than {_MAX_MEMBERS:,} files or {_MAX_BYTES:,} bytes; that is no package"
        raise RefusedError(msg)
    # on some disks names are one that differ by capitals, or by how their letters are composed
    if len({unicodedata.normalize("NFC", filename).casefold() for filename in names}) < len(names):
        msg = f"{name}: holds two files of one name; make the archive anew"
        raise RefusedError(msg)
    roots = sorted(
        {filename.removesuffix(DESCRIPTOR) for filename in names if f"/{filename}".endswith(f"/{DESCRIPTOR}")}
    )
    roots = [root for root in roots if root.count("/") <= 1]
    if not roots or (len(roots) > 1 and roots[0]):
        count = f"{len(roots)} of them" if roots else "none"
        msg = f"{name}: a package has one {DESCRIPTOR} at its top or in its one folder; found {count}"
        raise RefusedError(msg)
    for member in wanted:
        if member.filename.startswith(roots[0]):
            path = folder / member.filename
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(member))
    return folder / roots[0]
