from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest
from tests.processes import workers_of

from namefix import NamefixError
from namefix.errors import OutputError, WorkerError
from namefix.worker_pool import WorkerPool


def end_process(code: int = 3) -> None:
    os._exit(code)


def build() -> list[int]:
    return [os.getpid()]


def fail() -> None:
    raise OutputError("out.csv", "cannot be written")


def build_for_ever() -> list[int]:
    time.sleep(3600)
    return []


def build_or_end(mark: Path) -> list[int]:
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        end_process()
    return build_for_ever()


def build_without(mark: Path) -> list[int]:
    if mark.exists():
        fail()
    return build()


def stop(built: list[int]) -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def process_of(built: list[int]) -> int:
    assert built == [os.getpid()]
    return built[0]


def end_by_signal(built: list[int]) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def wait_for_ever(built: list[int]) -> None:
    time.sleep(3600)


def divide(built: list[int], by: int) -> float:
    return 1 / by


def double(built: list[int], numbers: Sequence[int]) -> list[int]:
    if 33 in numbers:
        end_process()
    return [2 * number for number in numbers]


def die_once(built: list[int], paths: Sequence[str]) -> list[str]:
    for path in map(Path, paths):
        if not path.exists():
            path.touch()
            end_process()
    return list(paths)


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool[list[int]]]:
    with WorkerPool(build, 2) as pool:
        yield pool


def test_a_process_builds_once(pool: WorkerPool[list[int]]) -> None:
    processes = {pool.submit(process_of).result() for _ in range(20)}
    assert 1 <= len(processes) <= 2
    assert os.getpid() not in processes


def test_the_error_of_a_job_comes_back(pool: WorkerPool[list[int]]) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        pool.submit(partial(divide, by=0)).result()
    assert "in divide" in caught.value.__notes__[0]


def test_a_process_that_ends_fails_its_job_and_is_replaced(pool: WorkerPool[list[int]]) -> None:
    with pytest.raises(WorkerError, match="SIGKILL"):
        pool.submit(end_by_signal).result()
    wait_until(lambda: pool.able == 2)
    assert pool.submit(process_of).result()


def test_a_process_that_ended_without_a_job_is_replaced(pool: WorkerPool[list[int]]) -> None:
    process = pool.submit(process_of).result()
    os.kill(process, signal.SIGKILL)
    wait_until(lambda: pool.able == 1)
    assert all(pool.submit(process_of).result() for _ in range(4))


def test_a_job_that_takes_too_long_is_ended(pool: WorkerPool[list[int]]) -> None:
    with pytest.raises(TimeoutError):
        pool.submit(wait_for_ever, seconds=0.1).result()
    assert all(pool.submit(process_of).result() for _ in range(4))


def test_a_job_that_waited_too_long_is_not_begun(pool: WorkerPool[list[int]]) -> None:
    processes = {pool.submit(process_of).result() for _ in range(4)}
    with pytest.raises(TimeoutError):
        pool.submit(process_of, seconds=0).result()
    assert {pool.submit(process_of).result() for _ in range(4)} == processes


def test_results_keep_their_order_while_items_are_read(pool: WorkerPool[list[int]]) -> None:
    numbers = count(100)
    assert list(islice(pool.map(double, numbers, text_of=str), 100)) == list(range(200, 400, 2))
    assert next(numbers) < 400


def test_an_item_that_ends_processes_is_named(pool: WorkerPool[list[int]], caplog: pytest.LogCaptureFixture) -> None:
    results = pool.map(double, range(40), text_of=lambda number: f"number {number}")
    assert list(islice(results, 33)) == list(range(0, 66, 2))
    with pytest.raises(WorkerError, match=r"text 34, 'number 33', cannot be processed: .*exit code 3"):
        next(results)
    assert "retried one by one" in caplog.text


def test_items_of_a_process_that_was_ended_are_given_to_others(pool: WorkerPool[list[int]], tmp_path: Path) -> None:
    paths = [str(tmp_path / "mark")] * 3
    assert list(pool.map(die_once, paths, text_of=str)) == paths


def test_what_goes_wrong_while_a_process_builds_is_raised() -> None:
    with pytest.raises(NamefixError, match=r"out\.csv: cannot be written"):
        WorkerPool(fail, 2).load()


def test_a_process_that_ends_while_it_builds_is_an_error() -> None:
    with pytest.raises(WorkerError, match=r"exit code 3.*before it was ready"):
        WorkerPool(end_process, 2).load()


def test_a_process_that_is_not_ready_in_time_is_an_error() -> None:
    with pytest.raises(WorkerError, match=r"not ready within 0\.1 seconds"):
        WorkerPool(build_for_ever, 2, load_seconds=0.1).load()


def test_a_process_that_fails_does_not_wait_for_others_that_build(tmp_path: Path) -> None:
    """The second one to build ends; the first one would build for ever."""
    with pytest.raises(WorkerError, match="exit code 3"):
        WorkerPool(partial(build_or_end, tmp_path / "mark"), 2).load()


def test_a_pool_that_is_closed_while_it_builds_is_not_waited_for() -> None:
    pool = WorkerPool(build_for_ever, 2)
    with ThreadPoolExecutor(1) as thread:
        loading = thread.submit(pool.load)
        pool.close()
        with pytest.raises(WorkerError):
            loading.result()


def test_a_process_that_is_stopped_is_ended_at_the_deadline(pool: WorkerPool[list[int]]) -> None:
    with pytest.raises(TimeoutError):
        pool.submit(stop, seconds=2).result()
    assert all(pool.submit(process_of).result() for _ in range(4))


def test_a_process_that_was_ended_is_replaced_before_its_next_job() -> None:
    ends: list[str] = []
    with WorkerPool(build, 1, ended=ends.append) as pool:
        [process] = {pool.submit(process_of).result()}
        os.kill(process, signal.SIGKILL)
        wait_until(lambda: pool.able == 0)
        wait_until(lambda: pool.able == 1)
        assert pool.submit(process_of).result() != process
        with pytest.raises(TimeoutError):
            pool.submit(wait_for_ever, seconds=0.1).result()
        wait_until(lambda: len(ends) == 2)
    assert ends == ["SIGKILL", "too slow"]


def test_jobs_fail_at_once_if_no_process_can_be_replaced_and_work_again_afterwards(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with WorkerPool(partial(build_without, mark), 1) as pool:
        mark.touch()
        with pytest.raises(WorkerError, match="SIGKILL"):
            pool.submit(end_by_signal).result()
        for _ in range(2):
            with pytest.raises(WorkerError, match=r"cannot be replaced: out\.csv"):
                pool.submit(process_of).result()
        mark.unlink()
        wait_until(lambda: pool.able == 1)
        assert pool.submit(process_of).result()


def test_short_jobs_do_not_wait_for_long_ones() -> None:
    with WorkerPool(build, 2) as pool:
        long = [pool.submit(wait_for_ever, is_long=True) for _ in range(2)]
        assert pool.submit(process_of).result()
        assert [job.running() for job in long] == [True, False]


def test_jobs_are_finished_before_the_processes_end() -> None:
    pool = WorkerPool(build, 1).load()
    futures = [pool.submit(process_of) for _ in range(3)]
    pool.finish()
    assert len({future.result() for future in futures}) == 1


def test_jobs_are_given_up_at_once() -> None:
    pool = WorkerPool(build, 1).load()
    doing, waiting = pool.submit(wait_for_ever), pool.submit(process_of)
    while not doing.running():
        time.sleep(0.01)
    pool.close()
    assert isinstance(doing.exception(), WorkerError)
    assert isinstance(waiting.exception(), WorkerError)
    assert isinstance(pool.submit(process_of).exception(), WorkerError)


ENDLESS = """
import signal
from itertools import repeat
from namefix import Config, Entity, NameFixer

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in a job that a shell runs in the background
    fixer = NameFixer([Entity("person/emmanuel-macron", "person", "Emmanuel Macron", weight=150)], Config(pipeline=None))
    for result in fixer.fix_many(repeat("Emmanuel Makron came."), sources=repeat(None), jobs=2):
        print(result.text, flush=True)
"""


@pytest.mark.parametrize("name", ["t", "t" * 90], ids=["forked", "no room for a socket"])
def test_an_interrupt_ends_all_processes_and_leaves_no_file(name: str) -> None:
    with TemporaryDirectory() as short:
        script, folder = Path(short, "script.py"), Path(short, name)
        script.write_text(ENDLESS, encoding="utf-8")
        folder.mkdir()
        with subprocess.Popen(
            [sys.executable, script],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"TMPDIR": str(folder)},
            start_new_session=True,
        ) as process:
            assert process.stdout
            assert process.stderr
            assert process.stdout.readline() == b"Emmanuel Macron came.\n"
            workers = workers_of(process.pid)
            assert len(workers) >= 2
            assert len(list(folder.glob("*/0.nfx"))) == 1
            os.killpg(process.pid, signal.SIGINT)
            process.stdout.read()
            errors = process.stderr.read()
        assert errors.endswith(b"KeyboardInterrupt\n")
        assert psutil.wait_procs(workers, 60)[1] == []
        assert list(folder.iterdir()) == []


UNGUARDED = """
from namefix import Config, Entity, NameFixer
towns = [Entity(f"place/town-{number}", "place", f"Town {number}") for number in range(2000)]
fixer = NameFixer(towns, Config(pipeline=None))
print(*(result.text for result in fixer.fix_many(["Kyiw"], jobs=2)))
"""


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "WorkerError: a worker process ended (exit code 1) before it was ready" in done.stderr
    assert "if __name__ == '__main__':" in done.stderr
