"""Put packages together into a corpus. ``coded_article/verbs/combine.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("combine"))
