"""The spaCy component as spaCy's users meet it: by its name, in pipelines of any kind, saved, reloaded, and in processes."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example

from namefix import Action, Config, CorrectedText, Edit, Entity, NameFixer
from namefix.detect import ner
from namefix.errors import ConfigError, TableError

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = "Emmanuel Makron met Kiel Stamer in Kiev on Monday. MAKRON LEFT. Joe Biden called; Biden stayed."
TEXTS = (
    TEXT,
    "",
    "Nobody came.",
    "In Tiblisi, Zerensky spoke.\n\nVolodymyr Zelenskyy's plan, said Mr Makron, is Zerenskyy's.",
    "Ursula Vondrein\r\nmet the Makrons.\nVONDREIN'S PLAN",
    "Hunter Biden and Ludovic Marcon 👍 of Tbilisi",
)
PATTERNS = [
    {"label": "PERSON", "pattern": "Emmanuel Makron"},
    {"label": "PERSON", "pattern": "Kiel Stamer"},
    {"label": "LOC", "pattern": "Kiev"},
    {"label": "DATE", "pattern": "Monday"},
    {"label": "ORG", "pattern": "Joe Biden"},
]

Build = Callable[..., Language]


@pytest.fixture
def table_file(entities: Sequence[Entity], tmp_path: Path) -> Path:
    fields = "id kind name aliases variants misspellings native country roles weight target".split()
    rows = [json.dumps({field: getattr(entity, field) for field in fields}) + "\n" for entity in entities]
    path = tmp_path / "desk" / "names.jsonl"
    path.parent.mkdir()
    path.write_text("".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def settings(config: Config, table_file: Path) -> dict[str, Any]:
    """What makes the component decide as the fixture `fixer` does."""
    return {
        "table": str(table_file),
        "bundled": False,
        "calibrator": str(config.calibrator),
        "source_calibrator": str(config.source_calibrator),
        "policy": config.policy.model_dump(),
    }


@pytest.fixture
def build(settings: dict[str, Any]) -> Build:
    """Return a blank pipeline with rules in place of NER, and the component."""

    def build_pipeline(*, rules: Sequence[dict[str, str]] = PATTERNS, **more: Any) -> Language:
        nlp = spacy.blank("en")
        if rules:
            nlp.add_pipe("entity_ruler").add_patterns(list(rules))
        nlp.add_pipe("namefix", config=settings | more)
        return nlp

    return build_pipeline


@pytest.fixture
def rules_fixer(entities: Sequence[Entity], config: Config, monkeypatch: pytest.MonkeyPatch) -> NameFixer:
    """A fixer whose own NER are the rules."""
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)
    monkeypatch.setattr(ner, "find_pipeline", lambda name: name)
    monkeypatch.setattr(ner, "load_pipeline", lambda name: nlp)
    return NameFixer(entities, config.model_copy(update={"pipeline": "rules"}))


def told(doc: Doc) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (span.text, span.kb_id_, span._.namefix_action, span._.namefix_replacement) for span in doc.spans["namefix"]
    ]


def answers(result: CorrectedText) -> list[tuple[int, int, Action, str | None]]:
    return [
        (decision.mention.start, decision.mention.end, decision.action, decision.replacement)
        for decision in result.decisions
    ]


def places(edit: Edit) -> tuple[int, int, str, str]:
    return edit.start, edit.end, edit.after, edit.entity_id


def run_python(code: str, *arguments: str | Path, cwd: Path) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# What it writes


def test_every_name_that_the_table_knows_is_a_span_with_its_entity(build: Build) -> None:
    assert told(build()(TEXT)) == [
        ("Emmanuel Makron", "person/emmanuel-macron", "replace", "Emmanuel Macron"),
        ("Kiel Stamer", "person/keir-starmer", "replace", "Keir Starmer"),
        ("Kiev", "place/kyiv", "keep", None),
        ("MAKRON", "person/emmanuel-macron", "replace", "MACRON"),
        ("Joe Biden", "person/joe-biden", "keep", None),
        ("Biden", "person/joe-biden", "keep", None),
    ]


def test_entities_get_id_name_replacement_and_probability(build: Build) -> None:
    makron, stamer, kiev, monday, biden = build()(TEXT).ents
    assert (makron.kb_id_, makron._.namefix_name) == ("person/emmanuel-macron", "Emmanuel Macron")
    assert (stamer._.namefix_replacement, stamer._.namefix_action) == ("Keir Starmer", "replace")
    assert 0.5 <= stamer._.namefix_probability <= 1
    assert (kiev.kb_id_, kiev._.namefix_name) == ("place/kyiv", "Kyiv")
    assert (kiev._.namefix_replacement, kiev._.namefix_probability) == (None, None)
    assert (monday.kb_id_, monday._.namefix_name, monday.label_) == ("", None, "DATE")
    assert (biden.kb_id_, biden.label_) == ("person/joe-biden", "ORG")


@pytest.fixture
def namesakes(tmp_path: Path) -> Path:
    """A table with surnames that are also names of companies and places."""
    path = tmp_path / "namesakes.csv"
    path.write_text(
        "id,kind,name,aliases,target\n"
        "person/ilva-tarrin,person,Ilva Tarrin,Tarrin,yes\n"
        "person/oke-sellen,person,Oke Sellen,Sellen,yes\n"
        "place/sellen,place,Sellen,,yes\n"
        "person/ude-harlo,person,Ude Harlo,Harlo,yes\n"
        "other/harlo,other,Harlo,,no\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    ("text", "labels", "links"),
    [
        ("Tarrin CEO left.", {"Tarrin": "ORG"}, {}),
        ("Tarrin cut prices.", {"Tarrin": "GPE"}, {}),
        ("Tarrin left.", {"Tarrin": "PERSON"}, {"Tarrin": "person/ilva-tarrin"}),
        ("Tarrin left.", {}, {"Tarrin": "person/ilva-tarrin"}),
        ("Ilva Tarrin left.", {"Ilva Tarrin": "ORG"}, {"Ilva Tarrin": "person/ilva-tarrin"}),
        ("Harlo left.", {}, {}),
        ("Harlo left.", {"Harlo": "PERSON"}, {"Harlo": "person/ude-harlo"}),
        ("Harlo cut prices.", {"Harlo": "ORG"}, {"Harlo": "other/harlo"}),
        ("Rain in Sellen.", {}, {}),
        ("Rain in Sellen.", {"Sellen": "GPE"}, {"Sellen": "place/sellen"}),
        ("Oke Sellen left Sellen.", {"Oke Sellen": "PERSON", "Sellen": "GPE"}, {"Oke Sellen": "person/oke-sellen"}),
        ("He reads The Sellen Times.", {"The Sellen Times": "ORG"}, {}),
    ],
)
def test_a_correct_name_is_linked_only_to_an_entity_of_its_kind(
    build: Build, namesakes: Path, text: str, labels: dict[str, str], links: dict[str, str]
) -> None:
    rules = [{"label": label, "pattern": pattern} for pattern, label in labels.items()]
    doc = build(rules=rules, table=str(namesakes))(text)
    assert {span.text: span.kb_id_ for span in doc.spans["namefix"]} == links
    assert {ent.text: ent.kb_id_ for ent in doc.ents if ent.kb_id_} == {
        ent.text: links[ent.text] for ent in doc.ents if ent.text in links
    }


def test_whom_a_name_means_that_two_share_stays_open(build: Build) -> None:
    assert told(build()("Biden stayed.")) == []


def test_what_is_for_an_editor_is_no_fact(build: Build) -> None:
    doc = build(policy={"replace": 1.0, "review": 0.1})("Emmanuel Makron met MAKRON.")
    assert told(doc)[0] == ("Emmanuel Makron", "person/emmanuel-macron", "review", "Emmanuel Macron")
    assert told(doc)[1][3] == "MACRON"
    [ent] = doc.ents
    assert (ent.kb_id_, ent._.namefix_replacement) == ("", "Emmanuel Macron")


def test_entities_are_replaced_if_wanted(build: Build) -> None:
    rules = [*PATTERNS, {"label": "ORG", "pattern": "Kiel"}, {"label": "LOC", "pattern": "Kiev on"}]
    ents = build(rules=rules, replace_ents=True)(TEXT).ents
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in ents] == [
        ("Emmanuel Makron", "PERSON", "person/emmanuel-macron"),
        ("Kiel Stamer", "PERSON", "person/keir-starmer"),
        ("Kiev", "LOC", "place/kyiv"),
        ("Monday", "DATE", ""),
        ("MAKRON", "PERSON", "person/emmanuel-macron"),
        ("Joe Biden", "PERSON", "person/joe-biden"),
        ("Biden", "PERSON", "person/joe-biden"),
    ]
    assert ents[1]._.namefix_replacement == "Keir Starmer"


@pytest.mark.parametrize(("overwrite", "want"), [(True, "person/emmanuel-macron"), (False, "Q3052772")])
def test_links_of_others_are_overwritten_unless_that_is_not_wanted(build: Build, overwrite: bool, want: str) -> None:
    nlp = build(rules=[], overwrite=overwrite)
    doc = nlp.make_doc("Emmanuel Makron left.")
    doc.ents = [Span(doc, 0, 2, "PERSON", kb_id="Q3052772")]
    assert nlp(doc).ents[0].kb_id_ == want


def test_labels_of_ones_own_count_where_they_are_told(build: Build) -> None:
    rules = [{"label": "POLITICIAN", "pattern": "Emmanuel Makron"}]
    kinds = {
        decision.mention.kind
        for labels in ({}, {"POLITICIAN": "person"})
        for decision in build(rules=rules, labels=labels)(TEXT)._.namefix
        if decision.mention.surface == "Emmanuel Makron"
    }
    assert kinds == {None, "person"}


def test_the_key_of_the_spans_can_be_chosen(build: Build) -> None:
    assert set(build(spans_key="sc")(TEXT).spans) == {"sc"}


def test_a_doc_that_namefix_did_not_see_has_no_decisions(build: Build) -> None:
    doc = build().make_doc(TEXT)
    assert (doc._.namefix, doc._.namefix_result) == (None, None)


# The same decisions as the library


@pytest.mark.parametrize("text", TEXTS)
def test_without_entities_it_decides_as_the_library_without_ner(build: Build, fixer: NameFixer, text: str) -> None:
    doc = build(rules=[])(text)
    assert doc._.namefix_result == fixer.fix(text)
    assert doc._.namefix == fixer.fix(text).decisions


@pytest.mark.parametrize("text", TEXTS)
def test_with_entities_it_decides_as_the_library_that_found_the_same(
    build: Build, rules_fixer: NameFixer, text: str
) -> None:
    assert build()(text)._.namefix_result == rules_fixer.fix(text)


@pytest.mark.model
@pytest.mark.parametrize("reads_itself", [True, False])
def test_it_decides_on_the_article_as_the_library(bundled_fixer: NameFixer, reads_itself: bool) -> None:
    article = (EXAMPLES / "article.txt").read_text(encoding="utf-8")
    name = bundled_fixer.config.pipeline
    nlp = spacy.blank("en") if reads_itself else spacy.load(name)
    nlp.add_pipe("namefix", config={"pipeline": name if reads_itself else None})
    found, wanted = nlp(article)._.namefix_result, bundled_fixer.fix(article)
    assert found.text == wanted.text
    assert [places(edit) for edit in found.edits] == [places(edit) for edit in wanted.edits]
    changed = [set(filter(lambda answer: answer[2] is not Action.KEEP, answers(item))) for item in (found, wanted)]
    assert changed[0] == changed[1]
    if reads_itself:
        assert found == wanted


def test_accepted_and_rejected_names_are_settings(build: Build) -> None:
    nlp = build(rules=[], accepted=["Emmanuel Makron"], rejected={"Stamer": "Stahmer"})
    doc = nlp("Emmanuel Makron met Mr Stamer.")
    assert doc._.namefix_result.text == "Emmanuel Makron met Mr Stahmer."
    copy = spacy.util.load_model_from_config(nlp.config.from_str(nlp.config.to_str()), auto_fill=True)
    assert copy("Mr Stamer")._.namefix_result.text == "Mr Stahmer"


# The source of a translation


@pytest.mark.parametrize("language", [None, "zh"])
def test_the_source_of_a_doc_is_evidence(build: Build, fixer: NameFixer, language: str | None) -> None:
    text, source = "Prime Minister Kil Sitama came.", "首相基尔·斯塔默来了。"
    nlp = build(rules=[])
    doc = nlp.make_doc(text)
    doc._.namefix_source, doc._.namefix_language = source, language
    assert nlp(doc)._.namefix_result == fixer.fix(text, source=source, source_language=language)
    assert doc._.namefix_result.text == "Prime Minister Keir Starmer came."


def test_a_source_that_does_not_fit_is_told(build: Build) -> None:
    nlp = build(rules=[])
    doc = nlp.make_doc("Makron came.")
    doc._.namefix_source = ""
    assert "no letters" in nlp(doc)._.namefix_result.warnings[0]


def test_an_unknown_language_is_refused(build: Build) -> None:
    nlp = build(rules=[])
    doc = nlp.make_doc("Makron came.")
    doc._.namefix_language = "xx"
    with pytest.raises(ConfigError, match="code 'xx'"):
        nlp(doc)


# Saved, reloaded, elsewhere

LOAD = """
import json, sys
import spacy
nlp = spacy.load(sys.argv[1])
doc = nlp(sys.argv[2])
print(json.dumps({
    "text": doc._.namefix_result.text,
    "reasons": [decision.reason for decision in doc._.namefix],
    "ids": [span.kb_id_ for span in doc.spans["namefix"]],
}))
"""


def test_a_pipeline_from_disk_works_in_a_new_process_without_the_files(
    build: Build, table_file: Path, tmp_path: Path
) -> None:
    nlp = build()
    doc = nlp(TEXT)
    nlp.to_disk(tmp_path / "pipeline")
    table_file.unlink()
    found = run_python(LOAD, "pipeline", TEXT, cwd=tmp_path)
    assert (
        found["text"]
        == "Emmanuel Macron met Keir Starmer in Kiev on Monday. MACRON LEFT. Joe Biden called; Biden stayed."
    )
    assert found["reasons"] == [decision.reason for decision in doc._.namefix]
    assert found["ids"] == [span.kb_id_ for span in doc.spans["namefix"]]


def test_a_saved_table_is_a_table_and_a_loaded_pipeline_can_be_saved_again(
    build: Build, table_file: Path, tmp_path: Path
) -> None:
    content = table_file.read_bytes()
    build().to_disk(tmp_path / "one")
    table_file.unlink()
    spacy.load(tmp_path / "one").to_disk(tmp_path / "two")
    assert (tmp_path / "two" / "namefix" / "1-names.jsonl").read_bytes() == content


def test_a_house_style_is_saved_too(build: Build, tmp_path: Path) -> None:
    style = tmp_path / "style.toml"
    style.write_text('[entities]\n"place/kyiv" = "canonical"\n', encoding="utf-8")
    build(style=str(style)).to_disk(tmp_path / "pipeline")
    style.unlink()
    assert spacy.load(tmp_path / "pipeline")("To Kiev")._.namefix_result.text == "To Kyiv"


def test_a_table_that_is_named_when_loading_takes_the_place_of_the_saved_one(build: Build, tmp_path: Path) -> None:
    build().to_disk(tmp_path / "pipeline")
    other = tmp_path / "other.csv"
    other.write_text("id,kind,name,misspellings\nperson/x,person,Anna Zell,Makron\n", encoding="utf-8")
    nlp = spacy.load(tmp_path / "pipeline", config={"components.namefix.table": str(other)})
    assert nlp("Makron left.")._.namefix_result.text == "Zell left."


def test_bytes_carry_the_table_into_a_component_without_settings(build: Build, table_file: Path) -> None:
    nlp = build(rules=[])  # spaCy's EntityRuler loses its phrases in from_bytes
    data = nlp.to_bytes()
    wanted = nlp(TEXT)._.namefix
    table_file.unlink()
    same = English.from_config(nlp.config).from_bytes(data)
    assert same(TEXT)._.namefix == wanted
    other = spacy.blank("en")
    other.add_pipe("namefix", config={"bundled": False, "policy": {"replace": 0.5, "review": 0.2}})
    assert other.from_bytes(data)(TEXT)._.namefix == wanted


def test_the_source_calibrator_is_carried_too(build: Build, config: Config, tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_bytes(Path(str(config.source_calibrator)).read_bytes())
    nlp = build(rules=[], source_calibrator=str(own))
    nlp.to_disk(tmp_path / "pipeline")
    own.unlink()
    loaded = spacy.load(tmp_path / "pipeline")
    doc = loaded.make_doc("Prime Minister Kil Sitama came.")
    doc._.namefix_source = "首相基尔·斯塔默来了。"
    assert loaded(doc)._.namefix_result.text == "Prime Minister Keir Starmer came."


def test_the_config_can_be_exported_and_read_again(build: Build) -> None:
    nlp = build(rules=[], replace_ents=True, labels={"POLITICIAN": "person"})
    config = spacy.util.load_config_from_str(nlp.config.to_str())
    same = spacy.util.load_model_from_config(config, auto_fill=False)
    assert same.config == nlp.config
    assert same.config["components"]["namefix"]["replace_ents"] is True
    assert told(same(TEXT))[0][1] == "person/emmanuel-macron"


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_two_processes_give_the_same_as_one(build: Build) -> None:
    nlp = build()
    alone = [(told(doc), doc._.namefix, [ent.kb_id_ for ent in doc.ents]) for doc in nlp.pipe(TEXTS)]
    shared = nlp.pipe(TEXTS, n_process=2, batch_size=2)
    assert [(told(doc), doc._.namefix, [ent.kb_id_ for ent in doc.ents]) for doc in shared] == alone


def test_a_component_can_be_sent_to_a_process_that_is_not_forked(build: Build, table_file: Path) -> None:
    nlp = build()
    wanted = nlp(TEXT)._.namefix
    data = pickle.dumps(nlp.get_pipe("namefix"))
    table_file.unlink()
    copied = pickle.loads(data)  # noqa: S301 - our own
    assert len(data) < 100_000
    assert copied(nlp.make_doc("Emmanuel Makron left."))._.namefix[0].replacement == "Emmanuel Macron"
    assert [decision.action for decision in nlp(TEXT)._.namefix] == [decision.action for decision in wanted]


def test_stored_docs_keep_everything(build: Build) -> None:
    nlp = build()
    docs = list(nlp.pipe(TEXTS))
    stored = DocBin(docs=docs, store_user_data=True).to_bytes()
    again = list(DocBin().from_bytes(stored).get_docs(spacy.blank("en").vocab))
    assert [doc._.namefix_result for doc in again] == [doc._.namefix_result for doc in docs]
    assert [told(doc) for doc in again] == [told(doc) for doc in docs]
    assert again[0].ents[1]._.namefix_replacement == "Keir Starmer"


# As spaCy wants components


def test_it_is_found_without_an_import_and_nothing_is_set_by_an_import(tmp_path: Path) -> None:
    code = """
import json, sys
import spacy
nlp = spacy.blank("en")
nlp.add_pipe("namefix")
print(json.dumps(nlp.pipe_names))
"""
    assert run_python(code, cwd=tmp_path) == ["namefix"]
    code = """
import json
import namefix.integrations.spacy_component
from spacy.tokens import Doc, Span
print(json.dumps([Doc.has_extension("namefix"), Span.has_extension("namefix_name")]))
"""
    assert run_python(code, cwd=tmp_path) == [False, False]


def test_what_it_assigns_and_scores_is_declared(build: Build) -> None:
    nlp = build()
    meta = nlp.get_pipe_meta("namefix")
    assert {"doc._.namefix", "doc.ents", "token.ent_kb_id", "span._.namefix_replacement"} <= set(meta.assigns)
    assert {"namefix_f", "nel_micro_f"} <= set(meta.scores)
    assert nlp.analyze_pipes()["problems"]["namefix"] == []
    assert nlp.config["training"]["score_weights"]["namefix_f"] is None


def test_repairs_and_links_are_scored(build: Build) -> None:
    nlp = build()
    gold = nlp.make_doc(TEXT)
    gold.ents = [Span(gold, 0, 2, "PERSON", kb_id="person/emmanuel-macron"), Span(gold, 6, 7, "LOC", kb_id="place/x")]
    gold.spans["namefix"] = [gold[0:2], gold[3:5]]
    gold[0:2]._.namefix_replacement, gold[3:5]._.namefix_replacement = "Emmanuel Macron", "Kyle Starmer"
    scores = nlp.evaluate([Example(nlp.make_doc(TEXT), gold)])
    assert (scores["namefix_p"], scores["namefix_r"]) == (pytest.approx(1 / 3), pytest.approx(1 / 2))
    assert (scores["nel_micro_p"], scores["nel_micro_r"]) == (pytest.approx(1 / 2), pytest.approx(1 / 2))


def test_without_gold_repairs_there_is_no_score(build: Build) -> None:
    nlp = build()
    assert nlp.evaluate([Example(nlp.make_doc(TEXT), nlp.make_doc(TEXT))])["namefix_f"] is None


def test_tables_are_read_when_asked_for(build: Build, table_file: Path) -> None:
    table_file.unlink()
    nlp = build()
    with pytest.raises(TableError, match="names"):
        nlp.initialize()
    with pytest.raises(TableError, match="names"):
        _ = nlp.get_pipe("namefix").fixer
    with pytest.raises(TableError, match="names"):
        nlp.to_bytes()


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"precision": 2, "policy": None}, "precision"),
        ({"policy": {"replace": 0.2, "review": 0.5}}, "review"),
        ({"labels": {"X": "animal"}}, "'animal'"),
        ({"bundled": "perhaps"}, "bundled"),
        ({"tabel": "names.csv"}, "tabel"),
    ],
)
def test_wrong_settings_are_refused_at_once(build: Build, setting: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        build(**setting)


def test_an_empty_doc_and_characters_of_all_kinds_do_no_harm(build: Build) -> None:
    nlp = build()
    for text in ("", " ", "\n\n", "\0", "👍 Makron 👍", "e\u0301 Makron", "مرحبا Kyiv", "Makron-led", "x" * 2000):
        assert nlp(text)._.namefix_result.original == text
