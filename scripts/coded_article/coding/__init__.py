"""Coding an article: quotes and sheets in, rows with spans out; start at ``begin.py`` and ``merge.py``."""
