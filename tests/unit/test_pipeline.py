from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count, islice
from typing import Any

import pytest
from tests.builders import eager_calibrator, eager_source_calibrator, mention_of

from namefix import Action, Config, CorrectedText, Entity, NameFixer
from namefix.datatypes import Translation
from namefix.decide.calibrator import Calibrator
from namefix.errors import ConfigError, InputError, ModelNotFoundError
from namefix.judges import GivenCalibrators
from namefix.source_names import source_names


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


def test_a_curve_without_a_scorer_is_refused(entities: Sequence[Entity], config: Config) -> None:
    calibrator = eager_calibrator()
    curves = {**calibrator.curves, "speling": calibrator.curves["spelling"]}
    with pytest.raises(ConfigError, match="speling"):
        NameFixer(entities, config, calibrator.model_copy(update={"curves": curves}))


def test_a_scorer_without_a_curve_is_not_asked(entities: Sequence[Entity], config: Config) -> None:
    calibrator = Calibrator(intercept=1, curves={"spelling": eager_calibrator().curves["spelling"]})
    fixer = NameFixer(entities, config, calibrator)
    (decision,) = fixer.fix("Makron came.").decisions
    assert decision.chosen is not None
    assert [item.scorer for item in decision.chosen.evidence] == ["spelling"]


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
    never = fixer.with_calibrators(GivenCalibrators(Calibrator(intercept=-99, curves=eager.curves)))
    assert never.fix("Makron").text == "Makron"
    assert fixer.fix("Makron").text == "Macron"


@pytest.mark.parametrize(("style", "want"), [("keep", "Macron left Kiev."), ("canonical", "Macron left Kyiv.")])
def test_the_house_style_chooses_among_accepted_spellings(
    entities: Sequence[Entity], config: Config, style: str, want: str
) -> None:
    styled = NameFixer(entities, Config(**{**config.model_dump(), "style": style}))
    assert styled.fix("Makron left Kiev.").text == want


def with_lists(entities: Sequence[Entity], config: Config, **lists: Any) -> NameFixer:
    return NameFixer(entities, Config(**{**config.model_dump(), **lists}))


@pytest.mark.parametrize(
    ("lists", "text", "want"),
    [
        ({"accepted": ["Makron"]}, "Mr Makron and MAKRÓN in Tiblisi", "Mr Makron and MAKRÓN in Tbilisi"),
        ({"accepted": ["Makron"]}, "Emmanuel Makron", "Emmanuel Macron"),
        ({"accepted": ["Emmanuel Makron"]}, "Emmanuel Makron", "Emmanuel Makron"),
        ({"accepted": ["Tiblisi"]}, "in Tiblisi", "in Tiblisi"),
        ({"rejected": {"Macron": "Makron"}}, "Mr Macron, EMMANUEL MACRON", "Mr Makron, EMMANUEL MAKRON"),
        ({"rejected": {"Makron": "Mackeron"}}, "Mr Makron", "Mr Mackeron"),
        ({"rejected": {"Stamer": "Starmer"}}, "Mr Kiel Stamer. Stamer left.", "Mr Keir Starmer. Starmer left."),
        ({"rejected": {"Kiev": "Kiev City"}}, "Kiev City, Kiev", "Kiev City, Kiev City"),
        ({"rejected": {"Erdogan": "Erdoğan", "iphone": "iPhone"}}, "the iphone of Erdogan", "the iPhone of Erdoğan"),
        ({"rejected": {"Wiliams": "William"}}, "met the Wiliams", "met the William"),
        ({"rejected": {"Starmer": "Sir Keir"}}, "Keir Starmer", "Keir Sir Keir"),
        (
            {"accepted": ["Emmanuel Macron"], "rejected": {"Macron": "Makron"}},
            "Emmanuel Macron, Macron",
            "Emmanuel Macron, Makron",
        ),
        ({"rejected": {"Peking": "Beijing"}}, "Peking, Peking2", "Beijing, Peking2"),
        ({"rejected": {"Brenn Muller": "Bern Müller"}}, "Brenn\nMuller's", "Bern\nMüller's"),
    ],
)
def test_accepted_names_stay_and_rejected_ones_are_replaced(
    entities: Sequence[Entity], config: Config, lists: dict[str, Any], text: str, want: str
) -> None:
    listed = with_lists(entities, config, **lists)
    result = listed.fix(text)
    assert result.text == want
    assert listed.fix(want).edits == ()


def test_rejected_names_say_so(entities: Sequence[Entity], config: Config) -> None:
    listed = with_lists(entities, config, rejected={"Makrom": "Macron", "Zel": "Zell"})
    assert [(edit.probability, edit.reason, edit.entity_id) for edit in listed.fix("Mr Makrom met Zel.").edits] == [
        (1.0, "rejected in the settings", "person/emmanuel-macron"),
        (1.0, "rejected in the settings", "config/Zell"),
    ]


def test_accepted_names_do_not_change_which_calibrator_is_used(entities: Sequence[Entity], config: Config) -> None:
    bundled = [replace(entity, is_bundled=True) for entity in entities]
    assert not with_lists(bundled, config, accepted=["Zel"], rejected={"Zol": "Zoll"}).table.has_own


def test_processes_honour_accepted_and_rejected_names(entities: Sequence[Entity], config: Config) -> None:
    listed = with_lists(entities, config, accepted=["Makron"], rejected={"Zel": "Zell"})
    texts = ["Mr Makron met Zel."] * 2
    assert [result.text for result in listed.fix_many(texts, jobs=2)] == ["Mr Makron met Zell."] * 2


def test_a_repair_follows_the_spelling_that_the_document_uses(fixer: NameFixer) -> None:
    text = "Volodymyr Zelenskyy spoke. Mr Zerenskyy left."
    assert fixer.fix(text).text == "Volodymyr Zelenskyy spoke. Mr Zelenskyy left."


def test_one_surface_form_has_one_answer(fixer: NameFixer) -> None:
    assert fixer.fix("Emmanuel Makron. " + "Makron, " * 20).text == "Emmanuel Macron. " + "Macron, " * 20


GARBLED, REPAIRED = "Prime Minister Kil Sitama came.", "Prime Minister Keir Starmer came."
CHINESE, RUSSIAN = "首相基尔·斯塔默来了。", "Приехал премьер-министр Кир Стармер."


def told(result: CorrectedText) -> tuple[str, tuple[str, ...]]:
    return result.text, result.warnings


@pytest.mark.parametrize(
    ("source", "language"), [(CHINESE, None), (CHINESE, "zh"), (RUSSIAN, None), (RUSSIAN, "ru"), (RUSSIAN, "uk")]
)
def test_the_source_is_evidence(fixer: NameFixer, source: str, language: str | None) -> None:
    assert fixer.fix(GARBLED).text == GARBLED
    result = fixer.fix(GARBLED, source=source, source_language=language)
    assert told(result) == (REPAIRED, ())
    assert fixer.fix(result.text, source=source, source_language=language).edits == ()


def test_the_source_is_read_once_for_all_rounds(fixer: NameFixer) -> None:
    source_names.cache_clear()
    assert fixer.fix(GARBLED, source=CHINESE).edits
    found = source_names.cache_info()
    assert (found.misses, found.hits > 0) == (1, True)


def test_whom_the_source_does_not_name_is_not_written(fixer: NameFixer) -> None:
    text = "Mr Makron came."
    assert fixer.fix(text).text == "Mr Macron came."
    assert "Macron" not in fixer.fix(text, source="Приехал г-н Маркин.").text


def test_a_text_without_source_gets_the_same_among_others(fixer: NameFixer) -> None:
    texts = ["Makron met Kiel Stamer in Kiew.", GARBLED, "Makron met Kiel Stamer in Kiew."]
    results = list(fixer.fix_many(texts, sources=[None, CHINESE, None]))
    assert results[0] == results[2] == fixer.fix(texts[0])
    assert results[1].text == REPAIRED


@pytest.mark.parametrize("languages", [None, ["zh", "ru", None], [None, None, None]])
@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_many_texts_with_their_sources(fixer: NameFixer, languages: list[str | None] | None, jobs: int) -> None:
    results = fixer.fix_many(
        [GARBLED, GARBLED, GARBLED], sources=[CHINESE, RUSSIAN, None], source_languages=languages, jobs=jobs
    )
    assert [told(result) for result in results] == [(REPAIRED, ()), (REPAIRED, ()), (GARBLED, ())]


def test_one_language_for_all_sources(fixer: NameFixer) -> None:
    results = list(fixer.fix_many([GARBLED] * 3, sources=[CHINESE, RUSSIAN, None], source_languages="zh"))
    assert [result.text for result in results] == [REPAIRED, GARBLED, GARBLED]
    assert [len(result.warnings) for result in results] == [0, 1, 0]


def test_translations_bring_their_sources_along(fixer: NameFixer) -> None:
    results = fixer.fix_translations([Translation(GARBLED, CHINESE, "zh"), Translation(GARBLED)])
    assert [result.text for result in results] == [REPAIRED, GARBLED]


@pytest.mark.parametrize(
    ("sources", "languages"), [([CHINESE], None), ([], "zh"), ([CHINESE, RUSSIAN], ["zh"]), (None, [])]
)
def test_fewer_sources_than_texts_are_refused(
    fixer: NameFixer, sources: list[str] | None, languages: str | list[str] | None
) -> None:
    with pytest.raises(ConfigError, match="fewer sources"):
        list(fixer.fix_many([GARBLED, GARBLED], sources=sources, source_languages=languages))


def test_endless_sources_are_read_no_further_than_texts(fixer: NameFixer) -> None:
    results = fixer.fix_many([GARBLED, GARBLED], sources=(CHINESE for _ in count()), source_languages="zh")
    assert [result.text for result in results] == [REPAIRED, REPAIRED]


@pytest.mark.parametrize("code", ["xx", "", "Chinese"])
@pytest.mark.parametrize("source", [CHINESE, ""])
def test_an_unknown_language_is_refused(fixer: NameFixer, code: str, source: str) -> None:
    with pytest.raises(ConfigError, match=f"code {code!r}"):
        fixer.fix(GARBLED, source=source, source_language=code)


@pytest.mark.parametrize(
    ("source", "language", "problem"),
    [
        ("", None, "no letters"),
        ("", "zh", "no letters"),
        (" \n2026 … \0", None, "no letters"),
        (CHINESE, "ru", "not written in the script of 'ru'"),
        (RUSSIAN, "ja", "not written in the script of 'ja'"),
        ("Makron met Mr Starmer in Kyiv and in Tbilisi.", None, "language of the translation"),
        ("Mr Makron met Keir Starmer in Kyiv and in Tbilisi.", "de", "language of the translation"),
        ("昨天，12名男子离开了77座城市。", "zh", "does not fit"),
    ],
)
def test_a_source_that_does_not_fit_is_left_aside_with_a_warning(
    fixer: NameFixer, source: str, language: str | None, problem: str
) -> None:
    text = "Makron met Mr Starmer in Kyiv and in Tbilisi in 2026."
    result = fixer.fix(text, source=source, source_language=language)
    assert (result.text, result.edits) == (fixer.fix(text).text, fixer.fix(text).edits)
    [warning] = result.warnings
    assert problem in warning
    assert "\n" not in warning


def test_another_calibrator_for_sources_makes_another_fixer(fixer: NameFixer) -> None:
    never = Calibrator(intercept=-99, curves=eager_source_calibrator().curves)
    other = fixer.with_calibrators(GivenCalibrators(eager_calibrator(), never))
    assert other.fix(GARBLED, source=CHINESE).text == GARBLED
    assert other.fix("Makron").text == "Macron"
    assert fixer.fix(GARBLED, source=CHINESE).text == REPAIRED


def test_with_a_source_the_parameters_for_sources_name_the_scorers(entities: Sequence[Entity], config: Config) -> None:
    calibrator = eager_calibrator()
    only_native = Calibrator(intercept=1, curves={"native": eager_source_calibrator().curves["native"]})
    other = NameFixer(entities, config, calibrator, only_native)
    assert other.fix("Makron came.").text == "Macron came."
    chosen = [decision.chosen for decision in other.fix(GARBLED, source=CHINESE).decisions if decision.chosen]
    assert {item.scorer for proposal in chosen for item in proposal.evidence} == {"native"}


def test_names_that_were_found_elsewhere_stand_in_for_ner(fixer: NameFixer) -> None:
    text = "Makron met Kiel Stamer.\nMAKRON AND STAMER"
    found = [mention_of(text, "Makron", kind="person"), mention_of(text, "Kiel Stamer", kind="place")]
    result = fixer.fix_found(Translation(text), found)
    assert result.text == "Macron met Keir Starmer.\nMACRON AND STARMER"
    kinds = {decision.mention.surface: decision.mention.kind for decision in result.decisions}
    assert kinds == {"Makron": "person", "Kiel Stamer": "place", "MAKRON": None, "STAMER": None}
    assert fixer.fix_found(Translation(text), []) == fixer.fix(text)


def test_threads_get_the_same_as_one_after_the_other(fixer: NameFixer) -> None:
    texts = [f"Makron met Kiel Stamer in place {number}.\n\nMakron left." for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(fixer.fix, texts)) == [fixer.fix(text) for text in texts]


def test_the_log_tells_of_tables_rounds_and_sources(fixer: NameFixer, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="namefix"):
        NameFixer.from_config(Config(pipeline=None, calibrator=fixer.config.calibrator))
        fixer.fix("Makron came.", source="")
    tables, source = [record for record in caplog.records if record.name == "namefix.pipeline"]
    assert tables.getMessage().startswith("tables read: ")
    assert (source.levelname, source.getMessage()[:16]) == ("WARNING", "source not used:")


@pytest.mark.parametrize("text", [None, b"Mr Makron", 5, ["Mr Makron"]])
def test_what_is_no_text_is_told(fixer: NameFixer, text: Any) -> None:
    with pytest.raises(InputError, match="text: must be a string, got"):
        fixer.fix(text)
    with pytest.raises(InputError, match="source: must be a string, got"):
        fixer.fix("Mr Makron", source=text or 0)


def test_a_single_text_is_not_taken_for_many(fixer: NameFixer) -> None:
    with pytest.raises(InputError, match=r"texts: must be several strings, got 'Mr Makron'; .* use `fix`"):
        fixer.fix_many("Mr Makron")


@pytest.mark.parametrize("jobs", [0, -1, 1.5, "2"])
def test_a_wrong_number_of_processes_is_told(fixer: NameFixer, jobs: Any) -> None:
    with pytest.raises(ConfigError, match="jobs must be a whole number from 1 on"):
        fixer.fix_many([], jobs=jobs)


class _Recogniser:
    """A detector with a pipeline that counts the texts it is asked about."""

    needs_pipeline = True

    def __init__(self, *_: Any) -> None:
        self.asked: list[str] = []

    def detect(self, texts: Any) -> Iterator[list[Any]]:
        for text, _words in texts:
            self.asked.append(text)
            yield []


@pytest.mark.parametrize(
    ("on_demand", "asked"), [(True, ["Mr Makron came."]), (False, ["A dog ran.", "Mr Makron came."])]
)
def test_the_pipeline_is_asked_only_about_texts_in_which_it_can_change_an_edit(
    fixer: NameFixer, config: Config, on_demand: bool, asked: list[str]
) -> None:
    recogniser = _Recogniser()
    other = NameFixer(fixer.table, config.model_copy(update={"pipeline_on_demand": on_demand}), eager_calibrator())
    other._detectors["ner"] = recogniser
    results = [result.text for result in other.fix_many(["A dog ran.", "Mr Makron came."])]
    assert results == ["A dog ran.", "Mr Macron came."]
    assert recogniser.asked[: len(asked)] == asked
