"""namefix inside other programs: spaCy and pandas."""
