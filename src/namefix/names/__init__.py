"""Names: folding, sound, romanisation, likeness, lexicon and languages, for every stage and without any table."""
