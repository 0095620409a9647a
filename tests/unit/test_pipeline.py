from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, islice

import pytest
from tests.builders import eager_calibrator

from namefix import Action, Config, Entity, NameFixer
from namefix.decide.calibrator import Calibrator
from namefix.errors import ConfigError, ModelNotFoundError


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Makron came.", "Macron came."),
        ("Kiel Stamer met Emmanuel Makron.", "Keir Starmer met Emmanuel Macron."),
        ("Ursula Vondrein\r\nspoke.", "Ursula von der Leyen\r\nspoke."),
        ("In Tiblisi", "In Tbilisi"),
    ],
)
def test_garbled_names_are_repaired(fixer: NameFixer, text: str, want: str) -> None:
    assert fixer.fix(text).text == want


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\0", "👍", "\ufeffKyiv", "مرحبا Kyiv", "e\u0301\u0301", "\ud800", "'s", "."]
)
def test_texts_without_garbles_stay_as_they_are(fixer: NameFixer, text: str) -> None:
    result = fixer.fix(text)
    assert (result.original, result.text, result.edits) == (text, text, ())


def test_every_decision_explains_itself(fixer: NameFixer) -> None:
    result = fixer.fix("Makron met Zelensky in Kiev, Sydney and Tiblisi.")
    assert {decision.action for decision in result.decisions} >= {Action.KEEP, Action.REPLACE}
    assert all(decision.reason for decision in result.decisions)
    assert all(decision.chosen for decision in result.decisions if decision.action is Action.REPLACE)


def test_review_leaves_the_text_alone_and_proposes(entities: Sequence[Entity], config: Config) -> None:
    cautious = NameFixer(entities, Config(**{**config.model_dump(), "policy": {"replace": 1, "review": 0.1}}))
    result = cautious.fix("Makron came.")
    assert result.text == "Makron came."
    assert [(decision.action, decision.replacement) for decision in result.decisions] == [(Action.REVIEW, "Macron")]


def test_many_texts_give_the_same_as_one_by_one(fixer: NameFixer) -> None:
    texts = ["Makron", "", "Kiel Stamer", "Kyiv"]
    assert [result.text for result in fixer.fix_many(texts)] == [fixer.fix(text).text for text in texts]


@pytest.mark.parametrize("jobs", [1, 2])
def test_endless_texts_are_read_as_results_are_taken(fixer: NameFixer, jobs: int) -> None:
    read = 0

    def texts() -> Iterator[str]:
        nonlocal read
        for read in count():
            yield f"Text {read} of Makron"

    results = fixer.fix_many(texts(), jobs=jobs)
    found = [result.text for result in islice(results, 100)]
    results.close()  # type: ignore[attr-defined]
    assert found == [f"Text {number} of Macron" for number in range(100)]
    assert read < 500


@pytest.mark.parametrize("jobs", [0, -1])
def test_less_than_one_process_is_refused(fixer: NameFixer, jobs: int) -> None:
    with pytest.raises(ConfigError, match=f"jobs must be 1 or more, got {jobs}"):
        next(fixer.fix_many(["Makron"], jobs=jobs))


def test_an_unknown_scorer_is_refused(entities: Sequence[Entity]) -> None:
    with pytest.raises(ConfigError, match="speling"):
        NameFixer(entities, Config(pipeline=None, scorers=("speling",)))


def test_scorers_without_a_curve_are_refused(entities: Sequence[Entity]) -> None:
    with pytest.raises(ConfigError, match="fit the calibrator again"):
        NameFixer(entities, Config(pipeline=None, scorers=("spelling",)))


def test_a_missing_pipeline_says_how_to_install_it(entities: Sequence[Entity]) -> None:
    with pytest.raises(ModelNotFoundError, match="pip install en-core-web-xx"):
        NameFixer(entities, Config(pipeline="en_core_web_xx"))


def test_no_table_at_all_is_refused() -> None:
    with pytest.raises(ConfigError, match="bundled=True"):
        NameFixer.from_config(Config(bundled=False, pipeline=None))


def test_an_empty_table_changes_nothing(config: Config) -> None:
    assert NameFixer([], config).fix("Makron came to Kiew.").edits == ()


def test_another_calibrator_makes_another_fixer(fixer: NameFixer) -> None:
    eager = eager_calibrator()
    never = fixer.with_calibrator(Calibrator(intercept=-99, curves=eager.curves))
    assert never.fix("Makron").text == "Makron"
    assert fixer.fix("Makron").text == "Macron"


@pytest.mark.parametrize(("style", "want"), [("keep", "Macron left Kiev."), ("canonical", "Macron left Kyiv.")])
def test_the_house_style_chooses_among_accepted_spellings(
    entities: Sequence[Entity], config: Config, style: str, want: str
) -> None:
    styled = NameFixer(entities, Config(**{**config.model_dump(), "style": style}))
    assert styled.fix("Makron left Kiev.").text == want


def test_a_repair_follows_the_spelling_that_the_document_uses(fixer: NameFixer) -> None:
    text = "Volodymyr Zelenskyy spoke. Mr Zerenskyy left."
    assert fixer.fix(text).text == "Volodymyr Zelenskyy spoke. Mr Zelenskyy left."


def test_one_surface_form_has_one_answer(fixer: NameFixer) -> None:
    assert fixer.fix("Emmanuel Makron. " + "Makron, " * 20).text == "Emmanuel Macron. " + "Macron, " * 20
