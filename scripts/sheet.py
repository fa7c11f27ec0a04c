"""Make an empty coding sheet. ``coded_article/verbs/sheet.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("sheet"))
