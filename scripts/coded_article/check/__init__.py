"""Checking a package or a corpus: files in, one report out; start reading at ``validate.py``."""
