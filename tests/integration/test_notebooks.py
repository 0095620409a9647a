"""Every notebook of `examples/` runs from top to bottom, as a reader would run it."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parents[2] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
PRINTED = {
    "01_quickstart": ["President Macron received the British Prime Minister Keir Starmer."],
    "02_a_day_at_a_desk": ["British Prime Minister Keir Starmer visited a school", "24 articles", "<Figure size"],
    "04_inside_spacy": [
        "President Emmanuel Macron received the British Prime Minister Keir Starmer.",
        "Transport Minister Ilmar Tessik opened a bridge.",
        "('Ilmar Tesik', 'PERSON', 'person/ilmar-tessik')",
        "\nTrue\n",
        "The British Prime Minister, Keir Starmer, spoke.",
    ],
}
"""What each notebook shows, among other things."""

_PROGRESS = re.compile(r"\s*\d+%\|.*?\|[^\r\n]*")


def shown_by(output: nbformat.NotebookNode) -> str:
    return output.get("text", "") + output.get("data", {}).get("text/plain", "")


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_runs(path):
    notebook = nbformat.read(path, as_version=4)

    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(EXAMPLES)}}).execute()

    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = "\n".join(map(shown_by, outputs))
    errors = "".join(output.text for output in outputs if output.get("name") == "stderr")
    assert _PROGRESS.sub("", errors).strip() == ""
    assert [text for text in PRINTED[path.stem] if text not in shown] == []


def test_there_are_notebooks():
    assert {path.stem for path in NOTEBOOKS} == set(PRINTED)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_is_kept_without_outputs(path):
    cells = nbformat.read(path, as_version=4).cells

    assert [cell.id for cell in cells if cell.get("outputs") or cell.get("execution_count")] == []
