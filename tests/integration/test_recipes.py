"""The recipes of docs/recipes.md, each run as far as a test can: the page shows the files, and the files work."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
SHOWN = dict(re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL))
ARTICLES = (
    {"id": "a1", "text": "British Prime Minister Kiel Stamer spoke in London."},
    {"id": "a2", "text": "Nothing of note happened."},
)


def load(name: str) -> ModuleType:
    """Import a recipe from its file."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "examples" / "recipes" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    path = tmp_path / "docs.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), encoding="utf-8")
    return path


class Bulk(BaseHTTPRequestHandler):
    """A stand-in for the bulk interface, which keeps what it was sent."""

    received: list[dict[str, object]]

    def do_POST(self) -> None:
        lines = self.rfile.read(int(self.headers["Content-Length"])).decode().splitlines()
        self.received += map(json.loads, lines)
        items = [{"index": {"_id": str(number), "status": 201}} for number in range(len(lines) // 2)]
        body = json.dumps({"errors": False, "items": items}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[dict[str, object]]]]:
    received: list[dict[str, object]] = []
    server = HTTPServer(("127.0.0.1", 0), type("Handler", (Bulk,), {"received": received}))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", received
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", ["prefect_flow.py", "opensearch_ingest.py"])
def test_the_page_shows_the_file(name: str) -> None:
    assert SHOWN[name] == (ROOT / "examples" / "recipes" / name).read_text(encoding="utf-8")


@pytest.mark.model
def test_opensearch_gets_repaired_articles(documents: Path, cluster: tuple[str, list[dict[str, object]]]) -> None:
    pytest.importorskip("opensearchpy")
    address, received = cluster
    assert load("opensearch_ingest").main(address, "news", documents) == len(ARTICLES)
    action, article, *_ = received
    assert action == {"index": {"_id": "a1", "_index": "news"}}
    assert article["text_repaired"] == "British Prime Minister Keir Starmer spoke in London."
    assert article["entities"] == ["person/keir-starmer"]


@pytest.mark.model
@pytest.mark.slow
def test_a_prefect_flow_repairs_a_file(documents: Path, tmp_path: Path) -> None:
    pytest.importorskip("prefect")
    output = tmp_path / "fixed.jsonl"
    command = [sys.executable, ROOT / "examples" / "recipes" / "prefect_flow.py", documents, output]
    subprocess.run(command, check=True, capture_output=True)
    assert "Keir Starmer" in output.read_text(encoding="utf-8")


@pytest.mark.model
@pytest.mark.slow
def test_pre_commit_finds_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("git") is None:
        pytest.skip("needs git")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin")
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / ".pre-commit-config.yaml").write_text(SHOWN[".pre-commit-config.yaml"], encoding="utf-8")
    (folder / "news.txt").write_text("British Prime Minister Kiel Stamer spoke in London.\n", encoding="utf-8")
    for command in (["git", "init", "--quiet"], ["git", "add", "."]):
        subprocess.run(command, cwd=folder, check=True)
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files"]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Kiel Stamer → Keir Starmer" in done.stdout


def test_the_workflow_is_one_and_runs_a_command_that_exists() -> None:
    workflow = yaml.safe_load(SHOWN[".github/workflows/names.yml"])
    *_, step = workflow["jobs"]["names"]["steps"]
    assert step["run"] == "namefix check --format github content/"
