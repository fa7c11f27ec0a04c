"""What a package is, without opening any file: schemas, plan, problems; start at ``schema.py``."""
