"""Run the notebooks of this folder, and keep what they print in them: `make notebooks`."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import nbformat
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parent
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))


def run(path: Path) -> nbformat.NotebookNode:
    """Return a notebook with the outputs of a run from top to bottom, as a reader would run it.

    Raises:
        CellExecutionError: If a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    metadata = deepcopy(notebook.metadata)
    resources = {"metadata": {"path": str(EXAMPLES)}}
    NotebookClient(notebook, timeout=300, record_timing=False, coalesce_streams=True, resources=resources).execute()
    notebook.metadata = metadata  # a run writes the version of Python into it
    return notebook


def without_progress(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a notebook without what went to standard error: progress bars, which tell how long it took."""
    notebook = deepcopy(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    return notebook


def main() -> None:
    """Run all notebooks and write them."""
    for path in NOTEBOOKS:
        nbformat.write(without_progress(run(path)), path)
        print(path.name)


if __name__ == "__main__":
    main()
