"""Every notebook of `examples/` runs from top to bottom, as a reader would run it, and prints what is kept in it.

Probabilities and scores may differ: they move a little with every row of the bundled table and every fit.
"""

from __future__ import annotations

import re

import nbformat
import pytest
from examples.run_notebooks import NOTEBOOKS, run, without_progress

PRINTED = {
    "01_quickstart": ["President Macron received the British Prime Minister Keir Starmer."],
    "02_a_day_at_a_desk": ["British Prime Minister Keir Starmer visited a school", "24 articles", "<Figure size"],
    "03_your_own_table": ["line 3: kind must be one of person, place, other", "recall     6 of  6"],
    "04_inside_spacy": [
        "President Emmanuel Macron received the British Prime Minister Keir Starmer.",
        "Transport Minister Ilmar Tessik opened a bridge.",
        "('Ilmar Tesik', 'PERSON', 'person/ilmar-tessik')",
        "\nTrue\n",
        "The British Prime Minister, Keir Starmer, spoke.",
    ],
    "05_learn_from_decisions": [
        "Vaike Bridgehead: from now on Vaike Sillaots (newsroom.csv)",
        "Oskar Linnamäe: from now on a known name (newsroom.csv)",
        "after 10 articles: precision 11 of 11, recall 11 of 12",
        "<Figure size",
    ],
}
"""What each notebook shows, among other things."""

_FIGURE = re.compile(r" *[-+]?\d+(?:\.\d+| ?%)")
_PROGRESS = re.compile(r"[^\r\n]*━[^\r\n]*|\x1b\[[?\d]*[a-zA-Z]")


def shown_in(notebook: nbformat.NotebookNode) -> str:
    """Return the text of all outputs; pictures, which differ from one machine to another, have none."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "\n".join(output.get("text", "") + output.get("data", {}).get("text/plain", "") for output in outputs)


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_prints_what_is_kept_in_it(path):
    notebook = run(path)

    errors = "".join(
        output.text for cell in notebook.cells for output in cell.get("outputs", []) if output.get("name") == "stderr"
    )
    assert _PROGRESS.sub("", errors).strip() == ""
    shown = shown_in(without_progress(notebook))
    assert [text for text in PRINTED[path.stem] if text not in shown] == []
    kept = shown_in(nbformat.read(path, as_version=4))
    assert _FIGURE.sub(" 0", kept) == _FIGURE.sub(" 0", shown), "run `make notebooks`"


def test_there_are_notebooks():
    assert {path.stem for path in NOTEBOOKS} == set(PRINTED)
