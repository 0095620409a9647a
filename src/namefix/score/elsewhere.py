"""The right name elsewhere in the document."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document


class CleanNameElsewhere:
    """Score candidates by whether the document has the entity's right name somewhere: 1 in full, 0.7 in short, 0 not."""

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given."""
        found: dict[str, float] = {}
        for mention, *_ in document.by_surface.values():
            for form in mention.forms:
                is_full = form.entity.kind == "place" or " " in form.text
                found[form.entity.id] = max(found.get(form.entity.id, 0.0), 1.0 if is_full else 0.7)
        return [found.get(candidate.entity.id, 0.0) for candidate in candidates]

    def explain(self, candidate: Candidate, score: float) -> str:
        """Say whether the right name was found."""
        return "the right name stands elsewhere in the text" if score else "the right name stands nowhere in the text"
