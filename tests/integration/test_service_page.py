"""The commands of docs/service.md print what the page shows, asked of a running service."""

from __future__ import annotations

import doctest
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.integration.running_service import running

PAGE = (Path(__file__).parents[2] / "docs" / "service.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"<!-- not run: [^\n]*test_service_page\.py runs it -->\n```console\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = re.compile(r"^\$ ([^\n]*)\n((?:(?!\$ )[^\n]*\n)*)", re.MULTILINE)


@pytest.mark.model
@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("bash")), reason="needs curl and bash")
def test_the_commands_print_what_is_shown(tmp_path: Path) -> None:
    assert len(BLOCKS) == 3
    with running("--workers", "1", has_bundled=True) as service:
        for command, shown in COMMANDS.findall("".join(BLOCKS)):
            asked = command.replace("http://127.0.0.1:8081", service.url)
            done = subprocess.run(["bash", "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=True)  # noqa: S607
            printed = f"{done.stdout.rstrip()}\n" if done.stdout else ""
            same = doctest.OutputChecker().check_output(shown, printed, doctest.ELLIPSIS)
            assert same or shown == printed, f"{command} prints\n{printed}"
