"""The source of a translation: its names, found by native forms, and its alignment with the translation."""
