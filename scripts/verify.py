"""Check a package against your copy of the article. The work is in ``coded_article/cli/verbs/verify.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("verify"))
