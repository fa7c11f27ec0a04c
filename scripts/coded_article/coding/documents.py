"""The texts of a new package: what it is, how to load, verify and release it, its licence, the codebook."""

import re
from collections.abc import Iterator

from coded_article.console import without_comments
from coded_article.files.paths import shipped

# what the codebook says of the package that the library brings, and not of coding
_OF_ITS_OWN = ("Columns at a glance", "Reliability", "Limits", "Versions", "Codes")


def documents(title: str, rights: str, licence: str) -> dict[str, str]:
    """Return the texts of a package of the article ``title`` by path; ``licence`` is an SPDX id."""
    title, rights = without_comments(title), without_comments(rights)
    return {
        "README.md": f"""# Coded Article: {title}

The actors, events, statements and recommendations of one article, as tables; every row is tied to exact characters
of the article, which is not part of the package. Rights in the article: {rights}

{_section("inside")}

{_section("playbook")}

{_section("citation")}

Columns are described in [the data dictionary](data/README.md), codes in [the codebook](schemas/README.md). What may be
done with the package is in [its licence](LICENSE-DATA).

## Load it

```python
import pandas as pd

events = pd.read_csv("data/events.csv", dtype="string", keep_default_na=False, na_values=[""])
```

With the library `coded_article`, by which the package was made, frames come typed and joined:

```python
from coded_article import load

package = load(".")
package.playbook()  # what was recommended against what was done
package.describe()  # all tables and joins
```

## Verify it

`coded-article validate` checks the package. With your own copy of the article, `coded-article verify my-copy.txt`
looks up every passage, and checks every span and every mention in it.

## Release it

Date the package (`created` in `datapackage.json`), say in `CHANGELOG.md` what is new, run `coded-article build`, and
commit. `coded-article release --check` lists what is still missing, `coded-article release` makes the files to publish.
Then tag the commit; the next release is compared with it: `git tag v0.1.0 && git push --tags`.
""",
        "LICENSE-DATA": f"""The tables, the schemas and the texts of this package are licensed under {licence}.

The text of the licence: https://spdx.org/licenses/{licence}.html

The article is no part of the package. Rights in it: {rights}
""",
        "schemas/README.md": f"""# Codebook

The package follows the codebook of the profile that it was begun with; `init` puts a copy of it beside this file, as
`codebook.md`. Write here what you decide differently, and the rules for codes of your own.

{_section("columns")}

## Codes

{_section("codes")}
""",
        "schemas/codebook.md": _codebook(),
        "seeds/README.md": """# Seeds

Positions, lengths and hashes of the article's passages, without its words. Your own copy is in the same folder,
`article.txt`; git ignores it.

Positions are counted and hashes taken in the canonical text `ca-1`: UTF-8 without a byte order mark; zero-width
characters and marks of direction dropped; Unicode normalisation form C; curly quotation marks straight; every run of
white space one space; ends trimmed. They start at 0, the end is exclusive, the unit is the Unicode code point. Those of
a passage count in the whole text, those of evidence and mentions in their passage. Hashes are SHA-256 of the span in
UTF-8.
""",
        "CHANGELOG.md": "# Changelog\n\nChanges are listed under *Data* (rows, by id) and *Structure*.\n",
        ".gitignore": "/*.txt\n/seeds/*\n!/seeds/README.md\n!/seeds/sources.csv\n!/seeds/passages.csv\ndist/\nbuild/\n",
        ".gitattributes": "* text=auto eol=lf\n",
    }


def _codebook() -> str:
    """Return the codebook without what is of the package that it comes with alone, nor links into that package."""
    text = (shipped() / "schemas" / "README.md").read_text(encoding="utf-8")
    return re.sub(r"\[([^]]+)\]\((?!https?://)[^)]*\)", r"\1", "".join(_kept(text)))


def _kept(text: str) -> Iterator[str]:
    _, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    yield "# Codebook of the profile\n\nA copy, as it was when this package was begun. The rows that its examples\n"
    yield "name are those of the package `pifer-2025-ukraine-negotiations`.\n\n"
    yield from (section for section in sections if section[3:].partition("\n")[0] not in _OF_ITS_OWN)


def _section(name: str) -> str:
    return f"<!-- begin {name}, written by coded-article build -->\n<!-- end {name} -->"
