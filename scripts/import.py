"""Read what was marked in an annotation tool into a coding sheet. ``coded_article/verbs/import.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("import"))
