"""Text of cells as it may be shown: nothing that is invisible or turns the direction of what stands beside it."""

import re

from coded_article.model.characters import NEEDED

# controls, the marks, embeddings and isolates of bidirectional text, separators, invisible and unpaired characters
_HIDDEN = re.compile(
    f"({NEEDED.pattern})|"
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def shown(text: str) -> str:
    """Return ``text`` with each hidden character spelled out, as in ``<U+202E>``, that no letter or emoji needs."""
    return _HIDDEN.sub(lambda match: match[1] or f"<U+{ord(match[0]):04X}>", text)
