"""`namefix doctor`: what is installed, what is missing, and the command that installs it."""

from __future__ import annotations

import platform
import warnings
from collections.abc import Iterator, Sequence
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, entry_points, metadata, requires, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from namefix.cli.options import NoBundled, Pipeline, Tables
from namefix.errors import NamefixError
from namefix.files.streams import print_text

if TYPE_CHECKING:
    from packaging.requirements import Requirement

    from namefix.config import Config

EXIT_CODES = "Exit codes: 0 nothing that is needed is missing; 1 something is missing or wrong; 2 wrong use."

_SAMPLE = "French President Emmanuel Makron spoke."
_PLUG_INS = ("detectors", "scorers", "source_scorers", "table_formats", "file_formats", "reports")
_FOR_CONTRIBUTORS = ("dev", "docs")


class State(StrEnum):
    """How it is with a part of an installation; `absent` is what one can do without."""

    FINE = "ok"
    ABSENT = "--"
    WRONG = "!!"


class Finding(NamedTuple):
    """One line of the report."""

    state: State
    part: str
    told: str


def doctor(table: Tables = None, no_bundled: NoBundled = False, pipeline: Pipeline = None) -> None:
    """Show versions, models and tables, what is missing, and the command that installs it."""
    found = list(_findings(table or [], no_bundled, pipeline))
    width = max(len(finding.part) for finding in found)
    print_text("".join(f"{finding.state}  {finding.part:{width}}  {finding.told}\n" for finding in found))
    wrong = sum(finding.state is State.WRONG for finding in found)
    print_text("Nothing that is needed is missing.\n" if not wrong else f"Wrong or missing: {wrong}\n")
    raise typer.Exit(int(wrong > 0))


def _findings(tables: Sequence[Path], no_bundled: bool, pipeline: str | None) -> Iterator[Finding]:
    from packaging.requirements import Requirement

    from namefix.check.settings_file import NAME, SettingsFinder

    yield Finding(State.FINE, "namefix", f"{version('namefix')} in {Path(__file__).parents[1]}")
    yield Finding(State.FINE, "Python", f"{platform.python_version()} on {platform.platform()}")
    wanted = [Requirement(line) for line in requires("namefix") or ()]
    packages = [_package(item) for item in wanted if item.marker is None or item.marker.evaluate({"extra": ""})]
    yield from packages
    yield from _extras(wanted)
    yield from _plug_ins()
    if any(finding.state is State.WRONG for finding in packages):
        return  # nothing else can be looked at
    overrides: dict[str, Any] = {"tables": tables} if tables else {}
    overrides |= {"bundled": False} if no_bundled else {}
    overrides |= {"pipeline": pipeline} if pipeline else {}
    try:
        settings = SettingsFinder(None, {}).of(Path.cwd())
        told = f"{settings.folder / NAME}" if (settings.folder / NAME).is_file() else "none here or above: defaults"
        yield Finding(State.FINE, NAME, told)
        config = SettingsFinder(None, overrides).of(Path.cwd()).to_config()
    except NamefixError as error:
        yield Finding(State.WRONG, NAME, str(error))
        return
    yield from _pipeline(config.pipeline)
    yield from _tables(config)
    yield _sample(config)


def _package(wanted: Requirement) -> Finding:
    install = f"python -m pip install '{wanted.name}{wanted.specifier}'"
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        return Finding(State.WRONG, wanted.name, f"missing; install it with `{install}`")
    if not wanted.specifier.contains(found, prereleases=True):
        return Finding(State.WRONG, wanted.name, f"{found}, needed is {wanted.specifier}; install it with `{install}`")
    return Finding(State.FINE, wanted.name, found)


def _extras(wanted: Sequence[Requirement]) -> Iterator[Finding]:
    """Yield whether each extra is installed; those that only gather others are not worth a line."""
    for extra in metadata("namefix").get_all("Provides-Extra") or ():
        needed = [item for item in wanted if item.marker and item.marker.evaluate({"extra": extra})]
        if extra in (*_FOR_CONTRIBUTORS, "all"):
            continue
        lacking = [item.name for item in needed if _package(item).state is State.WRONG]
        if lacking:
            told = f"not installed ({', '.join(lacking)}); `python -m pip install 'namefix[{extra}]'`"
            yield Finding(State.ABSENT, f"namefix[{extra}]", told)
        else:
            yield Finding(State.FINE, f"namefix[{extra}]", ", ".join(item.name for item in needed) or "needs nothing")


def _plug_ins() -> Iterator[Finding]:
    if not any(point.name == "namefix" for point in entry_points(group="spacy_factories")):
        told = "spaCy does not find `namefix`; install it anew with `python -m pip install --force-reinstall namefix`"
        yield Finding(State.WRONG, "spaCy component", told)
    else:
        yield Finding(State.FINE, "spaCy component", 'nlp.add_pipe("namefix")')
    for group in _PLUG_INS:
        for point in entry_points(group=f"namefix.{group}"):
            yield Finding(State.FINE, f"plug-in {point.name}", f"{point.value} ({group.replace('_', ' ')})")


def _pipeline(name: str | None) -> Iterator[Finding]:
    from spacy.util import get_installed_models

    from namefix.detect.ner import load_pipeline

    others = sorted({*get_installed_models()} - {name})
    if others:
        yield Finding(State.FINE, "other pipelines", ", ".join(others))
    if name is None:
        yield Finding(State.ABSENT, "spaCy pipeline", "none: runs without NER")
        return
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            nlp = load_pipeline(name)
        except NamefixError as error:
            yield Finding(State.WRONG, "spaCy pipeline", str(error))
            return
    if "ner" not in nlp.pipe_names:
        told = f"{name} has no component `ner`; name another with --pipeline"
        yield Finding(State.WRONG, "spaCy pipeline", told)
        return
    doubts = "".join(f"; {item.message}" for item in caught if "W095" in str(item.message))
    yield Finding(State.FINE, "spaCy pipeline", f"{name} {nlp.meta['version']}{doubts}")


def _tables(config: Config) -> Iterator[Finding]:
    from namefix.table import is_compiled, load_entities
    from namefix.table.bundled import bundled_entities, bundled_tables
    from namefix.table.part import TablePart

    if config.bundled:
        try:
            entities = bundled_entities()
            targets = sum(entity.target for entity in entities)
            told = f"{targets} targets, {len(entities) - targets} names only known, in {bundled_tables()[0].parent}"
            yield Finding(State.FINE, "bundled table", told)
        except (NamefixError, OSError) as error:
            yield Finding(State.WRONG, "bundled table", str(error))
    for path in config.tables:
        try:
            own = TablePart.mapped(path).entities if is_compiled(path) else load_entities([path])
            yield Finding(State.FINE, f"table {path.name}", f"{len(own)} entities in {path}")
        except NamefixError as error:
            first, *others = str(error).splitlines()
            more = f" {others[0]} ..." if others else ""
            remedy = "" if is_compiled(path) else f"; `namefix table check {path}` tells all"
            told = f"{first}{more}{remedy}"
            yield Finding(State.WRONG, f"table {path.name}", told)


def _sample(config: Config) -> Finding:
    """Try all parts together, on a sentence."""
    from namefix.pipeline import NameFixer

    try:
        result = NameFixer.from_config(config).fix(_SAMPLE)
    except (NamefixError, OSError) as error:
        return Finding(State.WRONG, "trial", str(error).splitlines()[0])
    edits = ", ".join(f"{edit.before} → {edit.after}" for edit in result.edits)
    return Finding(State.FINE, "trial", edits or "a sentence was read, nothing to change in it")
