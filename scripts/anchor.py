"""Turn quotes into evidence and mentions. The work is in ``coded_article/cli/verbs/anchor.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("anchor"))
