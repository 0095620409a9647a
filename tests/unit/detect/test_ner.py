from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from namefix.datatypes import Mention
from namefix.detect import ner
from namefix.detect.ner import NamedEntities, find_pipeline
from namefix.errors import ModelNotFoundError
from namefix.names.target_language import english
from namefix.table.name_table import NameTable


@pytest.fixture
def entities(monkeypatch: pytest.MonkeyPatch, table: NameTable) -> NamedEntities:
    """A detector with rules in place of a trained pipeline."""
    nlp = spacy.blank("en")
    rules = nlp.add_pipe("entity_ruler")
    rules.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "ORG", "pattern": "Makron"},
            {"label": "GPE", "pattern": "the Kiev"},
            {"label": "PERSON", "pattern": "Stamer 's"},
            {"label": "DATE", "pattern": "Monday"},
        ]
    )
    monkeypatch.setattr(ner, "find_pipeline", lambda name: name)
    monkeypatch.setattr(ner, "load_pipeline", lambda name: nlp)
    return NamedEntities(table, "rules")


def found_in(detector: NamedEntities, *texts: str) -> list[list[Mention]]:
    return list(detector.detect((text, english().find_words(text)) for text in texts))


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [("Mr Makron", "Makron", "other"), ("in the Kiev", "Kiev", "place"), ("Stamer's", "Stamer", "person")],
)
def test_entities_of_any_label_are_cut_to_the_words_of_the_name(
    entities: NamedEntities, text: str, surface: str, kind: str
) -> None:
    ((mention,),) = found_in(entities, text)
    assert (mention.surface, mention.kind) == (surface, kind)
    assert text[mention.start : mention.end] == surface


def test_dates_and_numbers_are_no_names(entities: NamedEntities) -> None:
    assert found_in(entities, "on Monday") == [[]]


def test_every_paragraph_counts_from_the_start_of_the_text(entities: NamedEntities) -> None:
    (mentions,) = found_in(entities, "Makron\r\n\r\nx Makron\nMakron")
    assert [mention.start for mention in mentions] == [0, 12, 19]


def test_texts_keep_their_order(entities: NamedEntities) -> None:
    assert [len(mentions) for mentions in found_in(entities, "", "Makron", "x", "Makron Makron")] == [0, 1, 0, 2]


def test_a_line_of_any_length_is_read(entities: NamedEntities) -> None:
    (mentions,) = found_in(entities, "x" * 9000 + " Makron " + "word " * 4000 + "Makron")
    assert len(mentions) == 2


@pytest.mark.model
def test_spacy_is_imported_with_the_first_text() -> None:
    code = """
import sys, namefix
fixer = namefix.load()
before = "spacy" in sys.modules
fixer.fix("")
empty = "spacy" in sys.modules
fixer.fix("French President Emmanuel Makron came.")
print(before, empty, "spacy" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False False True\n"


def test_a_pipeline_may_be_a_folder_or_blank(tmp_path: Path) -> None:
    assert [find_pipeline(name) for name in (str(tmp_path), "blank:en")] == [str(tmp_path), "blank:en"]


def test_a_missing_pipeline_says_how_to_install_it(table: NameTable) -> None:
    with pytest.raises(ModelNotFoundError, match="pip install en-core-web-xx"):
        NamedEntities(table, "en_core_web_xx")
