"""Reading the source of a translation: its names by their native forms, and what of it answers to which words."""
