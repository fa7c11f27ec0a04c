"""Check a package: read, check in five layers, report. The work is in ``coded_article/cli/verbs/validate.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("validate"))
