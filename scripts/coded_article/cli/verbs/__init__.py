"""The verbs of the command, one a module: arguments in, what a verb prints and its exit status out."""
