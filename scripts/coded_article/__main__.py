"""The command as ``python -m coded_article``."""

import sys

from coded_article.cli.run import main

sys.exit(main())
