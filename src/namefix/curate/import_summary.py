"""The summary of an import: counts of what was read, kept and dropped."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from namefix.curate.foreign import Refusal
from namefix.datatypes import Entity


@dataclass
class Summary:
    """Counts of an import; what was dropped is counted by reason."""

    read: int = 0
    persons: int = 0
    places: int = 0
    targets: int = 0
    records: Counter[str] = field(default_factory=Counter)
    """Dropped records."""
    forms: Counter[str] = field(default_factory=Counter)
    """Dropped aliases, variants and native forms."""
    not_targets: Counter[str] = field(default_factory=Counter)
    """Rows with the weight of a target that became known only."""
    first_broken: Refusal | None = None

    @property
    def kept(self) -> int:
        """The number of rows."""
        return self.persons + self.places

    def refuse(self, refusal: Refusal) -> None:
        """Count a dropped record."""
        self.records[refusal.reason] += 1
        if refusal.problem and not self.first_broken:
            self.first_broken = refusal

    def keep(self, entity: Entity) -> None:
        """Count a row."""
        if entity.kind == "person":
            self.persons += 1
        else:
            self.places += 1
        self.targets += entity.target

    def __str__(self) -> str:
        """Return the summary for a reader.

        Example:
            >>> print(Summary(read=1200, persons=1000, records=Counter({"no English name": 200})))
            1,200 records read, 1,000 rows kept: 1,000 persons, 0 places; 0 targets
            dropped 200 records:
                    200  no English name
        """
        lines = [
            f"{self.read:,} records read, {self.kept:,} rows kept: {self.persons:,} persons, {self.places:,} places; "
            f"{self.targets:,} targets",
            *_table("dropped {} records:", self.records),
            *_table("dropped {} aliases, variants and native forms:", self.forms),
            *_table("{} rows of sufficient weight are not targets:", self.not_targets),
        ]
        if broken := self.first_broken:
            lines.append(f"first broken line: {broken.path}:{broken.line}: {broken.problem}")
        return "\n".join(lines)


def _table(title: str, counts: Counter[str]) -> list[str]:
    if not counts:
        return []
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return [title.format(f"{counts.total():,}"), *(f"{count:>11,}  {reason}" for reason, count in rows)]
