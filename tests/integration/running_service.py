"""A service that runs in a process of its own, as users start it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

PATIENCE = 120
"""Seconds after which a test fails that waits for something."""

CODE = "import sys; from namefix.cli.command_line import main; main(sys.argv[1:])"


class Service(NamedTuple):
    """Where it is found, and its process."""

    url: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])


@contextmanager
def running(*arguments: str | Path, has_bundled: bool = False, exit_code: int = 0) -> Iterator[Service]:
    """Run `namefix serve` at a free port until the end of the block; then it must end with this code.

    Without the bundled table it goes without NER too.
    """
    table = () if has_bundled else ("--no-bundled", "--pipeline", "none")
    command = [sys.executable, "-c", CODE, "serve", "--port", "0", *table, *arguments]
    with subprocess.Popen([*map(str, command)], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        told: list[str] = []
        found = None
        for line in process.stderr:
            told.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                break
        assert found, "".join(told)
        try:
            yield Service(found.group(), process)
        finally:
            process.terminate()
    assert process.returncode == exit_code
