"""Create a package for another article. The work is in ``coded_article/cli/verbs/init.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("init"))
