"""Check a package: read, check in five layers, report. ``coded_article/verbs/validate.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("validate"))
