"""Put packages together into a corpus. The work is in ``coded_article/cli/verbs/combine.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("combine"))
