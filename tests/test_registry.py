"""Every registered part does what its protocol asks for."""

from __future__ import annotations

import inspect
from collections.abc import Sequence

import pytest

from namefix import NameFixer, protocols, registry
from namefix.datatypes import Candidate, Document, Translation
from namefix.protocols import Scorer
from tests.builders import corrected

PROTOCOLS = {
    "detector": (protocols.Detector, registry.DETECTORS),
    "scorer": (protocols.Scorer, registry.SCORERS),
    "source scorer": (protocols.Scorer, registry.SOURCE_SCORERS),
    "table format": (protocols.TableFormat, registry.TABLE_FORMATS),
    "report": (protocols.Report, registry.REPORTS),
    "file format": (protocols.FileFormat, registry.FILE_FORMATS),
}
ENTRIES = [(what, name) for what, (_, names) in PROTOCOLS.items() for name in names]
SCORERS = [(what, name) for what, name in ENTRIES if "scorer" in what]
TEXT = (
    "French President Emmanuel Makron met Ursula Vondrein in Kiew.\n"
    "Makron, Mr Bidon and Volodymyr Zerensky of Ukraine spoke; Emmanuel Macron and Keir Starmer did not.\n"
    "Brad Marcon stayed in Makron County."
)
SOURCE = (
    "Президент Франции Эммануэль Макрон встретился с Урсулой фон дер Ляйен в Киеве.\n"
    "Макрон, г-н Байден и Владимир Зеленский из Украины выступили, а Эммануэль Макрон и Кир Стармер нет.\n"
    "Брэд Маркон остался в округе Мейкон."
)


@pytest.fixture(scope="module", params=[None, SOURCE], ids=["alone", "with source"])
def document(fixer: NameFixer, request: pytest.FixtureRequest) -> Document:
    document = fixer.read(next(fixer.detect([TEXT])), Translation(TEXT, request.param))
    assert (document.source is not None) == (request.param is not None)
    return document


@pytest.fixture(scope="module")
def candidates(fixer: NameFixer, document: Document) -> list[Candidate]:
    return [scored.candidate for scored in fixer.score(document)]


@pytest.mark.parametrize(("what", "name"), ENTRIES)
def test_an_entry_has_the_methods_of_its_protocol(what: str, name: str) -> None:
    protocol, part = PROTOCOLS[what][0], registry.load(what, name)
    wanted = {name: method for name, method in vars(protocol).items() if inspect.isfunction(method) and name[0] != "_"}
    assert wanted
    for method, promised in wanted.items():
        assert list(inspect.signature(getattr(part, method)).parameters) == list(inspect.signature(promised).parameters)


@pytest.mark.parametrize(("what", "name"), ENTRIES)
def test_the_first_line_of_the_docstring_is_a_sentence(what: str, name: str) -> None:
    first = (inspect.getdoc(registry.load(what, name)) or "").partition("\n")[0]
    assert first.endswith((".", ":"))
    assert first[0].isupper()


@pytest.mark.parametrize(("what", "name"), SCORERS)
def test_a_scorer_scores_from_0_to_1_in_the_order_given(
    what: str, name: str, document: Document, candidates: Sequence[Candidate]
) -> None:
    scorer: Scorer = registry.load(what, name)()
    scores = scorer.score(candidates, document)
    assert len(scores) == len(candidates) > 5
    assert all(score is None or 0 <= score <= 1 for score in scores)
    assert scorer.score(candidates[::-1], document) == scores[::-1]


@pytest.mark.parametrize("name", registry.SCORERS)
def test_a_scorer_explains_every_score_in_a_few_words(
    name: str, document: Document, candidates: Sequence[Candidate]
) -> None:
    scorer: Scorer = registry.load("scorer", name)()
    explained = [
        scorer.explain(candidate, score, document)
        for candidate in candidates[:5]
        for score in (0.0, 0.3, 0.5, 0.7, 1.0)
    ]
    assert all(0 < len(words.split()) <= 20 and "\n" not in words for words in explained)


@pytest.mark.parametrize(("what", "name"), SCORERS)
def test_a_scorer_explains_its_own_scores_in_a_few_words(
    what: str, name: str, document: Document, candidates: Sequence[Candidate]
) -> None:
    scorer: Scorer = registry.load(what, name)()
    scores = scorer.score(candidates, document)
    pairs = [(candidate, score) for candidate, score in zip(candidates, scores, strict=True) if score is not None]
    explained = [scorer.explain(candidate, score, document) for candidate, score in pairs]
    assert all(0 < len(words.split()) <= 20 and "\n" not in words for words in explained)


@pytest.mark.parametrize("name", sorted(registry.SOURCE_SCORERS.keys() - registry.SCORERS.keys()))
def test_a_scorer_of_the_source_has_opinions_only_with_one(
    name: str, document: Document, candidates: Sequence[Candidate]
) -> None:
    scores = registry.load("source scorer", name)().score(candidates, document)
    assert any(score is not None for score in scores) == (document.source is not None)


@pytest.mark.parametrize(("what", "name"), SCORERS)
def test_a_scorer_has_nothing_to_say_of_no_candidates(what: str, name: str, document: Document) -> None:
    assert registry.load(what, name)().score([], document) == []


def test_no_file_ending_belongs_to_two_table_formats() -> None:
    endings = [ending for name in registry.TABLE_FORMATS for ending in registry.load("table format", name).suffixes]
    assert len(endings) == len(set(endings)) > 0
    assert all(ending.startswith(".") for ending in endings)


@pytest.mark.parametrize("name", registry.REPORTS)
def test_a_report_of_a_text_without_decisions_is_a_text(name: str) -> None:
    assert isinstance(registry.load("report", name)().render(corrected("Kyiv\n"), "news.txt"), str)
