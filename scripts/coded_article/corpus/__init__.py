"""Many packages as one: packages in, a folder with all their rows under namespaces out; start at ``combine.py``."""
