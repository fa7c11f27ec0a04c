"""Bring tables and descriptor into canonical form. ``coded_article/cli/verbs/tidy.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("tidy"))
