"""One worker process: it builds an expensive object once and then runs one job at a time with it."""

from __future__ import annotations

import math
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from multiprocessing import connection, get_context, parent_process
from multiprocessing.context import ForkServerContext, SpawnContext
from tempfile import gettempdir
from typing import Any, Generic, TypeVar

from namefix.errors import WorkerError

S = TypeVar("S")
R = TypeVar("R")

_PRELOADED = "namefix.worker_preload"
"""Module that is imported once, by the server from which processes are forked."""

_LONGEST_FOLDER = 107 - len("/pymp-12345678/listener-12345678")
"""Maximum bytes of the path of a folder for a socket: those of unix(7) without what `multiprocessing` appends."""

_END_SECONDS = 5
"""Seconds for a process to end by itself when its connection is broken."""


@cache
def _context() -> SpawnContext | ForkServerContext:
    """Return how processes are started: forked from a server of one thread where that is safe, else anew.

    The server listens on a socket in the folder for temporary files, whose path must be short.
    """
    if sys.platform != "linux" or len(os.fsencode(gettempdir())) > _LONGEST_FOLDER:
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([_PRELOADED])
    return context


class WorkerProcess(Generic[S]):
    """A process that can be started again after its end.

    Args:
        build: Called in the process before its first job; must be picklable.
        load_seconds: Maximum seconds until it is ready.
    """

    def __init__(self, build: Callable[[], S], load_seconds: float) -> None:
        self._build, self._load_seconds = build, load_seconds
        self._is_loaded = self._is_overdue = self._is_closed = False
        self._lock = threading.Lock()
        self.start()

    def start(self) -> None:
        """Start the process, without waiting until it is ready.

        Raises:
            WorkerError: If it was closed or the system refuses another process.
        """
        with self._lock:
            if self._is_closed:
                raise WorkerError("the worker processes were ended")
            self._is_loaded = self._is_overdue = False
            context = _context()
            self._connection, theirs = context.Pipe()
            # `build` may be large and is sent through the connection: `start` would wait forever if the process ended early.
            self._process = context.Process(target=_work, args=(theirs,), daemon=True)
            try:
                self._process.start()
            except OSError as error:
                raise WorkerError(f"a worker process cannot be started: {error}") from error
            finally:
                theirs.close()

    def load(self) -> None:
        """Build the object in the process.

        Raises:
            WorkerError: If the process ends, or is not ready in time.
        """
        try:
            self._ask(self._build, self._load_seconds)
            self._is_loaded = True
        except TimeoutError as error:
            raise WorkerError(f"a worker process was not ready within {self._load_seconds:g} seconds") from error
        except WorkerError as error:
            remedy = (
                "in a script, start processes only below `if __name__ == '__main__':`, because each of them imports it"
            )
            raise WorkerError(f"{error} before it was ready; {remedy}") from error
        finally:
            if not self._is_loaded:
                self._process.kill()

    @property
    def is_able(self) -> bool:
        """True if the process is ready for jobs."""
        return self._is_loaded and self._process.is_alive()

    def end_reason(self) -> str:
        """Return the reason why the process ended: `too slow`, a signal such as `SIGKILL`, or `exit code 1`."""
        if self._is_overdue:
            return "too slow"
        code = self._process.exitcode
        return signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"

    def run(self, job: Callable[[S], R], seconds: float) -> R:
        """Return the result of a job.

        Raises:
            TimeoutError: If the job takes longer; the process is ended.
            WorkerError: If the process ends.
        """
        result: R = self._ask(job, seconds)
        return result

    def _ask(self, job: Callable[..., Any], seconds: float) -> Any:
        with self._killed_after(seconds):
            try:
                self._connection.send(job)
                result, error = self._connection.recv()
            except (EOFError, OSError) as broken:
                self._process.join(_END_SECONDS)
                self._process.kill()
                self._process.join()
                if self._is_overdue:
                    raise TimeoutError("the job did not finish in time") from broken
                raise WorkerError(f"a worker process ended ({self.end_reason()})") from broken
        if error is not None:
            raise error
        return result

    @contextmanager
    def _killed_after(self, seconds: float) -> Iterator[None]:
        """Kill the process if the block takes longer; also one that is stopped and neither reads nor writes ends so."""

        def kill() -> None:
            self._is_overdue = True
            self._process.kill()

        if seconds == math.inf:
            yield
            return
        timer = threading.Timer(seconds, kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()  # it never kills the process during the next job
            if self._is_overdue:
                self._process.join()

    def close(self) -> None:
        """End the process permanently."""
        with self._lock:
            self._is_closed = True
            if self._process.pid is not None:
                self._process.kill()
                self._process.join()


def _work(jobs: connection.Connection) -> None:
    """Run a worker process: build the object, then run jobs."""
    for name in {"SIGINT", "SIGHUP"} & {known.name for known in signal.Signals}:  # the main process ends its workers
        signal.signal(signal.Signals[name], signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        build = jobs.recv()
        built, error = _outcome(build)
        jobs.send((None, error))
        while error is None:
            jobs.send(_outcome(partial(jobs.recv(), built)))
    except (EOFError, ConnectionError):
        pass  # the main process has ended


def _outcome(job: Callable[[], R]) -> tuple[R | None, Exception | None]:
    """Return the result of a job or its error, in picklable form."""
    try:
        return job(), None
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301 - it was made here
        except Exception:
            return None, RuntimeError(repr(error))
        return None, error


def _end_with_parent() -> None:
    """End this process if the main process was killed."""
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)
