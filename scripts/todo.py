"""List what is still to code. The work is in ``coded_article/cli/verbs/todo.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("todo"))
