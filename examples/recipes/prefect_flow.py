"""A Prefect flow that repairs the names of a file of documents: `python prefect_flow.py docs.jsonl fixed.jsonl`."""

from __future__ import annotations

import sys
from pathlib import Path

from prefect import flow, task

from namefix.cli.command_line import main


@task(retries=2, retry_delay_seconds=10)
def repair(documents: Path, output: Path) -> Path:
    """Repair a file; the output appears when it is complete, so a retry starts clean."""
    try:
        main(["batch", str(documents), "--text", "--output", str(output)])
    except SystemExit as end:
        if end.code:
            raise RuntimeError(f"namefix batch ended with exit code {end.code}") from end
    return output


@flow
def repair_names(documents: Path, output: Path) -> Path:
    """Repair the names of one file; add tasks before and after it."""
    return repair(documents, output)


if __name__ == "__main__":
    repair_names(Path(sys.argv[1]), Path(sys.argv[2]))
