"""Damage of every kind to bytes, and to the members and streams that are packed in them."""

import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence

Chance = random.Random
_INTERESTING = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_MANY = (1, 1, 1, 2, 10, 3_000)  # times that a word is put in


def damaged(data: bytes, chance: Chance, words: Sequence[bytes] = (b"\0", b"\xff")) -> bytes:
    """Return ``data`` with one to three changes; ``words`` are what its format knows."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice(_WAYS)(data, chance, words)
    return data


def _place(data: bytes, chance: Chance) -> int:
    return chance.randrange(len(data) + 1)


def _flip(data: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    if not data:
        return b"\0"
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def _number(data: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    """Write a number over some bytes, as if it were a length or a count."""
    form = chance.choice(("<B", "<H", ">H", "<I", ">I"))
    at = _place(data, chance)
    number = struct.pack(form, chance.choice(_INTERESTING) % (1 << (8 * struct.calcsize(form))))
    return data[:at] + number + data[at + len(number) :]


def _cut(data: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    return data[: _place(data, chance)]


def _without(data: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    at = _place(data, chance)
    return data[:at] + data[at + chance.choice((1, 2, 10, 100, 1000)) :]


def _repeated(data: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    """Put bytes of elsewhere in."""
    source, at = _place(data, chance), _place(data, chance)
    return data[:at] + data[source : source + chance.choice((1, 10, 100, 1000))] + data[at:]


def _noise(data: bytes, chance: Chance, _: Sequence[bytes]) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.randbytes(chance.choice((1, 2, 8, 64))) + data[at + chance.choice((0, 8)) :]


def _word(data: bytes, chance: Chance, words: Sequence[bytes]) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.choice(words) * chance.choice(_MANY) + data[at:]


_WAYS: tuple[Callable[[bytes, Chance, Sequence[bytes]], bytes], ...] = (
    _flip, _flip, _number, _cut, _without, _repeated, _noise, _word,
)  # fmt: skip


def repacked(data: bytes, chance: Chance, words: Sequence[bytes]) -> bytes:
    """Return a zip with one of its members damaged, renamed, lost, doubled or marked, and all sums right."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    number = chance.randrange(len(members))
    name, content = members[number]
    way = chance.choice(("content", "content", "content", "content", "name", "lost", "doubled", "folder", "order"))
    if way == "content":
        members[number] = name, damaged(content, chance, words)
    elif way == "name":
        members[number] = damaged(name.encode(), chance).decode("utf-8", "replace") or "x", content
    elif way == "lost":
        del members[number]
    elif way == "doubled":
        members.append((name, damaged(content, chance, words)))
    elif way == "folder":
        members[number] = f"{name}/", content
    else:
        chance.shuffle(members)
    buffer = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members:
            how = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
            archive.writestr(zipfile.ZipInfo(name[:60_000], (1980, 1, 1, 0, 0, 0)), content, how)
    return buffer.getvalue()


def recompressed(data: bytes, chance: Chance) -> bytes:
    """Return a stream of zlib, such as an object of git, damaged before it is compressed again."""
    return zlib.compress(damaged(zlib.decompress(data), chance, (b"\0", b"tree ", b"100644 ")))
