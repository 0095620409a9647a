"""Commands whose help shows no type beside an option that takes no value."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup


class PlainCommand(TyperCommand):
    """Command with plain flags in its help."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the options and arguments."""
        return _plain(super().get_params(ctx))


class PlainGroup(TyperGroup):
    """Group of commands with plain flags in its help."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the options."""
        return _plain(super().get_params(ctx))


def _plain(params: list[Any]) -> list[Any]:
    for param in params:
        if getattr(param, "is_flag", False):
            param.metavar = ""
    return params
