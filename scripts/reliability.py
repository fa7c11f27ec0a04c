"""Tell how well the coding holds. ``coded_article/verbs/reliability.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("reliability"))
