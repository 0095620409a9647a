"""Names: folding, sound, romanisation, similarity, lexicon and languages, independent of tables."""
