"""The rules of axe-core for pages that everybody can use; it is fetched from the npm registry, not kept here (MPL 2.0)."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

_VERSION = "4.14.1"
_DIGEST = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
_PATIENCE = 60


def axe_source(folder: Path) -> str:
    """Return the script of axe-core: that of `$AXE_CORE`, else from npm; where there is neither, the test is skipped.

    Args:
        folder: A folder for what npm fetches.
    """
    if given := os.environ.get("AXE_CORE"):
        return Path(given).read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs axe-core: install npm, or set AXE_CORE to the path of axe.min.js")
    command = [npm, "pack", f"axe-core@{_VERSION}", "--silent", "--pack-destination", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True, cwd=folder, timeout=_PATIENCE)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip("needs axe-core: npm cannot fetch it; set AXE_CORE to the path of axe.min.js")
    with tarfile.open(folder / f"axe-core-{_VERSION}.tgz") as packed:
        script = packed.extractfile("package/axe.min.js")
        assert script is not None
        content = script.read()
    assert hashlib.sha256(content).hexdigest() == _DIGEST
    return content.decode("utf-8")


def violations(page: Page, script: str) -> list[str]:
    """Return the rules that a page breaks, each with the elements that break it."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(script)
    found: dict[str, Any] = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [f"{rule['id']}: {[node['html'] for node in rule['nodes']]}" for rule in found["violations"]]
