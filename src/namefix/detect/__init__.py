"""Detection: turns a text into a `Document` with every span that may be a name; spans may overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import tee

from namefix.datatypes import Document, Form, Kind, Mention
from namefix.names.name import name_of
from namefix.names.words import unwrap
from namefix.protocols import Detector
from namefix.table.name_table import NameTable


def detect_mentions(texts: Iterable[str], detectors: Sequence[Detector], table: NameTable) -> Iterator[Document]:
    """Yield a document for each text, in order, with the mentions of all detectors and their exact forms.

    Of several mentions with the same span, the one of the first detector counts. A mention without a kind takes that of an
    overlapping mention: the kind of "Emmanuel Makron" applies to "Makron" too. A line break within a sentence is a space in
    surface forms. If a detector provides forms itself, other mentions with this spelling, within the span or overlapping it
    are dropped.
    """
    originals, texts = tee(texts)
    prepared = ((text, tuple(table.language.find_words(text))) for text in map(unwrap, texts))
    streams = tee(prepared, len(detectors) + 1)
    found = [detector.detect(stream) for detector, stream in zip(detectors, streams[1:], strict=True)]
    for text, (_, words), *lists in zip(originals, streams[0], *found, strict=True):
        merged: dict[tuple[int, int], Mention] = {}
        for mention in (mention for mentions in lists for mention in mentions):
            merged.setdefault((mention.start, mention.end), mention)
        given = [mention for mention in merged.values() if mention.forms]
        ordered = [
            mention
            for _, mention in sorted(merged.items())
            if mention.forms or not any(_gives_way(mention, other) for other in given)
        ]
        forms = {mention.surface: mention.forms or _meanings(mention.surface, table) for mention in ordered}
        kinds = _kinds(ordered, [mention for mentions in lists for mention in mentions if mention.kind])
        mentions = tuple(
            _completed(
                mention, kind, forms[mention.surface], table.language.family_plural(text, mention.start, mention.end)
            )
            for mention, kind in zip(ordered, kinds, strict=True)
        )
        yield Document(text, words, mentions, language=table.language)


def _gives_way(mention: Mention, given: Mention) -> bool:
    overlaps = mention.start < given.end and given.start < mention.end
    covers = mention.start <= given.start and given.end <= mention.end
    return mention.surface == given.surface or (overlaps and not covers)


def _meanings(surface: str, table: NameTable) -> tuple[Form, ...]:
    """Return the forms with a spelling, or else those of which it is the plural ("the Trumps")."""
    folded = name_of(surface).folded
    if found := table.meanings(folded):
        return found
    singular = table.language.singular(folded)
    return table.meanings(singular) if singular is not None else ()


def _completed(mention: Mention, kind: Kind | None, forms: tuple[Form, ...], plural: str) -> Mention:
    return Mention(mention.start, mention.end, mention.surface, kind, mention.found_by, forms, plural)


def _kinds(mentions: Sequence[Mention], labelled: list[Mention]) -> Iterator[Kind | None]:
    """Yield the kind of each mention: its own, or else that of the first overlapping mention with a kind."""
    labelled.sort(key=lambda mention: mention.start)
    at = 0
    for mention in mentions:
        while at < len(labelled) and labelled[at].end <= mention.start:
            at += 1
        if mention.kind is None and at < len(labelled) and labelled[at].start < mention.end:
            yield labelled[at].kind
        else:
            yield mention.kind
