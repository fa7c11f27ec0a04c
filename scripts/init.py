"""Begin a package for another article. ``coded_article/verbs/init.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("init"))
