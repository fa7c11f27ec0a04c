"""An article's words: a copy in, its canonical text and passages out; start at ``canonical.py``."""
