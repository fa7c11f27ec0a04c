"""How much of an article a package may repeat: little of a protected text, and any words of one that is free."""

SHARED_WORDS = 8  # as many words in a row are more than a short quotation
LONGEST = 60  # characters of the longest quotation
# how the rights in a source begin, in lower case, that let anybody repeat its words
FREE = ("public domain", "own text", "cc0", "cc-by", "cc by")


def is_free(rights: str) -> bool:
    """Return whether the rights in a source let anybody repeat its words."""
    return rights.lower().startswith(FREE)
