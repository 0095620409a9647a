"""Small objects that many tests need, built by hand."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

import namefix
from namefix import Config, Entity, NameFixer, Policy
from namefix.table.name_table import NameTable
from tests.builders import eager_calibrator, eager_source_calibrator

settings.register_profile("namefix", deadline=None, derandomize=True, database=None)
settings.load_profile("namefix")  # the same examples in every run; no test asserts seconds

TEN = (
    Entity(
        "person/emmanuel-macron",
        "person",
        "Emmanuel Macron",
        native=("埃马纽埃尔·马克龙", "马克龙", "Эммануэль Макрон"),
        country="FR",
        roles=("President",),
        weight=150,
    ),
    Entity(
        "person/keir-starmer",
        "person",
        "Keir Starmer",
        ("Starmer", "Sir Keir Starmer"),
        native=("基尔·斯塔默", "Кир Стармер"),
        country="GB",
        weight=120,
    ),
    Entity("person/ursula-von-der-leyen", "person", "Ursula von der Leyen", country="DE", weight=110),
    Entity(
        "person/volodymyr-zelensky",
        "person",
        "Volodymyr Zelensky",
        ("Zelensky",),
        variants=("Volodymyr Zelenskyy", "Zelenskyy"),
        country="UA",
        roles=("President of Ukraine",),
        weight=160,
    ),
    Entity("person/shinzo-abe", "person", "Shinzo Abe", native=("安倍晋三",), country="JP", roles=("Prime Minister",)),
    Entity("person/joe-biden", "person", "Joe Biden", ("Biden",), country="US", roles=("President",), weight=200),
    Entity("person/hunter-biden", "person", "Hunter Biden", ("Biden",), country="US", weight=60),
    Entity(
        "place/kyiv", "place", "Kyiv", variants=("Kiev",), native=("Київ", "基辅", "Киев"), country="UA", weight=200
    ),
    Entity("place/tbilisi", "place", "Tbilisi", misspellings=("Tiblisi",), country="GE", weight=125),
    Entity("person/ludovic-marcon", "person", "Ludovic Marcon", ("Marcon",), country="FR", target=False),
)
"""Two share an alias, one has variants, one a misspelling, one particles, one both orders, and one is only known."""


@pytest.fixture(autouse=True, scope="session")
def state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the key of reviews out of the state of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def entities() -> tuple[Entity, ...]:
    return TEN


@pytest.fixture(scope="session")
def table() -> NameTable:
    return NameTable(TEN)


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Settings without NER and with calibrators that repair whatever is much alike, so that tests fear no new fit."""
    folder = tmp_path_factory.mktemp("calibrator")
    plain, with_source = folder / "eager.json", folder / "eager_source.json"
    plain.write_text(eager_calibrator().model_dump_json(), encoding="utf-8")
    with_source.write_text(eager_source_calibrator().model_dump_json(), encoding="utf-8")
    return Config(pipeline=None, calibrator=plain, source_calibrator=with_source, policy=Policy())


@pytest.fixture(scope="session")
def fixer(config: Config) -> NameFixer:
    return NameFixer(TEN, config)


@pytest.fixture(scope="session")
def bundled_fixer() -> NameFixer:
    """The fixer that users get; tests that ask for it carry the marker `model`."""
    return namefix.load()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one process more than there are processors, because tests often wait for a process that they started."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask for the trained pipeline; begin with the long ones, so that no process waits at the end."""
    for item in items:
        if "bundled_fixer" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.model)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
