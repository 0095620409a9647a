"""The table that everybody gets."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

import namefix
from namefix import Decision, Entity, NameFixer
from namefix.names.folding import fold
from namefix.names.target_language import english
from namefix.package_data import bundled_file
from namefix.table import join_tables, load_entities
from namefix.table.bundled import bundled_entities, bundled_tables

SCRIPTS = {
    "zh": "CJK UNIFIED",
    "ja": "KATAKANA",
    "ko": "HANGUL",
    "ru and uk": "CYRILLIC",
    "ar and fa": "ARABIC",
    "he": "HEBREW",
}
JAPANESE_IN_HAN = frozenset("AQ CN JP KP KR TF TW UM".split())
"""Countries and territories that Japanese writes in Chinese characters."""


@pytest.fixture(scope="module")
def bundled() -> list[Entity]:
    return load_entities(bundled_tables())


@pytest.fixture(scope="module")
def countries() -> list[Entity]:
    return load_entities([bundled_file("aliases/countries.csv")])


def test_the_compiled_table_decides_as_the_one_in_memory(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,kind,name\nperson/joan-tandwel,person,Joan Tandwel\n", encoding="utf-8")
    mapped = namefix.load(own, pipeline=None)
    rows = join_tables(load_entities([own]), bundled_entities())
    in_memory = NameFixer(rows, mapped.config)
    assert {part.path is None for part in mapped.table.parts} == {True, False}
    for path in sorted((Path(__file__).parent / "cases").glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"][::6]:
            given = {"source": case.get("source"), "source_language": case.get("language")}
            results = [fixer.fix(case["text"], **given) for fixer in (mapped, in_memory)]
            # A search weighs features by their rarity in each part, so that the least similar candidates can differ.
            one, other = ([decided(decision) for decision in result.decisions] for result in results)
            assert (results[0].text, one) == (results[1].text, other)


def decided(decision: Decision) -> tuple[object, ...]:
    """Return a decision without its rejected candidates."""
    form = decision.chosen and decision.chosen.candidate.form
    return (
        decision.mention,
        decision.action,
        form,
        pytest.approx(decision.probability, abs=1e-5),
        decision.reason,
        decision.replacement,
    )


def test_the_files_have_no_problem(bundled: Sequence[Entity]) -> None:
    assert len(bundled) > 50_000


@pytest.mark.parametrize(("kind", "least"), [("person", 1_500), ("place", 5_000)])
def test_there_are_enough_targets(bundled: Sequence[Entity], kind: str, least: int) -> None:
    assert sum(entity.target and entity.kind == kind for entity in bundled) >= least


def test_every_country_of_iso_3166_is_there(countries: Sequence[Entity]) -> None:
    pycountry = pytest.importorskip("pycountry")
    assert {country.alpha_2 for country in pycountry.countries} <= {entity.country for entity in countries}


@pytest.mark.parametrize("language", SCRIPTS)
def test_every_country_has_a_name_in_the_scripts_of_the_news(countries: Sequence[Entity], language: str) -> None:
    script, elsewhere = SCRIPTS[language], JAPANESE_IN_HAN if language == "ja" else ()
    missing = [
        entity.name
        for entity in countries
        if entity.country not in elsewhere
        and not any(script in unicodedata.name(letter, "") for letter in "".join(entity.native))
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Emmanuel Macron", "person"),
        ("Volodymyr Zelensky", "person"),
        ("Ursula von der Leyen", "person"),
        ("Christine Lagarde", "person"),
        ("António Guterres", "person"),
        ("Mark Rutte", "person"),
        ("Kyiv", "place"),
        ("Zaporizhzhia", "place"),
        ("Rafah", "place"),
        ("Pokrovsk", "place"),
        ("Mecca", "place"),
        ("Kherson", "place"),
        ("Sudzha", "place"),
        ("Aristotle", "person"),
        ("Anton Chekhov", "person"),
        ("Wolfgang Amadeus Mozart", "person"),
        ("Natalie Portman", "person"),
    ],
)
def test_who_and_what_is_in_the_news_is_a_target(bundled: Sequence[Entity], name: str, kind: str) -> None:
    assert any(entity.target and entity.kind == kind and entity.name == name for entity in bundled)


@pytest.mark.parametrize(("script", "least"), [("CJK UNIFIED", 0.75), ("CYRILLIC", 0.85)])
def test_most_persons_have_a_native_form(bundled: Sequence[Entity], script: str, least: float) -> None:
    persons = [entity for entity in bundled if entity.target and entity.kind == "person"]
    written = sum(any(script in unicodedata.name(letter, "") for letter in "".join(p.native)) for p in persons)
    assert written >= least * len(persons)


@pytest.mark.parametrize(
    "name", ["Israelis", "Germans", "Polish", "Mandarin", "Eid al-Fitr", "Der Spiegel", "Raskolnikov"]
)
def test_peoples_languages_and_well_known_names_are_known_and_no_targets(bundled: Sequence[Entity], name: str) -> None:
    found = [entity for entity in bundled if name in (entity.name, *entity.aliases)]
    assert found
    assert not any(entity.target for entity in found)


def test_no_person_is_called_by_one_common_english_word(bundled: Sequence[Entity]) -> None:
    persons = [entity for entity in bundled if entity.target and entity.kind == "person"]
    assert [
        entity.name for entity in persons if " " not in fold(entity.name) and english().is_plain(fold(entity.name))
    ] == []


def test_only_weighty_places_are_called_by_a_common_english_word(bundled: Sequence[Entity]) -> None:
    places = [
        entity
        for entity in bundled
        if entity.target and entity.kind == "place" and english().is_plain(fold(entity.name))
    ]
    assert [entity.name for entity in places if entity.weight < 20] == []


def test_no_misspelling_is_a_right_name_of_somebody_else(bundled: Sequence[Entity]) -> None:
    right = {fold(form) for entity in bundled for form in (entity.name, *entity.aliases, *entity.variants)}
    wrong = [text for entity in bundled if entity.target for text in entity.misspellings]
    assert [text for text in wrong if fold(text) in right] == []


def test_ids_tell_the_kind(bundled: Sequence[Entity]) -> None:
    assert [entity.id for entity in bundled if not entity.id.startswith(f"{entity.kind}/")] == []


@pytest.mark.parametrize("path", bundled_tables(), ids=lambda path: path.name)
def test_rows_are_sorted_by_id(path: Path) -> None:
    ids = [entity.id for entity in load_entities([path])]
    assert ids == sorted(ids)


@pytest.mark.parametrize("path", bundled_tables(), ids=lambda path: path.name)
def test_the_readme_names_every_file(path: Path) -> None:
    assert f"`{path.name}`" in bundled_file("aliases/README.md").read_text(encoding="utf-8")
