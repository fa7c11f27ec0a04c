"""Turn an article into seeds/. ``coded_article/verbs/fingerprint.py`` tells the story."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("fingerprint"))
