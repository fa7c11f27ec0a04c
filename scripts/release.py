"""Make a release: check, compare, pack, sum. ``coded_article/verbs/release.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("release"))
