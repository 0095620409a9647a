from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from namefix import NameFixer, package_data
from namefix.datatypes import Translation
from namefix.errors import ConfigError
from namefix.names import countries, language, language_files
from namefix.names.language import check_code, languages, scripts_of
from namefix.names.language_files import language_facts, script_facts
from namefix.names.native_folding import SCRIPTS
from namefix.package_data import bundled_file

INVENTED = """
# Examplish, which glues its only preposition before a name.
script = "Latin"
countries = "XX"
surname_first = "XX"
prefixes = ["du"]

[endings]
"-" = "- ozu"
"er" = "er ruzu"
"""

CASES = """
[[case]]
id = "ending"
text = "The minister wrote to Kiel Stamer."
source = "Ministoro lamis Keirozu Starmruzu."
want = "The minister wrote to Keir Starmer."
why = "Both words stand in the dative, which has an ending of its own after -er."

[[case]]
id = "preposition"
text = "The minister wrote to Kiel Stamer."
source = "Ministoro lamis Dukeir Starmer."
want = "The minister wrote to Keir Starmer."
why = "The preposition is written together with the name."
"""

KEYS = set(
    "like script second_script foreign capitalises_nouns countries surname_first either_order sound_model left_endings "
    "left_beginnings feminine "
    "written_endings romanisation transliteration prefixes article titles_behind particles_behind telling endings target".split()
)
"""What `data/languages/README.md` explains."""


@pytest.fixture
def add_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Return a function that adds a file to a copy of `data/languages`, which namefix reads until the test ends."""
    shutil.copytree(bundled_file("languages"), tmp_path / "languages")
    monkeypatch.setattr(package_data, "_PLACES", (tmp_path, *package_data._PLACES))
    cached = [
        function
        for module in (language_files, language, countries)
        for function in vars(module).values()
        if hasattr(function, "cache_clear")
    ]

    def add(code: str, content: str) -> None:
        (tmp_path / "languages" / f"{code}.toml").write_text(content, encoding="utf-8")
        for function in cached:
            function.cache_clear()

    yield add
    monkeypatch.undo()
    for function in cached:
        function.cache_clear()


def test_before_its_file_is_there_a_language_is_unknown() -> None:
    with pytest.raises(ConfigError, match="unknown language code 'xx'"):
        check_code("xx")


def test_one_file_adds_a_language(add_language: Callable[[str, str], None], fixer: NameFixer) -> None:
    add_language("xx", INVENTED)
    assert check_code("xx-Latn") == "xx"
    assert [spoken.code for spoken in countries.languages_of("XX")] == ["xx"]
    assert countries.is_surname_first("XX")
    assert not languages()["xx"].is_case_of("starmerozu", "starmer")  # the longest ending of a form decides
    for case in tomllib.loads(CASES)["case"]:
        translation = Translation(case["text"], case["source"], "xx")
        read = fixer.read(next(fixer.detect([translation.text])), translation).source
        assert read, case["why"]
        named = [name.entity.id for name in read.names if not name.entity.id.startswith("source:")]
        assert named == ["person/keir-starmer"], case["why"]
        assert next(fixer.fix_translations([translation])).text == case["want"], case["why"]


def test_what_a_file_does_not_say_is_as_in_the_one_that_it_is_like(add_language: Callable[[str, str], None]) -> None:
    add_language("xx", 'like = "cs"\ncountries = "XX"\n\n[endings]\n"o" = "o u"\n')
    czech, invented = languages()["cs"], languages()["xx"]
    assert (invented.script, invented.countries, invented.left_endings) == ("Latin", {"XX"}, czech.left_endings)
    assert invented.endings == {**czech.endings, "o": {"o", "u"}}


def test_a_file_without_a_script_is_no_language() -> None:
    with pytest.raises(ConfigError):
        check_code("slavic")
    assert languages()["ru"].left_endings == languages()["pl"].left_endings != ()


@pytest.mark.parametrize("path", sorted(bundled_file("languages").glob("*.toml")), ids=lambda path: path.stem)
def test_files_have_known_keys_and_scripts(path: Path) -> None:
    facts = tomllib.loads(path.read_text(encoding="utf-8"))
    if path.stem == "scripts":
        assert set(facts) == set(SCRIPTS) - {"Kana"}
        keys = {key for script in facts.values() for key in script}
        assert keys == {"is_cased", "is_spaced", "likeliest", "languages", "also", "particles"}
        return
    assert set(facts) <= KEYS
    assert {facts.get("script", "Latin"), facts.get("second_script", "Kana")} <= set(SCRIPTS)


def test_every_key_is_explained() -> None:
    page = bundled_file("languages/README.md").read_text(encoding="utf-8")
    assert [key for key in sorted(KEYS) if f"`{key}`" not in page and f"`[{key}]`" not in page] == []


@pytest.mark.parametrize("script", sorted(set(SCRIPTS) - {"Kana"}))
def test_a_script_has_one_likeliest_language_which_is_written_in_it(script: str) -> None:
    assert scripts_of(script_facts()[script]["likeliest"])[0] == script


def test_every_language_of_iso_639_1_is_there() -> None:
    assert len(language_facts()) >= 184
    assert {"sr", "zh", "eo", "yi", "und"} <= set(language_facts())
