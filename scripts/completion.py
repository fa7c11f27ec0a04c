"""Print a script that lets a shell complete the command. ``coded_article/verbs/completion.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("completion"))
