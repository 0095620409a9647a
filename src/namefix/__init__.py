"""namefix repairs garbled person and place names in machine-translated news."""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from namefix.api import fix, load
    from namefix.config import Config, Policy
    from namefix.datatypes import Action, Decision, Entity
    from namefix.errors import NamefixError
    from namefix.pipeline import NameFixer
    from namefix.results import Certainty, CorrectedText, Edit

_PLACES = {
    "Action": "datatypes",
    "Certainty": "results",
    "Config": "config",
    "CorrectedText": "results",
    "Decision": "datatypes",
    "Edit": "results",
    "Entity": "datatypes",
    "NameFixer": "pipeline",
    "NamefixError": "errors",
    "Policy": "config",
    "fix": "api",
    "load": "api",
}

__all__ = [
    "Action",
    "Certainty",
    "Config",
    "CorrectedText",
    "Decision",
    "Edit",
    "Entity",
    "NameFixer",
    "NamefixError",
    "Policy",
    "fix",
    "load",
]


logging.getLogger("namefix").addHandler(logging.NullHandler())  # who wants to read the log adds a handler


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return getattr(import_module(f"namefix.{_PLACES[name]}"), name)
    raise AttributeError(f"module 'namefix' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
