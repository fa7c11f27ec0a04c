"""Take records back that were merged by mistake. The work is in ``coded_article/cli/verbs/drop.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("drop"))
