"""Hold a package against your copy of the article. ``coded_article/verbs/verify.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("verify"))
