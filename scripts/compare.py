"""Compare two versions of a package by row and cell. The work is in ``coded_article/cli/verbs/compare.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("compare"))
