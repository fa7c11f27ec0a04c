"""List what is still to code. ``coded_article/verbs/todo.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("todo"))
