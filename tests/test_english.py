"""Docstrings begin with a verb or a noun phrase, and the private English of earlier versions stays gone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted([*ROOT.glob("src/namefix/**/*.py"), *ROOT.glob("bench/*.py"), *ROOT.glob("data/*.py")])
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("data/*/README.md")]
)

NO_BEGINNING = re.compile(r"(What|How|Who|Whom|Whose|Whether|Where|When|Why|((By|From|Of|In|To) (which|whom|what)))\b")
"""Beginnings of sentence fragments."""

FORBIDDEN = re.compile(
    r"\b(parted by|at least so bad|nobody reads|stays? garbled|whatever speaks|stands? beside it|somebody is always"
    r"|is told (of|how|what|whether)|beside the bundled|in spite of|has the say|is to be told|from which on)\b"
)
"""Phrases that riddle or personify; each has a plainer one in the table of STYLE.md or in CONTRIBUTING."""


def docstrings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the docstrings of a file, those of constants and fields too, with their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_docstring_begins_with_a_verb_or_a_noun_phrase(path: Path) -> None:
    assert [f"{line}: {text[:60]}" for line, text in docstrings(path) if NO_BEGINNING.match(text)] == []


@pytest.mark.parametrize("path", [*SOURCES, *PAGES], ids=name_of)
def test_riddles_are_gone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [match[0] for match in FORBIDDEN.finditer(text)] == []
