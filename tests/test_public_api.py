"""What the documentation promises to users."""

from __future__ import annotations

import inspect

import pytest

import namefix


def test_all_is_sorted_and_complete() -> None:
    assert namefix.__all__ == sorted(namefix.__all__)
    assert dir(namefix) == namefix.__all__


@pytest.mark.parametrize("name", namefix.__all__)
def test_every_public_object_is_there_and_documented_with_an_example(name: str) -> None:
    public = getattr(namefix, name)
    own = [public, *(vars(public).values() if isinstance(public, type) else ())]
    docstrings = [inspect.getdoc(member) or "" for member in own]
    assert docstrings[0]
    assert any(">>>" in docstring for docstring in docstrings)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'fixx'"):
        _ = namefix.fixx
