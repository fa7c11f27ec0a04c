"""Write every file that repeats a fact of the package. The work is in ``coded_article/cli/verbs/build.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("build"))
