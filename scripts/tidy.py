"""Bring tables and descriptor into canonical form. The work is in ``coded_article/cli/verbs/tidy.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("tidy"))
