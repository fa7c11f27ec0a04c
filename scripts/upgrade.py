"""Bring a package to the newest version of the profile. The work is in ``coded_article/cli/verbs/upgrade.py``."""

import sys

from coded_article.cli.run import start

if __name__ == "__main__":
    sys.exit(start("upgrade"))
