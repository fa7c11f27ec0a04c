"""Write every file that repeats a fact of the package. ``coded_article/verbs/build.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("build"))
