from __future__ import annotations

import time
from concurrent.futures import Future

import pytest

from namefix.job_queue import Job, JobQueue, NoWorkerFreeError


def take(queue: JobQueue) -> Job | None:
    """Take a job without waiting for one."""
    looks = iter([True, False])
    return queue.take(lambda: next(looks))


def begin(queue: JobQueue, *, is_long: bool = False, seconds: float = 60) -> Job:
    job = Job(bool, seconds, is_long)
    queue.put(job)
    assert take(queue) is job
    return job


def wait_in(queue: JobQueue, able: int = 2, *, is_long: bool = False) -> float:
    return queue.expected_wait(is_long=is_long, able=able, load_seconds=7)


def after(queue: JobQueue, job: Job, seconds: float) -> None:
    """End a job as if it had taken as long as this."""
    job.begun = time.monotonic() - seconds
    queue.end(job)


def test_jobs_are_begun_in_their_order_and_cancelled_ones_are_skipped() -> None:
    queue = JobQueue(2)
    first, second, third = (Job(bool) for _ in range(3))
    for job in (first, second, third):
        queue.put(job)
    second.future.cancel()
    assert queue.waiting == 2
    assert [take(queue) for _ in range(3)] == [first, third, None]
    assert (queue.waiting, queue.running) == (0, 2)


def test_long_jobs_leave_one_process_to_short_ones() -> None:
    queue = JobQueue(3)
    running = [begin(queue, is_long=True) for _ in range(2)]
    third = Job(bool, is_long=True)
    queue.put(third)
    assert take(queue) is None
    begin(queue)
    queue.end(running[0])
    assert take(queue) is third


def test_a_single_process_does_long_jobs_too() -> None:
    begin(JobQueue(1), is_long=True)


def test_a_job_that_waited_too_long_is_not_begun() -> None:
    queue = JobQueue(1)
    late = Job(bool, 10, submitted=time.monotonic() - 9)
    queue.put(late)
    assert take(queue) is None
    assert isinstance(late.future.exception(), NoWorkerFreeError)


def test_without_jobs_nothing_is_waited_for() -> None:
    assert wait_in(JobQueue(2)) == 0


def test_the_wait_grows_with_the_jobs_by_their_mean_duration() -> None:
    queue = JobQueue(2)
    after(queue, begin(queue), 40)
    for _ in range(4):
        queue.put(Job(bool))
    assert wait_in(queue) == pytest.approx(2 * 4, rel=0.01)
    futures: list[Future[object]] = [job.future for job in queue.clear()]
    assert wait_in(queue) == 0
    assert not any(future.cancelled() for future in futures)


def test_a_job_that_already_takes_long_is_expected_to_take_longer() -> None:
    queue = JobQueue(1)
    job = begin(queue)
    job.begun -= 20
    job.submitted -= 20
    assert wait_in(queue, able=1) == pytest.approx(20, rel=0.01)
    job.begun -= 30
    job.submitted -= 30
    assert wait_in(queue, able=1) == pytest.approx(10, rel=0.01), "its time is over then"


def test_a_long_job_makes_only_long_ones_wait() -> None:
    queue = JobQueue(2)
    begin(queue, is_long=True).begun -= 20
    assert wait_in(queue) == 0
    assert wait_in(queue, is_long=True) == pytest.approx(20, rel=0.01)


def test_a_process_that_is_being_replaced_is_waited_for() -> None:
    assert wait_in(JobQueue(2), able=1) == 0
    assert wait_in(JobQueue(2), able=0) == 7
