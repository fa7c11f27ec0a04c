"""How every JSON file that the tool makes is written."""

import json


def json_text(value: object) -> str:
    """Return a value as the text of a JSON file: indented, in its own characters, with a line feed at the end."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
