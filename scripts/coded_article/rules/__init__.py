"""The rules in SQL, one a file: an engine with tables in, offending rows out; start at ``files.py`` and any rule."""
