"""Run the notebooks of this directory and store their outputs: `make notebooks`."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import nbformat
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parent
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))


def run(path: Path) -> nbformat.NotebookNode:
    """Return a notebook with the outputs of a complete run.

    Raises:
        CellExecutionError: If a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    metadata = deepcopy(notebook.metadata)
    resources = {"metadata": {"path": str(EXAMPLES)}}
    NotebookClient(notebook, timeout=300, record_timing=False, coalesce_streams=True, resources=resources).execute()
    notebook.metadata = metadata  # a run stores the version of Python
    return notebook


def without_progress(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a notebook without standard error, which contains progress bars with times."""
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
