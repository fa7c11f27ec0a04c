"""Invented words: phrases and names that mean nothing, some with accents, some in Cyrillic, some with commas."""

import random
from collections.abc import Sequence

_LATIN = (
    "ba",
    "cor",
    "den",
    "el",
    "fi",
    "gra",
    "hol",
    "is",
    "ka",
    "lum",
    "mer",
    "no",
    "or",
    "pel",
    "ras",
    "su",
    "tin",
    "ur",
    "ves",
    "zo",
)
_ACCENTED = ("é", "lü", "ñor", "ço", "så", "žel", "mî")
_CYRILLIC = ("ба", "вор", "ели", "жур", "ка", "мо", "по", "рыт", "сла", "чен")  # noqa: RUF001 # on purpose
_PHRASES = 2_000
NAMES = 10_007  # a prime, so that a walk in steps meets every one
FAMILIES = 2_500


def phrases(seed: int) -> list[str]:
    """Return phrases of two to four words, at most 50 characters long."""
    chance = random.Random(f"phrases {seed}")  # noqa: S311 # nothing here is secret
    return [_phrase(chance) for _ in range(_PHRASES)]


def names(seed: int) -> tuple[list[str], list[str]]:
    """Return names of two words, and further words to follow them; no two of either are the same."""
    chance = random.Random(f"names {seed}")  # noqa: S311 # likewise
    whole = dict.fromkeys(f"{_word(chance).capitalize()} {_word(chance, 3).capitalize()}" for _ in range(NAMES * 2))
    families = dict.fromkeys(_word(chance, 3).capitalize() for _ in range(FAMILIES * 2))
    return list(whole)[:NAMES], list(families)[:FAMILIES]


def shuffled(codes: Sequence[str], seed: int, vocabulary: str) -> list[str]:
    """Return the codes of a vocabulary in the order of how often they are drawn."""
    chance = random.Random(f"{vocabulary} {seed}")  # noqa: S311 # likewise
    return chance.sample(codes, len(codes))


def _phrase(chance: random.Random) -> str:
    words = [_word(chance) for _ in range(chance.randint(2, 4))]
    if chance.random() < 0.15:
        words[0] += ","
    return " ".join(words)


def _word(chance: random.Random, syllables: int = 0) -> str:
    kind = chance.random()
    chosen = _CYRILLIC if kind < 0.06 else (*_LATIN, *_ACCENTED) if kind < 0.2 else _LATIN
    return "".join(chance.choice(chosen) for _ in range(syllables or chance.randint(1, 4)))
