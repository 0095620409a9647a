from __future__ import annotations

import pytest

from namefix.source_names.own_romanisation import has_own_ending, romanisations


@pytest.mark.parametrize(
    ("code", "native", "first"),
    [
        ("uk", "Згурський", "Zghurskyi"),
        ("uk", "Юрій", "Yurii"),
        ("ru", "Евсеев", "Yevseev"),
        ("ru", "Щукин", "Shchukin"),
        ("bg", "Христов", "Hristov"),
        ("sr", "Љубичић", "Ljubičić"),
        ("el", "Παππάς", "Pappas"),
    ],
)
def test_the_first_romanisation_is_the_usual_one(code: str, native: str, first: str) -> None:
    assert romanisations(native, code)[0] == first


@pytest.mark.parametrize(("code", "native"), [("ru", "Smith"), ("cs", "Novák"), ("ru", "")])
def test_without_rules_there_are_none(code: str, native: str) -> None:
    assert romanisations(native, code) == ()


def test_endings_tell_own_names() -> None:
    assert has_own_ending("Ковальчук", "uk")
    assert not has_own_ending("Джонсон", "uk")
    assert not has_own_ending("Ив", "ru")
