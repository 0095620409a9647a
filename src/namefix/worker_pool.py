"""A pool of worker processes, each of which builds an expensive object once and runs jobs with it."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from functools import partial
from itertools import islice
from types import TracebackType
from typing import Generic, Self, TypeVar

from namefix.errors import WorkerError
from namefix.job_queue import Job, JobQueue
from namefix.worker_process import WorkerProcess

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

_AT_ONCE = 16
"""Number of items sent to a process at once."""

_AHEAD = 2
"""Number of jobs for each process that are submitted ahead of the results."""

_FIRST_PAUSE, _LONGEST_PAUSE = 1, 60
"""Seconds between attempts to replace a process; the pause doubles each time."""

_ENDED = "the worker processes were ended"

_log = logging.getLogger(__name__)


class NoWorkerLeftError(WorkerError):
    """No process of a pool is left, and none can be replaced."""


class WorkerPool(Generic[S]):
    """A pool of processes; a process that ended is replaced at once, while the others go on.

    Args:
        build: Called in each process before its first job; must be picklable.
        count: The number of processes.
        load_seconds: Maximum seconds until a process is ready.
        ended: Called with the reason whenever a process ended by itself or was killed for a job that took too long.
    """

    def __init__(
        self,
        build: Callable[[], S],
        count: int,
        *,
        load_seconds: float = math.inf,
        ended: Callable[[str], None] | None = None,
    ) -> None:
        self.count = count
        self._ended = ended
        self._jobs = JobQueue(count)
        self._load_seconds = 0.0
        self._is_finishing = False
        self._closed = threading.Event()
        self._problem: NoWorkerLeftError | None = None
        self._workers = [WorkerProcess(build, load_seconds) for _ in range(count)]
        self._keepers = [
            threading.Thread(target=self._keep, args=[worker], name="namefix-worker", daemon=True)
            for worker in self._workers
        ]

    def load(self) -> Self:
        """Wait until all processes are ready; if one fails, end all of them.

        Raises:
            NamefixError: If `build` raises it.
            WorkerError: If a process ends before it is ready, or is not ready in time.
        """
        start = time.monotonic()
        with ThreadPoolExecutor(self.count) as threads:
            loads = [threads.submit(worker.load) for worker in self._workers]
            try:
                for done in wait(loads, return_when=FIRST_EXCEPTION).done:
                    done.result()
            except BaseException:
                self.close()  # before the threads are waited for
                raise
        self._load_seconds = time.monotonic() - start
        for keeper in self._keepers:
            keeper.start()
        return self

    def __enter__(self) -> Self:
        return self.load()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def able(self) -> int:
        """The number of processes that are ready or at work."""
        return sum(worker.is_able for worker in self._workers)

    @property
    def is_ended(self) -> bool:
        """True if all processes were ended for good."""
        return self._closed.is_set() or (self._is_finishing and not any(keeper.is_alive() for keeper in self._keepers))

    @property
    def waiting(self) -> int:
        """The number of jobs that no process has begun."""
        return self._jobs.waiting

    def expected_wait(self, *, is_long: bool = False) -> float:
        """Return the estimated seconds until a new job would be begun."""
        return self._jobs.expected_wait(is_long=is_long, able=self.able, load_seconds=self._load_seconds)

    def submit(self, work: Callable[[S], R], *, seconds: float = math.inf, is_long: bool = False) -> Future[R]:
        """Return the future result of a job, which is called with the object built by a process.

        Job and result must be picklable. The future raises the exception of the job, `WorkerError` if its process ends or none
        can be replaced, and `TimeoutError` if waiting and work take longer than `seconds`; the process is ended then.
        """
        job = Job(work, seconds, is_long)
        if self._problem and not self.able:
            job.future.set_exception(self._problem)
        else:
            self._jobs.put(job)
            if self._closed.is_set():
                self._fail_waiting(NoWorkerLeftError(_ENDED))
        return job.future

    def _keep(self, worker: WorkerProcess[S]) -> None:
        """Run jobs in one process, and replace it whenever it ends, until the pool ends."""

        def may_take() -> bool:
            return worker.is_able and not self._is_over

        while self._is_ready(worker):
            if job := self._jobs.take(may_take):
                self._run(worker, job)
        worker.close()

    @property
    def _is_over(self) -> bool:
        return self._closed.is_set() or (self._is_finishing and not self._jobs.waiting)

    def _is_ready(self, worker: WorkerProcess[S]) -> bool:
        """Replace the process if it has ended; return False if the pool is over."""
        if not worker.is_able and not self._is_over:
            reason = worker.end_reason()
            _log.warning("a worker process ended (%s) and is replaced", reason)
            if self._ended:
                self._ended(reason)
        pause = _FIRST_PAUSE
        while not worker.is_able and not self._is_over:
            try:
                worker.start()
                worker.load()
                self._problem = None
            except Exception as error:
                self._problem = NoWorkerLeftError(f"a worker process cannot be replaced: {error}")
                if not self.able:
                    self._fail_waiting(self._problem)
                if self._closed.is_set():
                    break
                _log.error("a worker process cannot be replaced, next attempt in %d seconds: %s", pause, error)
                self._closed.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
        return not self._is_over

    def _fail_waiting(self, error: WorkerError) -> None:
        for job in self._jobs.clear():
            if job.future.set_running_or_notify_cancel():
                job.future.set_exception(error)

    def _run(self, worker: WorkerProcess[S], job: Job) -> None:
        result, problem = None, None
        try:
            result = worker.run(job.work, job.remaining(job.begun))
        except BaseException as error:
            problem = error
        self._jobs.end(job)
        if problem is None:
            job.future.set_result(result)
        else:
            job.future.set_exception(problem)

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

    def retire(self) -> None:
        """End each process when no job is left, without waiting for it."""
        self._is_finishing = True
        self._jobs.wake()

    def finish(self) -> None:
        """Wait for all jobs, then end the processes."""
        self.retire()
        for keeper in self._keepers:
            keeper.join()

    def close(self) -> None:
        """End the processes immediately; unfinished jobs fail with `WorkerError`."""
        self._closed.set()
        self._fail_waiting(NoWorkerLeftError(_ENDED))
        for worker in self._workers:
            worker.close()
        self._jobs.wake()
        for keeper in self._keepers:
            if keeper.ident is not None:
                keeper.join()


def _on_items(work: Callable[[S, Sequence[T]], Sequence[R]], items: Sequence[T], built: S) -> Sequence[R]:
    return work(built, items)
