from __future__ import annotations

import pytest

from namefix.curate.learned_name import Example, LearnedName, Sighting, sentence_at
from namefix.datatypes import Entity, Kind
from namefix.names.source_name import Ground, SourceName, Spelling

NATIVE = "Олекса Дримбаленко"
SURE = Spelling("Oleksa Drymbalenko", Ground.ROMANISED, 0.7)
OTHER = Spelling("Oleksa Drimbalenko", Ground.ROMANISED, 0.2)
GUESS = Spelling("Olexa Drymbalenko", Ground.READING, 0.02)


def sighting(*translated: str, kind: Kind = "person", number: int = 1, country: str | None = "UA") -> Sighting:
    name = SourceName(0, len(NATIVE), NATIVE, kind, (SURE, OTHER, GUESS), country)
    place = f"docs.jsonl:{number}"
    examples = {text: Example(place, f"{text} spoke.") for text in translated}
    return Sighting(name, kind, country, examples, Example(place, f"{NATIVE} виступив."))


def learned(*sightings: Sighting) -> LearnedName:
    name = LearnedName(NATIVE)
    for one in sightings:
        name.add(one)
    return name


class TestSpelling:
    def test_the_most_certain_if_no_translation_has_one(self) -> None:
        name = learned(sighting())
        assert name.best == SURE
        assert name.example == Example("docs.jsonl:1", f"{NATIVE} виступив.")

    def test_the_one_that_most_translations_have(self) -> None:
        name = learned(sighting(SURE.text), sighting(OTHER.text, number=2), sighting(OTHER.text, number=3))
        assert name.best == OTHER
        assert name.example == Example("docs.jsonl:2", f"{OTHER.text} spoke.")

    def test_the_more_certain_of_two_that_are_equally_frequent(self) -> None:
        assert learned(sighting(OTHER.text), sighting(SURE.text)).best == SURE


class TestRow:
    def test_is_no_target(self) -> None:
        row = learned(sighting()).row("person/x")
        assert row == Entity(
            "person/x", "person", SURE.text, variants=(OTHER.text,), native=(NATIVE,), country="UA", target=False
        )

    def test_a_guess_is_accepted_if_a_translation_has_it(self) -> None:
        assert learned(sighting(SURE.text), sighting(GUESS.text)).row("x").variants == (OTHER.text, GUESS.text)

    def test_has_the_kind_and_country_of_most_documents(self) -> None:
        name = learned(sighting(country=None), sighting(kind="place"), sighting(kind="place", country=None))
        assert (name.row("x").kind, name.row("x").country, name.id_stem) == ("place", "UA", "place/oleksa-drymbalenko")

    def test_letters_that_were_copied_are_no_native_form(self) -> None:
        name = LearnedName("Ondřej Vrbka", spellings={"Ondřej Vrbka": Spelling("Ondřej Vrbka", Ground.COPIED, 0.8)})
        name.kinds["person"] = 1
        assert name.row("x").native == ()


def test_counts_of_parts_add_up_to_those_of_the_whole() -> None:
    sightings = [sighting(SURE.text), sighting(number=2), sighting(OTHER.text, number=3)]
    first, second = learned(*sightings[:1]), learned(*sightings[1:])
    first.merge(LearnedName.unpack(second.pack()))
    assert first == learned(*sightings)


def test_names_that_are_spelt_alike_have_ids_of_their_own() -> None:
    name, other = learned(sighting()), learned(sighting())
    other.native = "Алекса Дримбаленко"
    assert name.id_stem == other.id_stem
    assert len({name.id_stem, name.own_id, other.own_id}) == 3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("It rained.\nMr Zell spoke. He left.", "Mr Zell spoke."),
        ("“No.” Zell left! “Why?”", "Zell left!"),
        ("下雨了。Zell走了。他说", "Zell走了。"),
        ("a " * 100 + "Zell" + " b" * 100, "a a a Zell b b b"),
    ],
)
def test_sentence_at(text: str, sentence: str) -> None:
    start = text.index("Zell")
    assert sentence_at(text, start, start + 4, 16) == sentence
