"""The linter: which files are read, what is wrong in them, and how findings are written."""
