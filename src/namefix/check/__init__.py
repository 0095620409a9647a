"""Files under the settings of their folders: which are read, how each is repaired, and what the linter reports."""
