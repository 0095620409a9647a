"""JRC-Names: persons and their spellings in news of many languages, from the file `entities`.

Reference:
    Steinberger, Pouliquen, Kabadjov, Belyaeva, van der Goot (2011), JRC-Names: A freely available, highly multilingual named
    entity resource, https://aclanthology.org/R11-1015: spellings found in news, including frequent mistakes.
    https://joint-research-centre.ec.europa.eu/language-technology-resources/jrc-names_en: the file, with four tab-separated
    columns: id, type (P person, O organisation, T place, ...), language (`u`: any), name with + for spaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from namefix.curate.foreign import NEITHER, ForeignName, Label, ProgressCallback, Refusal, Selection, broken_line
from namefix.curate.foreign_lines import foreign_texts
from namefix.curate.scratch import Scratch
from namefix.curate.scripts import script_of
from namefix.datatypes import Kind

_COLUMNS = 4
_KINDS: dict[str, Kind] = {"P": "person", "T": "place"}


class JrcNames:
    """Reader of JRC-Names, grouped by id; it has no countries, and all weights are 0.

    The name is the first one in Latin letters whose language is "any" or English, or else the first in Latin letters. Other
    names of these languages become variants, not aliases, because they include mistakes found in texts. All others become
    native forms.

    Args:
        path: The file `entities`, plain or compressed.
    """

    options: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.path = path

    def total_bytes(self) -> int:
        """Return the size of the file."""
        return self.path.stat().st_size

    def records(self, selection: Selection, watch: ProgressCallback) -> Iterator[ForeignName | Refusal]:
        """Yield persons and places in the order of ids."""
        with Scratch() as scratch:
            for number, line in foreign_texts(self.path, watch):
                if isinstance(line, Refusal):
                    yield line
                elif line and not line.startswith("#"):
                    fields = line.split("\t")
                    if len(fields) == _COLUMNS and fields[0].isdigit():
                        scratch.add(int(fields[0]), "\t".join(fields[1:]))
                    else:
                        problem = f"{len(fields)} tab-separated columns; JRC-Names has {_COLUMNS}, the first of which is an id"
                        yield broken_line(self.path, number, problem)
            for key, bodies in scratch.groups():
                yield _name_of(int(key), [body.split("\t") for body in bodies])


def _name_of(key: int, rows: list[list[str]]) -> ForeignName | Refusal:
    kind = _KINDS.get(rows[0][0])
    if not key or kind is None:
        return NEITHER
    labels = [Label(text.replace("+", " "), "" if language == "u" else language) for _, language, text in rows]
    latin = [label for label in labels if script_of(label.text) == "Latin"]
    common = [label.text for label in latin if label.language in ("", "en")]
    name = next(iter(common or [label.text for label in latin]), labels[0].text)
    native = tuple(label for label in labels if label.text not in common)
    return ForeignName(f"jrc-names/{key}", kind, name, variants=tuple(common), native=native)
