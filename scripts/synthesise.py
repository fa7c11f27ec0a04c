"""Make a corpus that nobody coded, of any size. ``coded_article/verbs/synthesise.py`` tells the story."""

import sys

from coded_article.cli import start

if __name__ == "__main__":
    sys.exit(start("synthesise"))
