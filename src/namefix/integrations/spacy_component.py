"""The spaCy component `namefix`, which repairs the names of docs and is saved with its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self, get_args

from spacy.language import Language
from spacy.scorer import PRFScore, Scorer
from spacy.tokens import Doc
from spacy.training import Example

from namefix.api import checked_config
from namefix.config import Config
from namefix.datatypes import Kind, Translation
from namefix.detect.doc_entities import KIND_OF_LABEL, mentions_of_doc
from namefix.errors import ConfigError
from namefix.integrations.carried_files import (
    CarriedFile,
    build_fixer,
    files_of,
    pack,
    read_folder,
    unpack,
    write_folder,
)
from namefix.integrations.doc_marks import link_entities, mark_spans, register_extensions, replace_entities, store
from namefix.names.language import check_code
from namefix.pipeline import NameFixer
from namefix.results import CorrectedText
from namefix.table.packs import chosen_packs


class Marks(NamedTuple):
    """The output settings: adding to `doc.ents`, overwriting links of others, and the key of `doc.spans`."""

    replace_ents: bool = False
    overwrite: bool = True
    spans_key: str = "namefix"


@Language.factory(
    "namefix",
    assigns=[
        "doc._.namefix",
        "doc._.namefix_result",
        "doc.spans",
        "doc.ents",
        "token.ent_kb_id",
        "span._.namefix_action",
        "span._.namefix_name",
        "span._.namefix_replacement",
        "span._.namefix_probability",
    ],
    default_config={
        "table": None,
        "bundled": True,
        "style": "keep",
        "accepted": [],
        "rejected": {},
        "precision": Config().precision,
        "source_precision": None,
        "policy": None,
        "pipeline": None,
        "labels": {},
        "calibrator": None,
        "source_calibrator": None,
        "replace_ents": False,
        "overwrite": True,
        "spans_key": "namefix",
    },
    default_score_weights=dict.fromkeys(
        ("namefix_f", "namefix_p", "namefix_r", "nel_micro_f", "nel_micro_p", "nel_micro_r")
    ),
)
def make_component(
    nlp: Language,  # noqa: ARG001 - spaCy gives it to every factory
    name: str,  # noqa: ARG001
    *,
    table: str | list[str] | None,
    bundled: bool | str,
    style: str,
    accepted: list[str],
    rejected: dict[str, str],
    precision: float,
    source_precision: float | None,
    policy: dict[str, float] | None,
    pipeline: str | None,
    labels: dict[str, str],
    calibrator: str | None,
    source_calibrator: str | None,
    replace_ents: bool,
    overwrite: bool,
    spans_key: str,
) -> NameFixComponent:
    """Return the component for a config; called by spaCy. docs/spacy.md describes the settings.

    Raises:
        ConfigError: If a setting is out of range, or a named pack is not installed.
    """
    config = checked_config(
        tables=[table] if isinstance(table, str) else table or [],
        bundled=bundled,
        style=style,
        accepted=accepted,
        rejected=rejected,
        precision=precision,
        source_precision=source_precision,
        policy=policy,
        pipeline=pipeline,
        calibrator=calibrator,
        source_calibrator=source_calibrator,
    )
    chosen_packs(config.bundled)
    return NameFixComponent(config, labels=labels, marks=Marks(replace_ents, overwrite, spans_key))


class NameFixComponent:
    """Component that decides on the names of docs by a table; `doc.ents` are evidence, and get the ids of their entities.

    The tables are read with the first doc, or on access to `fixer`.

    Args:
        config: The settings of the fixer; without `pipeline`, `doc.ents` replace its NER.
        labels: Additional labels of `doc.ents` with their kinds of names.
        marks: The output settings.

    Raises:
        ConfigError: If a kind of name is unknown.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> _ = nlp.add_pipe("namefix")
        >>> doc = nlp("Mr Emmanuel Makron came.")
        >>> [(span.text, span.kb_id_) for span in doc.spans["namefix"]]
        [('Emmanuel Makron', 'person/emmanuel-macron')]
    """

    def __init__(self, config: Config, *, labels: Mapping[str, str] | None = None, marks: Marks | None = None) -> None:
        register_extensions()
        self._config, self._marks = config, marks or Marks()
        self._kinds = {**KIND_OF_LABEL, **{label: _kind_of(kind, label) for label, kind in (labels or {}).items()}}
        self._saved: list[CarriedFile] = []
        self._fixer: NameFixer | None = None

    @property
    def fixer(self) -> NameFixer:
        """The fixer of the component, built on first use, and shared by processes forked later.

        Raises:
            TableError: If a table cannot be used.
        """
        if self._fixer is None:
            self._fixer = build_fixer(self._config, self._saved)
        return self._fixer

    def __call__(self, doc: Doc) -> Doc:
        """Process one doc."""
        language = doc._.namefix_language
        if language is not None:
            check_code(language)
        translation = Translation(doc.text, doc._.namefix_source, language)
        result = self._result(doc, translation)
        store(doc, result)
        found = mark_spans(doc, result, self._marks.spans_key, self._kinds)
        if self._marks.replace_ents:
            replace_entities(doc, found)
        link_entities(doc, found, result, overwrite=self._marks.overwrite)
        return doc

    def _result(self, doc: Doc, translation: Translation) -> CorrectedText:
        if self._config.pipeline is None:
            return self.fixer.fix_found(translation, mentions_of_doc(doc, self._kinds))
        return next(self.fixer.fix_translations([translation]))

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]] | None = None,  # noqa: ARG002 - nothing is learned from them
        *,
        nlp: Language | None = None,  # noqa: ARG002
    ) -> None:
        """Reload the tables; called by spaCy before training."""
        self._fixer = build_fixer(self._config, self._saved)

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Return the scores of repairs (`namefix_p`, `_r`, `_f`) and links (`nel_micro_...`).

        Repairs of the reference are the spans of `reference.spans[spans_key]` that have `span._.namefix_replacement`.
        """
        examples = list(examples)
        key, repairs, is_told = self._marks.spans_key, PRFScore(), False
        for example in examples:
            if key in example.reference.spans:
                is_told = True
                repairs.score_set(_repairs(example.predicted, key), _repairs(example.reference, key))
        scores = {"p": repairs.precision, "r": repairs.recall, "f": repairs.fscore}
        links = Scorer.score_links(examples, negative_labels=["", "NIL"])
        return {f"namefix_{name}": score if is_told else None for name, score in scores.items()} | links

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002 - spaCy names the vocab, which is not here
        """Return the tables and other files of the settings; the settings themselves are in the config of the pipeline.

        Raises:
            TableFormatError: If a file cannot be read.
        """
        return pack(files_of(self._config, self._saved))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:  # noqa: ARG002
        """Load the files of another component."""
        self._saved, self._fixer = unpack(data), None
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002
        """Write the tables and other files of the settings into a folder; tables remain readable tables.

        Raises:
            TableFormatError: If a file cannot be read.
        """
        write_folder(Path(path), files_of(self._config, self._saved))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:  # noqa: ARG002
        """Load the files of a folder, which is not needed afterwards."""
        self._saved, self._fixer = read_folder(Path(path)), None
        return self

    def __getstate__(self) -> dict[str, Any]:
        """Return the state without the fixer, which other processes build themselves."""
        return {**vars(self), "_saved": files_of(self._config, self._saved), "_fixer": None}


def _kind_of(kind: str, label: str) -> Kind:
    for known in get_args(Kind):
        if kind == known:
            return known  # type: ignore[no-any-return]
    raise ConfigError(f"labels: {label!r} must mark one of {', '.join(get_args(Kind))}, got {kind!r}")


def _repairs(doc: Doc, key: str) -> set[tuple[int, int, str]]:
    return {
        (span.start_char, span.end_char, span._.namefix_replacement)
        for span in doc.spans.get(key, ())
        if span._.namefix_replacement and span._.namefix_action != "review"
    }
