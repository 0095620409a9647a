"""The attributes of namefix on spaCy docs, in a form supported by `Doc.to_bytes`, `DocBin` and other processes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from namefix.datatypes import Action, Decision, Entity, Kind, Mention
from namefix.detect.doc_entities import KIND_OF_LABEL
from namefix.results import CorrectedText

DOC_EXTENSIONS = ("namefix", "namefix_result")
SPAN_EXTENSIONS = ("namefix_action", "namefix_name", "namefix_replacement", "namefix_probability")
SOURCE_EXTENSIONS = ("namefix_source", "namefix_language")

_KEY = "namefix"
"""Key of the result in `doc.user_data`."""

_LABEL_OF_KIND: Mapping[Kind, str] = {"person": "PERSON", "place": "GPE", "other": "NORP"}
"""Labels of OntoNotes; `other` are peoples and languages."""

KindsAt = Callable[[Mention], Collection[Kind]]
"""Function that returns the kinds of the entities of a doc that overlap a mention."""


class Reading(NamedTuple):
    """A decision with the entity of the mention; `is_sure` is false if it is uncertain."""

    decision: Decision
    entity: Entity

    @property
    def is_sure(self) -> bool:
        """True if the entity is certain."""
        return self.decision.action is not Action.REVIEW


def register_extensions() -> None:
    """Register the attributes `doc._.namefix...` and `span._.namefix...`, which readers of stored docs need too.

    Example:
        >>> register_extensions()
        >>> Doc.has_extension("namefix"), Span.has_extension("namefix_name")
        (True, True)
    """
    for name, getter in zip(DOC_EXTENSIONS, (decisions_of, result_of), strict=True):
        Doc.set_extension(name, getter=getter, force=True)
    for name in SOURCE_EXTENSIONS:
        Doc.set_extension(name, default=None, force=True)
    for name in SPAN_EXTENSIONS:
        Span.set_extension(name, default=None, force=True)


def store(doc: Doc, result: CorrectedText) -> None:
    """Store a result with a doc, as numbers, strings, lists and dicts, and each entity once."""
    entities: dict[str, Any] = {}
    fields = _adapter().dump_python(result, mode="json", exclude={"original"})
    doc.user_data[_KEY] = {"result": _with_ids(fields, entities), "entities": entities}


def result_of(doc: Doc) -> CorrectedText | None:
    """Return the result for a doc, like that of `NameFixer.fix`; None if it was not processed."""
    stored = doc.user_data.get(_KEY)
    if stored is None:
        return None
    entities = {key: _entity_adapter().validate_python(fields) for key, fields in stored["entities"].items()}
    return _adapter().validate_python({"original": doc.text} | _with_entities(stored["result"], entities))


def decisions_of(doc: Doc) -> tuple[Decision, ...] | None:
    """Return the decisions for a doc, None if it was not processed."""
    result = result_of(doc)
    return None if result is None else result.decisions


def readings_of(result: CorrectedText, kinds: KindsAt) -> list[Reading]:
    """Return the decisions whose entity is known, in the order of the text.

    A correct name shared by several entities belongs to the one that the text also names in another way; it stays open
    if the entities of the doc say something else.

    Args:
        result: The result of the doc.
        kinds: The kinds of the entities of the doc that overlap a mention.
    """
    choices = [(decision, _entities_of(decision, kinds(decision.mention))) for decision in result.decisions]
    named = {
        entities[0].id for decision, entities in choices if len(entities) == 1 and decision.action is not Action.REVIEW
    }
    readings = []
    for decision, entities in choices:
        fitting = entities if len(entities) == 1 else [entity for entity in entities if entity.id in named]
        bearers = {form.entity.id for form in decision.mention.forms if form.is_right}
        if len(fitting) == 1 and (decision.action is not Action.KEEP or bearers & named <= {fitting[0].id}):
            readings.append(Reading(decision, fitting[0]))
    return readings


def mark_spans(
    doc: Doc, result: CorrectedText, key: str, kinds: Mapping[str, Kind] = KIND_OF_LABEL
) -> list[tuple[Span, Reading]]:
    """Write `doc.spans[key]`, with a span for each name whose entity is known, and return the spans with their readings.

    Args:
        doc: The doc, whose entities tell the kind of a name.
        result: Its result.
        key: The key of the spans.
        kinds: Label → kind.
    """
    ents = [(ent.start_char, ent.end_char, kinds[ent.label_]) for ent in doc.ents if ent.label_ in kinds]

    def kinds_at(mention: Mention) -> set[Kind]:
        return {kind for start, end, kind in ents if start < mention.end and mention.start < end}

    found = []
    for reading in readings_of(result, kinds_at):
        mention, entity = reading.decision.mention, reading.entity
        label = _LABEL_OF_KIND[entity.kind]
        span = doc.char_span(mention.start, mention.end, label, kb_id=entity.id, alignment_mode="expand")
        if span is not None:
            _describe(span, reading, result)
            found.append((span, reading))
    doc.spans[key] = [span for span, _ in found]
    return found


def link_entities(doc: Doc, found: list[tuple[Span, Reading]], result: CorrectedText, *, overwrite: bool) -> None:
    """Write the attributes of the one name in each of `doc.ents`; the id only if it is certain.

    An entity with a longer name and of another kind, such as a newspaper named after a city, is another entity.
    """
    for ent in doc.ents:
        inside = [(span, reading) for span, reading in found if span.start < ent.end and ent.start < span.end]
        if len(inside) != 1:
            continue
        [(span, reading)] = inside
        is_whole = span.start <= ent.start and ent.end <= span.end
        if not is_whole and KIND_OF_LABEL.get(ent.label_, reading.entity.kind) != reading.entity.kind:
            continue
        _describe(ent, reading, result)
        if reading.is_sure and (overwrite or not ent.kb_id_):
            for token in ent:
                token.ent_kb_id_ = reading.entity.id


def replace_entities(doc: Doc, found: list[tuple[Span, Reading]]) -> None:
    """Add the certain names to `doc.ents`, replacing overlapping entities; labels of the same kind are kept."""
    sure = []
    for span, reading in found:
        if reading.is_sure:
            labels = (ent.label_ for ent in doc.ents if _overlap(ent, span))
            label = next((label for label in labels if KIND_OF_LABEL.get(label) == reading.entity.kind), span.label_)
            sure.append(Span(doc, span.start, span.end, label, kb_id=reading.entity.id))
    sure = filter_spans(sure)
    doc.ents = [*sure, *(ent for ent in doc.ents if not any(_overlap(ent, span) for span in sure))]


def _overlap(one: Span, other: Span) -> bool:
    return bool(one.start < other.end and other.start < one.end)


def _entities_of(decision: Decision, kinds: Collection[Kind]) -> list[Entity]:
    """Return the possible entities of a mention: the chosen one, or else all of whom it is a correct name, targets first.

    A correct name of one word belongs only to entities of the kind that the doc has there: "Tesla" as an organisation is not
    Nikola Tesla. Where the doc has none, known entities of other kinds leave the name open.
    """
    if decision.chosen is not None and (decision.action is not Action.KEEP or decision.replacement is None):
        return [decision.chosen.candidate.entity]
    right = {form.entity.id: form.entity for form in decision.mention.forms if form.is_right}
    fitting = list(right.values())
    if len(decision.mention.name.words) == 1 and kinds:
        fitting = [entity for entity in fitting if entity.kind in kinds]
    targets = [entity for entity in fitting if entity.target]
    is_settled = bool(kinds) or {entity.kind for entity in fitting} == {entity.kind for entity in targets}
    return targets if targets and is_settled else fitting


def _describe(span: Span, reading: Reading, result: CorrectedText) -> None:
    decision = reading.decision
    is_proposal = decision.action is not Action.KEEP
    span._.namefix_action = decision.action.value
    span._.namefix_name = reading.entity.name
    span._.namefix_replacement = _written(span, decision, result) if is_proposal else None
    span._.namefix_probability = decision.probability if is_proposal else None


def _written(span: Span, decision: Decision, result: CorrectedText) -> str:
    """Return the replacement of a span, in the letter case of the text."""
    if decision.action is Action.REPLACE:
        return result.text[result.map_offset(span.start_char) : result.map_offset(span.end_char)]
    edit = next(edit for edit in result.review if edit.decision is decision)
    return result.original[span.start_char : edit.start] + edit.after + result.original[edit.end : span.end_char]


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[CorrectedText]:
    return TypeAdapter(CorrectedText)


@lru_cache(maxsize=1)
def _entity_adapter() -> TypeAdapter[Entity]:
    return TypeAdapter(Entity)


def _with_ids(value: Any, entities: dict[str, Any]) -> Any:
    """Return nested fields with ids instead of entities, whose fields are stored separately."""
    if isinstance(value, list):
        return [_with_ids(item, entities) for item in value]
    if not isinstance(value, dict):
        return value
    if isinstance(entity := value.get("entity"), dict):
        entities[entity["id"]] = entity
        value = value | {"entity": entity["id"]}
    return {key: _with_ids(item, entities) for key, item in value.items()}


def _with_entities(value: Any, entities: Mapping[str, Entity]) -> Any:
    if isinstance(value, list | tuple):  # a DocBin makes tuples of lists
        return [_with_entities(item, entities) for item in value]
    if not isinstance(value, dict):
        return value
    return dict(_restored(value, entities))


def _restored(fields: dict[str, Any], entities: Mapping[str, Entity]) -> Iterator[tuple[str, Any]]:
    for key, item in fields.items():
        yield key, entities[item] if key == "entity" else _with_entities(item, entities)
