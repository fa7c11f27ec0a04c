"""Turn quotes into evidence and mentions. ``coded_article/verbs/anchor.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("anchor"))
