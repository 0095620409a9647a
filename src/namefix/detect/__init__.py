"""Detection: a text in, a `Document` with every span that may be a name out; spans may overlap, nothing is decided yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import tee

from namefix.datatypes import Document, Form, Kind, Mention
from namefix.names.name import name_of
from namefix.names.words import find_words
from namefix.protocols import Detector
from namefix.table.name_table import NameTable


def detect_mentions(texts: Iterable[str], detectors: Sequence[Detector], table: NameTable) -> Iterator[Document]:
    """Yield a document for each text, in order, with what all detectors found; every mention knows its exact forms.

    Of mentions with the same span, the first detector's stays. A mention without a kind takes that of an overlapping
    mention which has one: what NER says of "Emmanuel Makron" holds for "Makron" too.
    """
    prepared = ((text, tuple(find_words(text))) for text in texts)
    streams = tee(prepared, len(detectors) + 1)
    found = [detector.detect(stream) for detector, stream in zip(detectors, streams[1:], strict=True)]
    for (text, words), *lists in zip(streams[0], *found, strict=True):
        merged: dict[tuple[int, int], Mention] = {}
        for mention in (mention for mentions in lists for mention in mentions):
            merged.setdefault((mention.start, mention.end), mention)
        ordered = tuple(merged[span] for span in sorted(merged))
        forms = {mention.surface: _meanings(mention.surface, table) for mention in ordered}
        labelled = [mention for mentions in lists for mention in mentions if mention.kind]
        yield Document(text, words, tuple(_completed(ordered, labelled, forms)))


def _meanings(surface: str, table: NameTable) -> tuple[Form, ...]:
    """Return the forms that are spelt so, else those of which it is the plural ("the Trumps")."""
    folded = name_of(surface).folded
    if found := table.meanings(folded):
        return found
    return table.meanings(folded[:-1]) if folded.endswith("s") else ()


def _completed(
    mentions: Sequence[Mention], labelled: list[Mention], forms: Mapping[str, tuple[Form, ...]]
) -> Iterator[Mention]:
    labelled.sort(key=lambda mention: mention.start)
    at = 0
    for mention in mentions:
        while at < len(labelled) and labelled[at].end <= mention.start:
            at += 1
        kind: Kind | None = mention.kind
        if kind is None and at < len(labelled) and labelled[at].start < mention.end:
            kind = labelled[at].kind
        yield Mention(mention.start, mention.end, mention.surface, kind, mention.detector, forms[mention.surface])
