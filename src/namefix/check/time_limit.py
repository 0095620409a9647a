"""A limit of the time that the work on one file may take."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from typing import TypeVar

R = TypeVar("R")

_LOOK_SECONDS = 0.5
"""Seconds between two looks at the work; some systems handle Ctrl-C only then."""

_LAST_LOOKS = 10
"""Number of times that overdue work is interrupted: Python only prints an exception in a destructor, and goes on."""


class _OutOfTime(BaseException):
    """Interruption of the work; not an `Exception`, so that libraries do not catch it."""


def limit_time(work: Callable[[], R], seconds: float) -> R:
    """Return the result of work, which is interrupted if it takes longer.

    It is done in a thread of its own, in which an exception is raised when the time is over, wherever its Python code is then;
    a call of compiled code ends first. Objects that it used may be incomplete after that, and should not be used again.

    Args:
        work: The work, without effects that could be half done.
        seconds: The maximum time; infinite means no limit.

    Raises:
        TimeoutError: If it took longer.

    Example:
        >>> limit_time(lambda: 1 + 1, seconds=60)
        2
    """
    outcome: Future[R] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # raised below, in the thread that waits
            outcome.set_exception(error)

    thread = threading.Thread(target=copy_context().run, args=[run], name="namefix-file", daemon=True)
    thread.start()
    try:
        _join(thread, seconds)
    except BaseException:  # Ctrl-C
        _interrupt(thread)
        raise
    if thread.is_alive():
        _interrupt(thread)
        raise TimeoutError(f"took longer than {seconds:g} seconds")
    return outcome.result()


def _join(thread: threading.Thread, seconds: float) -> None:
    end = time.monotonic() + seconds
    while thread.is_alive() and (rest := end - time.monotonic()) > 0:
        thread.join(min(rest, _LOOK_SECONDS))


def _interrupt(thread: threading.Thread) -> None:
    """Raise an exception in a thread until it ends; one that stays in compiled code is left to itself."""
    for _ in range(_LAST_LOOKS):
        if not thread.is_alive() or thread.ident is None:
            return
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(_OutOfTime))
        thread.join(_LOOK_SECONDS)
