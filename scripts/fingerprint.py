"""Turn an article into seeds/. The work is in ``coded_article/cli/verbs/fingerprint.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("fingerprint"))
