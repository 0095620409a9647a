from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from namefix.table.features import Features, common_features, sounds_of, telling_features

Make = Callable[[Sequence[str], Sequence[str]], Features]


def features_of(name: str, make: Make = telling_features) -> set[int]:
    return set(make([name], sounds_of([name])).hashes.tolist())


def test_a_name_has_four_letters_and_the_consonants_of_its_sound() -> None:
    assert len(features_of("macron")) == len("|macron|") - 3 + len(["mklm", "klm", "mlm", "mkm", "mkl"])


def test_vowels_and_one_consonant_may_differ() -> None:
    name = features_of("zelensky")
    assert name & features_of("zilansku")
    assert features_of("stalkolv") & features_of("stilkuv")
    assert not name & features_of("macron")


@pytest.mark.parametrize("make", [telling_features, common_features])
def test_features_of_many_are_those_of_each(make: Make) -> None:
    names = ["macron", "", "x", "zelensky", "ab", "leyen"]
    together = make(names, sounds_of(names))
    for number, name in enumerate(names):
        assert set(together.hashes[together.names == number].tolist()) == features_of(name, make)


def test_letters_and_sounds_are_told_apart() -> None:
    sounds = sounds_of(["banana"])
    assert sounds == ["banana"]
    assert len(set(common_features(["banana"], sounds).hashes.tolist())) == 2 * len({"|ba", "ban", "ana", "nan", "na|"})


def test_no_names_have_no_features() -> None:
    assert len(telling_features([""], [""]).hashes) == 0
