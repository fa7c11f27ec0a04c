"""The one door: a folder, zip or version in, descriptor, tables and problems out; start at ``opening.py``."""
