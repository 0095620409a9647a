"""Every registered part does what its protocol asks for."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from namefix import NameFixer, protocols, registry
from namefix.datatypes import Candidate, Document, Translation
from namefix.protocols import Scorer
from tests.builders import corrected, values_of

PROTOCOLS = {
    "detector": (protocols.Detector, registry.DETECTORS),
    "scorer": (protocols.Scorer, registry.SCORERS),
    "table format": (protocols.TableFormat, registry.TABLE_FORMATS),
    "report": (protocols.Report, registry.REPORTS),
    "file format": (protocols.FileFormat, registry.FILE_FORMATS),
    "source reader": (protocols.SourceReader, registry.SOURCE_READERS),
}
ENTRIES = [(what, name) for what, (_, names) in PROTOCOLS.items() for name in names]
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


@pytest.mark.parametrize("name", registry.SCORERS)
def test_a_scorer_scores_from_0_to_1_in_the_order_given(
    name: str, document: Document, candidates: Sequence[Candidate]
) -> None:
    scorer: Scorer = registry.load("scorer", name)()
    scores = values_of(scorer.score(candidates, document))
    assert len(scores) == len(candidates) > 5
    assert all(score is None or 0 <= score <= 1 for score in scores)
    assert values_of(scorer.score(candidates[::-1], document)) == scores[::-1]


@pytest.mark.parametrize("name", registry.SCORERS)
def test_a_scorer_puts_its_scores_into_a_few_words(
    name: str, document: Document, candidates: Sequence[Candidate]
) -> None:
    scorer: Scorer = registry.load("scorer", name)()
    words = [score.words for score in scorer.score(candidates, document) if score is not None]
    assert all(0 < len(text.split()) <= 12 and "\n" not in text for text in words)


@pytest.mark.parametrize("name", registry.SCORERS)
def test_a_scorer_declares_what_other_stages_need_to_know(name: str) -> None:
    scorer: Scorer = registry.load("scorer", name)()
    knots = list(scorer.knots)
    assert knots == sorted(set(knots))
    assert 0 <= knots[0] < knots[-1] <= 1
    assert scorer.alike_from is None or 0 < scorer.alike_from < 1
    assert isinstance(scorer.rises_with_pipeline, bool)


@pytest.mark.parametrize("name", ["native", "not_in_source", "source_sound", "source_unmatched"])
def test_a_scorer_of_the_source_has_opinions_only_with_one(
    name: str, document: Document, candidates: Sequence[Candidate]
) -> None:
    scores = registry.load("scorer", name)().score(candidates, document)
    assert any(score is not None for score in scores) == (document.source is not None)


@pytest.mark.parametrize("name", registry.SCORERS)
def test_a_scorer_has_nothing_to_say_of_no_candidates(name: str, document: Document) -> None:
    assert registry.load("scorer", name)().score([], document) == []


@pytest.mark.parametrize("name", registry.DETECTORS)
def test_a_detector_declares_whether_it_needs_a_pipeline(name: str) -> None:
    assert registry.load("detector", name).needs_pipeline is (
        "pipeline" in signature_of(registry.load("detector", name))
    )


@pytest.mark.parametrize("folder", ["decide", "detect", "pipeline.py", "rewrite.py", "score"])
def test_no_stage_knows_a_plug_in_by_its_name(folder: str) -> None:
    place = Path(registry.__file__).with_name(folder)
    names = {*registry.SCORERS, *registry.DETECTORS}
    found = {
        f"{path.name}: {node.value}"
        for path in ([place] if place.is_file() else place.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in names
    }
    assert found == set()


def signature_of(build: Callable[..., object]) -> list[str]:
    return list(inspect.signature(build).parameters)


def test_no_file_ending_belongs_to_two_table_formats() -> None:
    endings = [ending for name in registry.TABLE_FORMATS for ending in registry.load("table format", name).suffixes]
    assert len(endings) == len(set(endings)) > 0
    assert all(ending.startswith(".") for ending in endings)


@pytest.mark.parametrize("name", registry.REPORTS)
def test_a_report_of_a_text_without_decisions_is_a_text(name: str) -> None:
    assert isinstance(registry.load("report", name)().render(corrected("Kyiv\n"), "news.txt"), str)
