"""Processing of files with the settings of their folders: search, repair, and findings of the linter."""
