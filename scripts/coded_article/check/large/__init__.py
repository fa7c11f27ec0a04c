"""Packages too large for memory, and corpora of any size: files in, problems at their lines out; start at ``parts.py``.

Everything is checked as in a small package, by ``check/layers.py``; here is what it takes to do so a part at a time.
"""
