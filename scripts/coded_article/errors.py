"""The one exception that a user is meant to read."""


class RefusedError(Exception):
    """Input that cannot be used at all: one line that says what, and what to do; exit status 2."""
