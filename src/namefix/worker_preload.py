"""Imports of the server from which worker processes are forked, so that each process starts at once.

The lexicon is read too, because every text needs it.
"""

from __future__ import annotations

import namefix.pipeline  # noqa: F401 - imported for those who are forked
from namefix.names.target_language import english

english().lexicon.preload()
