"""Names from share-alike collections: a compiled table for namefix, which finds it by the entry point `sharealike`."""

from pathlib import Path

TABLE = Path(__file__).parent / "names.nfx"
"""The compiled table; `pack.json` beside it has its date and counts."""
