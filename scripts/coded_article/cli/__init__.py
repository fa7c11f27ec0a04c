"""The command: arguments in, an exit status and one line for what cannot be used out; start at ``run.py``."""
