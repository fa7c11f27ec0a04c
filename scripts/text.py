"""Print the canonical text of a copy. ``coded_article/verbs/text.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("text"))
