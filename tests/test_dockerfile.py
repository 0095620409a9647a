"""The container: built and asked where a Docker daemon runs, otherwise checked by hadolint."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
INSTRUCTIONS = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def find_docker() -> str | None:
    """Return the program if its daemon runs."""
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "info"], capture_output=True, check=False).returncode != 0:
        return None
    return docker


def test_hadolint_finds_nothing() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    if not hadolint.exists():
        pytest.skip("needs hadolint")
    done = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_container_is_slim_without_root_and_checked() -> None:
    last = INSTRUCTIONS.rpartition("\nFROM ")[2]
    assert last.startswith("python:3.12-slim")
    assert "\nUSER 10001\n" in last
    assert "/health/ready" in last.partition("\nHEALTHCHECK ")[2]


@pytest.mark.slow
def test_the_container_is_built() -> None:
    docker = find_docker()
    if docker is None:
        pytest.skip("needs a Docker daemon")
    subprocess.run([docker, "build", "--tag", "namefix-test", ROOT], check=True)
    said = subprocess.run([docker, "run", "--rm", "namefix-test", "--help"], check=True, capture_output=True, text=True)
    assert "serve" in said.stdout
