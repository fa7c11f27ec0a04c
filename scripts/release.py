"""Make a release: check, compare, pack, sum. The work is in ``coded_article/cli/verbs/release.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("release"))
