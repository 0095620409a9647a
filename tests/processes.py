"""The processes that a process has started."""

from __future__ import annotations

from contextlib import suppress

import psutil


def workers_of(process: int) -> list[psutil.Process]:
    """Return the living workers of a process, whether it started them itself or a server that forks."""
    found = []
    for child in psutil.Process(process).children():
        with suppress(psutil.NoSuchProcess):  # it has ended meanwhile
            command = " ".join(child.cmdline())
            if "multiprocessing.forkserver" in command:
                found += [worker for worker in child.children() if worker.is_running()]
            elif "multiprocessing.spawn" in command:
                found.append(child)
    return found
