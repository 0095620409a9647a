"""The jobs of a worker pool: those that wait, those that are running, and an estimate of the wait."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

_LEAST = 0.2
"""Share of its seconds that a job must have left when it is begun; a job that waited longer is refused."""

_WEIGHT_OF_LAST = 0.1
"""Weight of the last job in the running mean of durations."""

_LOOK_SECONDS = 0.5
"""Seconds between two looks whether an idle process is still able."""


class NoWorkerFreeError(TimeoutError):
    """A job waited too long for a process, and was not begun."""


@dataclass(slots=True, eq=False)
class Job:
    """A function of the object built by a process, the maximum seconds for waiting and work, and its future result."""

    work: Callable[[Any], Any]
    seconds: float = math.inf
    is_long: bool = False
    submitted: float = field(default_factory=time.monotonic)
    begun: float = math.inf
    future: Future[Any] = field(default_factory=Future)

    def remaining(self, now: float) -> float:
        """Return the seconds until the time for the job is over."""
        return max(0.0, self.submitted + self.seconds - now)


class JobQueue:
    """The jobs of a number of processes, in the order of their arrival; safe for threads.

    Long jobs occupy all processes but one, so that short ones do not wait for them.

    Args:
        count: The number of processes.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._most_long = max(1, count - 1)
        self._changed = threading.Condition()
        self._waiting: deque[Job] = deque()
        self._running: set[Job] = set()
        self._mean_seconds = {False: 0.0, True: 0.0}

    @property
    def waiting(self) -> int:
        """The number of jobs that no process has begun."""
        with self._changed:
            return sum(not job.future.cancelled() for job in self._waiting)

    @property
    def running(self) -> int:
        """The number of jobs that a process has begun, even if nobody waits for their results any more."""
        return len(self._running)

    def put(self, job: Job) -> None:
        """Append a job."""
        with self._changed:
            self._waiting.append(job)
            self._changed.notify_all()

    def take(self, may_take: Callable[[], bool]) -> Job | None:
        """Wait for a job and begin it; return None as soon as the caller may not take one."""
        with self._changed:
            while may_take():
                if job := self._begin_one():
                    return job
                self._changed.wait(_LOOK_SECONDS)
        return None

    def _begin_one(self) -> Job | None:
        may_be_long = sum(job.is_long for job in self._running) < self._most_long
        for job in [*self._waiting]:
            if job.is_long and not may_be_long:
                continue
            self._waiting.remove(job)
            if not job.future.set_running_or_notify_cancel():
                continue
            now = time.monotonic()
            if now - job.submitted < (1 - _LEAST) * job.seconds:
                job.begun = now
                self._running.add(job)
                return job
            job.future.set_exception(NoWorkerFreeError("no worker process was free in time"))
        return None

    def end(self, job: Job) -> None:
        """Forget a job that was begun, and learn from its duration."""
        with self._changed:
            self._running.remove(job)
            seconds = time.monotonic() - job.begun
            self._mean_seconds[job.is_long] += _WEIGHT_OF_LAST * (seconds - self._mean_seconds[job.is_long])
            self._changed.notify_all()

    def wake(self) -> None:
        """Let those who wait for a job look again whether they may."""
        with self._changed:
            self._changed.notify_all()

    def clear(self) -> list[Job]:
        """Remove and return the waiting jobs."""
        with self._changed:
            jobs = [*self._waiting]
            self._waiting.clear()
        return jobs

    def expected_wait(self, *, is_long: bool, able: int, load_seconds: float) -> float:
        """Return the estimated seconds until a new job would be begun.

        A job that takes longer than the mean is assumed to take twice as long as it did up to now.

        Args:
            is_long: True for a long job.
            able: The number of processes that are ready or at work; the others are being replaced.
            load_seconds: Seconds to replace a process.
        """
        now = time.monotonic()
        with self._changed:
            free = [self._rest(job, now) for job in self._running]
            free += [0.0] * (able - len(free))
            free += [load_seconds] * (self._count - len(free))
            begin = 0.0
            for job in (*self._waiting, Job(bool, is_long=is_long)):
                place = -self._most_long if job.is_long else 0
                free.sort()
                begin = free[place]
                free[place] += 0 if job.future.cancelled() else self._mean_seconds[job.is_long]
        return begin

    def _rest(self, job: Job, now: float) -> float:
        elapsed, mean = now - job.begun, self._mean_seconds[job.is_long]
        return min(mean - elapsed if elapsed < mean else elapsed, job.remaining(now))
