"""What worker processes share: the server from which they are forked imports this, so that each starts at once.

It reads the lexicon too, because every text needs it.
"""

from __future__ import annotations

import namefix.pipeline  # noqa: F401 - imported for those who are forked
from namefix.names.target_language import english

english().lexicon.preload()
