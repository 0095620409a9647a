"""Clean English with artificially garbled names, as additional labels."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from garbles import Garbler
from split import Split

from namefix.datatypes import Document, Mention, Translation
from namefix.names.folding import fold
from namefix.pipeline import NameFixer

SEED = 4
SHARE_OF_ENTITIES = 0.4
"""Share of the entities of a text that are garbled; the others keep their correct names."""
SHARE_OF_MENTIONS = 0.8
"""Share of the mentions of a garbled entity that are garbled; the others keep the correct name."""
NEW_GARBLE = 0.3
"""Probability that a name that was garbled before in the text gets another garbled form."""


class Generated(Split):
    """Clean texts with garbled names of the fixer's table, except entities of the split's own table."""

    def __init__(self, split: Split, fixer: NameFixer, clean: Mapping[str, Translation]) -> None:
        super().__init__(split.folder)
        own = {fold(name) for names in split.names.values() for name in names}
        made, gold = {}, {}
        garbler, lots = Garbler(SEED), random.Random(SEED)
        documents = fixer.detect(item.text for item in clean.values())
        for (doc_id, item), document in zip(clean.items(), documents, strict=True):
            text, rows = _garble(document, garbler, lots, own)
            if rows:
                made[doc_id], gold[doc_id] = item._replace(text=text), rows
        self._made = made, gold

    @property
    def translations(self) -> dict[str, Translation]:
        """Texts with at least one garbled name, with the sources of the clean ones, by the id of the clean document."""
        return self._made[0]

    @cached_property
    def texts(self) -> dict[str, str]:
        """The texts."""
        return {doc_id: item.text for doc_id, item in self.translations.items()}

    @cached_property
    def gold(self) -> Mapping[str, list[dict[str, Any]]]:
        """The garbled mentions."""
        return self._made[1]


def _garble(
    document: Document, garbler: Garbler, lots: random.Random, own: set[str]
) -> tuple[str, list[dict[str, Any]]]:
    mentions = defaultdict(list)
    for mention in _right_mentions(document):
        mentions[mention.forms[0].entity].append(mention)
    chosen = [
        (mention, entity)
        for entity, listed in mentions.items()
        if fold(entity.name) not in own and lots.random() < SHARE_OF_ENTITIES
        for mention in listed
        if lots.random() < SHARE_OF_MENTIONS
    ]
    pieces, rows, at, length = [], [], 0, 0
    before: dict[str, str] = {}
    for mention, entity in sorted(chosen, key=lambda item: item[0].start):
        garbled = before.get(mention.surface)
        if garbled is None or lots.random() < NEW_GARBLE:
            garbled = garbler.garble(mention.surface)
        if garbled is None or fold(garbled) in own:
            continue
        before[mention.surface] = garbled
        pieces += [document.text[at : mention.start], garbled]
        start = length + mention.start - at
        length, at = start + len(garbled), mention.end
        rows.append(
            {"start": start, "end": length, "surface": garbled, "replacement": mention.surface}
            | {"entity": entity.name, "kind": entity.kind, "type": "garble"}
        )
    return "".join([*pieces, document.text[at:]]), rows


def _right_mentions(document: Document) -> Iterator[Mention]:
    """Yield the longest correct names of targets that do not overlap and are unambiguous."""
    reach = 0
    for mention in sorted(document.mentions, key=lambda mention: (mention.start, -mention.end)):
        if mention.start < reach or not mention.is_right:
            continue
        reach = mention.end
        if len(mention.forms) == 1 and mention.forms[0].entity.target and mention.forms[0].entity.kind != "other":
            yield mention
