"""Clients of LanguageTool, as they come from the package index, pointed at a running service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import language_tool_python
import pytest
from language_tool_python.exceptions import LanguageToolError
from language_tool_python.utils import correct
from tests.integration.running_service import Service, running

TEXT = "😀😀 Mr Makron left. He went to Kyyyiv, the 😀 said; there Vondrein waited."


@pytest.fixture(scope="module")
def service(served_table: Path) -> Iterator[Service]:
    with running("--table", served_table, "--workers", "1", "--max-text", "2000") as service:
        yield service


@pytest.fixture
def tool(service: Service) -> Iterator[language_tool_python.LanguageTool]:
    with language_tool_python.LanguageTool("en-US", remote_server=service.url) as tool:
        yield tool


class TestLanguageToolPython:
    def test_matches_stand_where_the_names_do(self, tool: language_tool_python.LanguageTool) -> None:
        found = tool.check(TEXT)
        names = [TEXT[match.offset : match.offset + match.error_length] for match in found]
        assert names == ["Makron", "Kyyyiv", "Vondrein"]
        assert [match.replacements for match in found] == [["Macron"], ["Kyiv"], ["von der Leyen"]]
        assert {(match.rule_id, match.category, match.rule_issue_type) for match in found} == {
            ("NAMEFIX_REPAIR", "NAMES", "misspelling")
        }
        assert all(match.message.startswith(("Sure: “", "Likely: “")) for match in found)

    def test_its_corrections_are_ours(self, tool: language_tool_python.LanguageTool) -> None:
        wanted = "😀😀 Mr Macron left. He went to Kyiv, the 😀 said; there von der Leyen waited."
        assert tool.correct(TEXT) == wanted
        assert correct(TEXT, tool.check(TEXT)) == wanted
        assert tool.check(wanted) == []

    def test_what_it_switches_off_is_off(self, tool: language_tool_python.LanguageTool) -> None:
        tool.disabled_rules = {"NAMEFIX_REPAIR"}
        assert tool.check(TEXT) == []
        tool.disabled_rules = {"OTHERS"}
        assert len(tool.check(TEXT)) == 3
        tool.disabled_categories = {"NAMES"}
        assert tool.check(TEXT) == []

    def test_it_may_let_the_language_be_detected(self, service: Service) -> None:
        with language_tool_python.LanguageTool("auto", remote_server=service.url) as tool:
            tool.picky = True
            tool.mother_tongue = "en-GB"
            assert len(tool.check(TEXT)) == 3

    def test_it_shows_our_errors(self, tool: language_tool_python.LanguageTool) -> None:
        with pytest.raises(LanguageToolError, match="Error: the text has 2001 characters"):
            tool.check("x" * 2001)
