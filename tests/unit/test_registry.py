from __future__ import annotations

import pytest

from namefix import registry
from namefix.errors import UnknownComponentError


@pytest.mark.parametrize("what", ["detector", "scorer", "table format", "report"])
def test_an_unknown_name_is_answered_with_the_known_ones(what: str) -> None:
    with pytest.raises(UnknownComponentError, match=f"unknown {what} 'nothing'; known, nearest first: \\w+"):
        registry.load(what, "nothing")


@pytest.mark.parametrize(
    ("what", "group"),
    [("scorer", "namefix.scorers"), ("table format", "namefix.table_formats")],
)
def test_other_packages_may_add_parts(monkeypatch: pytest.MonkeyPatch, what: str, group: str) -> None:
    class Point:
        name = "theirs"

        def load(self) -> type:
            return Point

    groups: list[str] = []

    def entry_points(group: str) -> list[Point]:
        groups.append(group)
        return [Point()]

    monkeypatch.setattr(registry, "entry_points", entry_points)
    assert registry.load(what, "theirs") is Point
    assert {"theirs", "csv" if what == "table format" else "spelling"} <= registry.names(what)
    assert set(groups) == {group}
