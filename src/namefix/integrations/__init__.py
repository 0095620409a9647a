"""Integrations with spaCy and pandas."""
