"""Report inter-coder agreement. The work is in ``coded_article/cli/verbs/reliability.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("reliability"))
