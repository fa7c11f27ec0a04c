"""Write what is coded for an annotation tool. ``coded_article/verbs/export.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("export"))
