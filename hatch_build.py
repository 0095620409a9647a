"""Compiles the bundled table when a wheel is built."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledTable(BuildHookInterface):
    """Adds the compiled bundled table to a wheel; an editable installation compiles it at the first use."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the table before the wheel is written."""
        self._folder = TemporaryDirectory()
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from namefix.table.bundled_cache import compile_bundled  # noqa: PLC0415 - found by the line above

        path = compile_bundled(Path(self._folder.name), self.metadata.version)
        build_data["force_include"][str(path)] = f"namefix/data/compiled/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the temporary file."""
        self._folder.cleanup()
