"""Compare two versions of a package by row and cell. ``coded_article/verbs/compare.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("compare"))
