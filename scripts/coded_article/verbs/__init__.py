"""The verbs of the command line: each module has ``arguments`` and ``run``."""
