"""A pool of worker processes, each of which builds an expensive object once and runs jobs with it."""

from __future__ import annotations

import logging
import math
import os
import pickle
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from namefix.errors import NamefixError, WorkerError

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

_AT_ONCE = 16
"""Number of items sent to a process at once."""

_AHEAD = 2
"""Number of jobs for each process that are submitted ahead of the results."""

_CONTEXT = get_context("spawn")
_log = logging.getLogger(__name__)


class WorkerPool(Generic[S]):
    """A pool of processes; a process that ended is replaced at its next job.

    Args:
        build: Called in each process before its first job; must be picklable.
        count: The number of processes.

    Raises:
        NamefixError: If `build` raises it.
        WorkerError: If a process ends before it is ready.
    """

    def __init__(self, build: Callable[[], S], count: int) -> None:
        self.count = count
        self._threads = ThreadPoolExecutor(count, "namefix-worker")
        self._workers = [_Worker(build) for _ in range(count)]
        self._idle: SimpleQueue[_Worker[S]] = SimpleQueue()
        try:
            list(self._threads.map(_Worker.load, self._workers))
        except BaseException:
            self.close()
            raise
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, job: Callable[[S], R], *, seconds: float = math.inf) -> Future[R]:
        """Return the future result of a job, which is called with the object built by a process.

        Job and result must be picklable. The future raises the exception of the job, `WorkerError` if its process ends, and
        `TimeoutError` if waiting and job take longer than `seconds`; the process is ended then.
        """
        return self._threads.submit(self._run, job, time.monotonic() + seconds)

    def _run(self, job: Callable[[S], R], deadline: float) -> R:
        worker = self._idle.get()  # there are as many as threads
        try:
            return worker.run(job, deadline)
        finally:
            self._idle.put(worker)

    def map(
        self,
        work: Callable[[S, Sequence[T]], Sequence[R]],
        items: Iterable[T],
        text_of: Callable[[T], str],
    ) -> Iterator[R]:
        """Yield one result for each item, in order and in constant memory.

        Args:
            work: Function of the built object and a list of items that returns their results; must be picklable.
            items: The picklable items; may be endless.
            text_of: Function that returns the description of an item for error messages.

        Raises:
            WorkerError: If an item ends a process twice; the message names the item.
        """
        numbered = enumerate(items, start=1)
        waiting: deque[tuple[list[tuple[int, T]], Future[Sequence[R]]]] = deque()
        while True:
            while len(waiting) < _AHEAD * self.count and (chunk := list(islice(numbered, _AT_ONCE))):
                waiting.append((chunk, self._submit_items(work, [item for _, item in chunk])))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                results = future.result()
            except WorkerError as error:
                _log.warning("%s; its %d texts are retried one by one", error, len(chunk))
            else:
                yield from results
                continue
            for number, item in chunk:
                try:
                    yield from self._submit_items(work, [item]).result()
                except WorkerError as error:
                    raise WorkerError(f"text {number}, {text_of(item)!r:.60}, cannot be processed: {error}") from error

    def _submit_items(self, work: Callable[[S, Sequence[T]], Sequence[R]], items: Sequence[T]) -> Future[Sequence[R]]:
        return self.submit(partial(_on_items, work, items))

    def finish(self) -> None:
        """Wait for all jobs, then end the processes."""
        self._threads.shutdown()
        self.close()

    def close(self) -> None:
        """End the processes immediately; unfinished jobs are cancelled."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.close()
        self._threads.shutdown()


class _Worker(Generic[S]):
    """One process, which runs one job at a time."""

    def __init__(self, build: Callable[[], S]) -> None:
        self._build = build
        self._is_closed = False
        self._lock = threading.Lock()
        self._start()

    def _start(self) -> None:
        with self._lock:
            if self._is_closed:
                raise WorkerError("the worker processes were ended")
            self._connection, theirs = _CONTEXT.Pipe()
            # `build` may be large and is sent through the connection: `start` would wait forever if the process ended early.
            self._process = _CONTEXT.Process(target=_work, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()

    def load(self) -> None:
        """Build the object in the process."""
        try:
            self._ask(self._build, math.inf)
        except WorkerError as error:
            remedy = (
                "in a script, start processes only below `if __name__ == '__main__':`, because each of them imports it"
            )
            raise WorkerError(f"{error} before it was ready; {remedy}") from error

    def run(self, job: Callable[[S], R], deadline: float) -> R:
        """Return the result of a job that ends before the deadline."""
        if not self._process.is_alive():
            try:
                self._start()
                self.load()
            except NamefixError as error:
                raise WorkerError(f"a worker process cannot be replaced: {error}") from error
        if time.monotonic() >= deadline:
            raise TimeoutError("no worker process was free in time")
        result: R = self._ask(job, deadline)
        return result

    def _ask(self, job: Callable[..., Any], deadline: float) -> Any:
        try:
            self._connection.send(job)
            if not self._connection.poll(None if deadline == math.inf else max(0, deadline - time.monotonic())):
                self._process.kill()
                self._process.join()
                raise TimeoutError("the job did not finish in time")
            result, error = self._connection.recv()
        except (EOFError, ConnectionError) as broken:
            self._process.join()
            raise WorkerError(f"a worker process ended ({_reason(self._process.exitcode)})") from broken
        if error is not None:
            raise error
        return result

    def close(self) -> None:
        """End the process permanently."""
        with self._lock:
            self._is_closed = True
            self._process.kill()
            self._process.join()


def _reason(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return signal.Signals(-exit_code).name
    return f"exit code {exit_code}"


def _on_items(work: Callable[[S, Sequence[T]], Sequence[R]], items: Sequence[T], built: S) -> Sequence[R]:
    return work(built, items)


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
