"""Make an empty coding sheet. The work is in ``coded_article/cli/verbs/sheet.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("sheet"))
