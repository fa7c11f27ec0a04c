"""Bytes on a disk: paths, rows and archives in, whole files out; start at ``canonical_csv.py``."""
