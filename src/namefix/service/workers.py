"""Worker processes that repair texts, separate from the process that handles connections."""

from __future__ import annotations

import asyncio
import logging
import math
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, NamedTuple, TypeVar

from namefix.config import Config
from namefix.errors import NamefixError, WorkerError
from namefix.job_queue import NoWorkerFreeError
from namefix.pipeline import NameFixer
from namefix.service import worker_tasks
from namefix.service.refusals import RefusedError
from namefix.worker_pool import NoWorkerLeftError, WorkerPool

T = TypeVar("T")

LONG = 10_000
"""Minimum letters of a long text, with those of its source; nearly all articles are shorter."""

_log = logging.getLogger(__name__)


class Finished(NamedTuple, Generic[T]):
    """The result of a job, with the seconds before and after a worker began it."""

    result: T
    waited: float
    worked: float


class Workers:
    """A pool of worker processes, which is replaced when tables are reloaded.

    Args:
        config: The settings of the fixer in each process.
        count: The number of processes.
        seconds: Maximum seconds for waiting and processing of a text.
        load_seconds: Maximum seconds for a process to read the tables.

    Raises:
        NamefixError: If the tables cannot be read; the message lists all problems.
    """

    def __init__(self, config: Config, count: int, seconds: float, *, load_seconds: float = math.inf) -> None:
        self.count = count
        self.problem: str | None = None
        """The error of the last reload, None if it succeeded."""
        self.ends: Counter[str] = Counter()
        """The number of processes that ended or were killed, by reason."""
        self.reloads: Counter[str] = Counter()
        """The number of reloads that succeeded and that failed."""
        self._config, self._seconds, self._load_seconds = config, seconds, load_seconds
        self._abandoned: set[Future[Any]] = set()
        self._reading = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._lock = threading.Lock()
        self._reader = ThreadPoolExecutor(1)  # the loop would wait for threads of its own before it ends
        self._is_closed = False
        self._folders: dict[WorkerPool[Any], TemporaryDirectory[str]] = {}
        try:
            self._pool = self._new_pool()
        except BaseException:
            self.close()
            raise

    @property
    def able(self) -> int:
        """The number of processes that are ready or at work."""
        return self._pool.able

    @property
    def waiting(self) -> int:
        """The number of texts that no worker has begun."""
        return self._pool.waiting

    @property
    def abandoned(self) -> int:
        """The number of texts at which workers work although nobody waits for them any more."""
        return len(self._abandoned)

    async def run(self, job: Callable[[NameFixer], T], *, letters: int = 0, is_patient: bool = False) -> Finished[T]:
        """Run a job with the fixer of a worker; job and result must be picklable.

        Args:
            job: The job.
            letters: Letters of the text and its source.
            is_patient: True if the job may wait even if the expected wait is too long, as those of a batch.

        Raises:
            RefusedError: 503 at once if it would wait too long, later if it did, and if its worker died; 504 if the worker
                took too long, which is ended then.
        """
        is_long = letters >= LONG
        expected = self.expected_wait(is_long=is_long)
        if expected > self._seconds and not is_patient:
            raise self._busy(f"the text would wait about {expected:.0f} seconds for a worker", expected)
        start = time.monotonic()
        future = self._pool.submit(partial(worker_tasks.timed, job), seconds=self._seconds, is_long=is_long)
        try:
            async with asyncio.timeout(self._seconds):
                result, worked = await asyncio.wrap_future(future)
            return Finished(result, time.monotonic() - start - worked, worked)
        except NoWorkerFreeError as error:
            raise self._busy("no worker was free in time", self.expected_wait(is_long=is_long)) from error
        except TimeoutError as error:
            if future.cancel():
                raise self._busy("no worker was free in time", self.expected_wait(is_long=is_long)) from error
            problem = f"the text was not repaired within {self._seconds:g} seconds"
            raise RefusedError(
                HTTPStatus.GATEWAY_TIMEOUT, "too_slow", problem, retry_after=math.ceil(self._seconds)
            ) from error
        except WorkerError as error:
            code = "no_worker" if isinstance(error, NoWorkerLeftError) else "worker_died"
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, code, str(error), retry_after=1) from error
        finally:
            if not future.cancel() and not future.done():
                self._abandoned.add(future)
                future.add_done_callback(self._abandoned.discard)

    def expected_wait(self, *, is_long: bool = False) -> float:
        """Return the estimated seconds until a worker would begin a new text."""
        return self._pool.expected_wait(is_long=is_long)

    def _busy(self, problem: str, wait: float) -> RefusedError:
        wait = max(1, math.ceil(wait))
        return RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "busy", f"{problem}; try again later", retry_after=wait)

    async def reload(self) -> None:
        """Reload the tables in new processes; the old processes finish their jobs.

        Raises:
            NamefixError: If the tables cannot be read, or a new process ends or hangs; the old processes stay.
        """
        async with self._reading:
            try:
                pool = await asyncio.get_running_loop().run_in_executor(self._reader, self._new_pool)
            except Exception as error:
                self.problem = str(error)
                self.reloads["failed"] += 1
                _log.error("reload failed, the old tables stay in use: %s", error)
                raise
            self._pool.retire()
            self._pool, self.problem = pool, None
            self.reloads["succeeded"] += 1
            _log.info("tables reloaded")

    def reload_soon(self) -> None:
        """Reload the tables in the background; errors are logged."""
        task = asyncio.get_running_loop().create_task(self._reload_quietly())
        self._tasks.add(task)  # prevents its garbage collection
        task.add_done_callback(self._tasks.discard)

    async def _reload_quietly(self) -> None:
        with suppress(NamefixError):
            await self.reload()

    def close(self) -> None:
        """End all processes, also those that read tables; waiting texts are cancelled."""
        with self._lock:
            self._is_closed = True
            pools = [*self._folders]
        for pool in pools:
            pool.close()
        self._reader.shutdown()
        self._remove_folders()

    def _new_pool(self) -> WorkerPool[NameFixer]:
        """Return a pool that is ready.

        A process of its own reads the tables and copies them to a folder, where the workers share them, also those that later
        replace others: whatever happened to the files meanwhile, the tables of a pool stay the same.
        """
        self._remove_folders()
        folder = TemporaryDirectory(prefix="namefix-serve-", ignore_cleanup_errors=True)  # Windows keeps mapped files
        read = partial(worker_tasks.map_tables, self._config, Path(folder.name))
        try:
            with self._kept(WorkerPool(worker_tasks.nothing, 1, load_seconds=self._load_seconds), folder) as reader:
                table = reader.submit(read, seconds=self._load_seconds).result()
        except TimeoutError as error:
            raise WorkerError(f"the tables were not read within {self._load_seconds:g} seconds") from error
        build = partial(worker_tasks.build_fixer, table, self._config)
        pool = WorkerPool(build, self.count, load_seconds=self._load_seconds, ended=self._count_end)
        return self._kept(pool, folder).load()

    def _kept(self, pool: WorkerPool[T], folder: TemporaryDirectory[str]) -> WorkerPool[T]:
        """Keep a pool and its folder until its end, and return it."""
        with self._lock:
            self._folders[pool] = folder
            is_closed = self._is_closed
        if is_closed:
            pool.close()
        return pool

    def _remove_folders(self) -> None:
        with self._lock:
            ended = {pool for pool in self._folders if pool.is_ended}
            folders = [self._folders.pop(pool) for pool in ended]
            in_use = [*self._folders.values()]
        for folder in folders:
            if folder not in in_use:
                folder.cleanup()

    def _count_end(self, reason: str) -> None:
        with self._lock:
            self.ends[reason] += 1
