"""A package for others: tables in, generated files, formats and releases out; start at ``generate.py``."""
