"""The command `namefix doctor`, which shows installed and missing parts."""

from __future__ import annotations

import platform
import warnings
from collections.abc import Iterator, Sequence
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, entry_points, metadata, requires, version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from namefix.cli.options import FixerOptions, with_options
from namefix.cli.output import print_text
from namefix.errors import NamefixError
from namefix.report.wording import counted

if TYPE_CHECKING:
    from packaging.requirements import Requirement

    from namefix.config import Config

_SAMPLE = "French President Emmanuel Makron spoke."
_PLUG_INS = ("detectors", "scorers", "table_formats", "file_formats", "reports")
_COUNTED = ("persons", "places", "targets")
_FOR_CONTRIBUTORS = ("dev", "docs")


class State(StrEnum):
    """States of a part of an installation; namefix works without an `absent` one."""

    FINE = "ok"
    ABSENT = "--"
    WRONG = "!!"


class Part(NamedTuple):
    """One line of the report."""

    state: State
    name: str
    message: str


@with_options
def doctor(options: FixerOptions) -> None:
    """Show versions, models and tables, what is missing, and the command that installs it."""
    parts = list(_parts(options))
    width = max(len(part.name) for part in parts)
    print_text("".join(f"{part.state}  {part.name:{width}}  {part.message}\n" for part in parts))
    wrong = sum(part.state is State.WRONG for part in parts)
    print_text("Nothing that is needed is missing.\n" if not wrong else f"Wrong or missing: {wrong}\n")
    raise typer.Exit(int(wrong > 0))


def _parts(options: FixerOptions) -> Iterator[Part]:
    from packaging.requirements import Requirement

    from namefix.check.settings_file import NAME

    yield Part(State.FINE, "namefix", f"{version('namefix')} in {Path(__file__).parents[1]}")
    yield Part(State.FINE, "Python", f"{platform.python_version()} on {platform.platform()}")
    wanted = [Requirement(line) for line in requires("namefix") or ()]
    packages = [_package(item) for item in wanted if item.marker is None or item.marker.evaluate({"extra": ""})]
    yield from packages
    yield from _extras(wanted)
    yield from _plug_ins()
    if any(part.state is State.WRONG for part in packages):
        return  # nothing else can be imported
    try:
        settings = options.settings_here()
        is_there = (settings.folder / NAME).is_file()
        yield Part(State.FINE, NAME, f"{settings.folder / NAME}" if is_there else "none here or above: defaults")
        config = settings.to_config()
    except NamefixError as error:
        yield Part(State.WRONG, NAME, str(error))
        return
    yield from _pipeline(config.pipeline)
    yield from _tables(config)
    yield _sample(config)


def _package(wanted: Requirement) -> Part:
    install = f"python -m pip install '{wanted.name}{wanted.specifier}'"
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        return Part(State.WRONG, wanted.name, f"missing; install it with `{install}`")
    if not wanted.specifier.contains(found, prereleases=True):
        return Part(State.WRONG, wanted.name, f"{found}, required is {wanted.specifier}; install it with `{install}`")
    return Part(State.FINE, wanted.name, found)


def _extras(wanted: Sequence[Requirement]) -> Iterator[Part]:
    """Yield a line for each extra for users that has packages."""
    for extra in metadata("namefix").get_all("Provides-Extra") or ():
        needed = [item for item in wanted if item.marker and item.marker.evaluate({"extra": extra})]
        if extra in (*_FOR_CONTRIBUTORS, "all"):
            continue
        lacking = [item.name for item in needed if _package(item).state is State.WRONG]
        if lacking:
            message = f"not installed ({', '.join(lacking)}); `python -m pip install 'namefix[{extra}]'`"
            yield Part(State.ABSENT, f"namefix[{extra}]", message)
        else:
            yield Part(State.FINE, f"namefix[{extra}]", ", ".join(item.name for item in needed) or "needs nothing")


def _plug_ins() -> Iterator[Part]:
    if not any(point.name == "namefix" for point in entry_points(group="spacy_factories")):
        message = "spaCy does not find `namefix`; reinstall it with `python -m pip install --force-reinstall namefix`"
        yield Part(State.WRONG, "spaCy component", message)
    else:
        yield Part(State.FINE, "spaCy component", 'nlp.add_pipe("namefix")')
    for group in _PLUG_INS:
        for point in entry_points(group=f"namefix.{group}"):
            yield Part(State.FINE, f"plug-in {point.name}", f"{point.value} ({group.replace('_', ' ')})")


def _pipeline(name: str | None) -> Iterator[Part]:
    from spacy.util import get_installed_models

    from namefix.detect.ner import load_pipeline

    others = sorted({*get_installed_models()} - {name})
    if others:
        yield Part(State.FINE, "other pipelines", ", ".join(others))
    if name is None:
        yield Part(State.ABSENT, "spaCy pipeline", "none; runs without NER")
        return
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            nlp = load_pipeline(name)
        except NamefixError as error:
            yield Part(State.WRONG, "spaCy pipeline", str(error))
            return
    if "ner" not in nlp.pipe_names:
        message = f"{name} has no component `ner`; name another with --pipeline"
        yield Part(State.WRONG, "spaCy pipeline", message)
        return
    warned = "".join(f"; {item.message}" for item in caught if "W095" in str(item.message))
    yield Part(State.FINE, "spaCy pipeline", f"{name} {nlp.meta['version']}{warned}")


def _tables(config: Config) -> Iterator[Part]:
    from namefix.table import is_compiled, load_entities
    from namefix.table.bundled import bundled_entities, bundled_tables
    from namefix.table.part import TablePart

    if config.bundled:
        try:
            entities = bundled_entities()
            targets = sum(entity.target for entity in entities)
            message = (
                f"{targets:,} targets, {len(entities) - targets:,} names only known, in {bundled_tables()[0].parent}"
            )
            yield Part(State.FINE, "bundled table", message)
        except (NamefixError, OSError) as error:
            yield Part(State.WRONG, "bundled table", str(error))
    yield from _packs(config)
    for path in config.tables:
        try:
            own = TablePart.mapped(path).entities if is_compiled(path) else load_entities([path])
            yield Part(State.FINE, f"table {path.name}", f"{counted(len(own), 'entity', 'entities')} in {path}")
        except NamefixError as error:
            first, *others = str(error).splitlines()
            more = f" {others[0]} ..." if others else ""
            remedy = "" if is_compiled(path) else f"; `namefix table check {path}` lists all problems"
            message = f"{first}{more}{remedy}"
            yield Part(State.WRONG, f"table {path.name}", message)


def _packs(config: Config) -> Iterator[Part]:
    """Yield a line for each installed pack, whose file is verified, and for named packs that are missing."""
    from namefix.table.packs import chosen_packs, installed_packs
    from namefix.table.sections import open_sections

    try:
        used = {pack.name for pack in chosen_packs(config.bundled)}
    except NamefixError as error:
        yield Part(State.WRONG, "packs", str(error))
        return
    for name, pack in installed_packs().items():
        try:
            open_sections(pack.path, None)
        except NamefixError as error:
            yield Part(State.WRONG, f"pack {name}", str(error))
            continue
        counts = ", ".join(f"{pack.facts[what]:,} {what}" for what in _COUNTED if pack.facts.get(what))
        date = f"of {pack.facts.get('date', 'unknown date')}"
        is_used = "" if name in used else f"; not used with bundled = {config.bundled!r}"
        yield Part(State.FINE, f"pack {name}", f"{pack.version} {date}: {counts}, in {pack.path.parent}{is_used}")


def _sample(config: Config) -> Part:
    """Return the result of repairing a sentence with all parts."""
    from namefix.pipeline import NameFixer

    try:
        result = NameFixer.from_config(config).fix(_SAMPLE)
    except (NamefixError, OSError) as error:
        return Part(State.WRONG, "trial", str(error).splitlines()[0])
    edits = ", ".join(f"{edit.before} → {edit.after}" for edit in result.edits)
    return Part(State.FINE, "trial", edits or "a sentence was read, and nothing changed in it")
