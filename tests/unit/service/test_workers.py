from __future__ import annotations

import asyncio
import json
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from tests.integration.conftest import NAMES
from tests.processes import workers_of

from namefix import Config, NamefixError
from namefix.datatypes import Translation
from namefix.decide.calibrator import shipped
from namefix.service import work
from namefix.service.refusals import RefusedError
from namefix.service.workers import LONG, Workers

SECONDS = 4
"""For a text in the tests of texts that take too long."""


def config_of(path: Path, content: str) -> Config:
    path.write_text(content, encoding="utf-8")
    return Config(tables=(path,), bundled=False, pipeline=None)


def test_a_worker_does_a_job_and_how_long_it_takes_is_known(tmp_path: Path) -> None:
    workers = Workers(config_of(tmp_path / "names.csv", NAMES), 1, 60)
    try:
        assert workers.expected_wait() == 0
        job = partial(work.fix, translation=Translation("Mr Makron left."), document_id=None)
        done = asyncio.run(workers.run(job))
        assert json.loads(done.result.content)["text"] == "Mr Macron left."
        assert (done.result.repaired, done.result.uncertain) == (1, 0)
        assert done.waited >= 0
        assert done.worked > 0
    finally:
        workers.close()


def test_a_wrong_table_is_told_by_the_one_that_starts_the_workers(tmp_path: Path) -> None:
    with pytest.raises(NamefixError, match="kind must be one of"):
        Workers(config_of(tmp_path / "names.csv", "id,kind,name\nperson/x,animal,Rex\n"), 2, 60)


def sleep(fixer: object, seconds: float) -> None:
    time.sleep(seconds)


def die(fixer: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """One worker with few seconds for each text."""
    workers = Workers(config_of(tmp_path_factory.mktemp("tables") / "names.csv", NAMES), 1, SECONDS)
    yield workers
    workers.close()


@pytest.fixture
def hasty(pool: Workers) -> Workers:
    """The pool, able again, with a worker that has imported this file, and nothing counted yet."""

    async def warm() -> None:
        while True:
            await until(lambda: pool.able == 1)
            with suppress(RefusedError):  # the import took too long
                await pool.run(partial(sleep, seconds=0), is_patient=True)
                return

    asyncio.run(asyncio.wait_for(warm(), 60))
    pool.ends.clear()
    return pool


async def refusal_of(workers: Workers, job: Callable[[object], object]) -> RefusedError:
    with pytest.raises(RefusedError) as refused:
        await workers.run(job)
    return refused.value


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not is_so():
            await asyncio.sleep(0.01)


def test_a_worker_that_takes_too_long_is_ended_and_nothing_stays_abandoned(hasty: Workers) -> None:
    async def ask() -> None:
        refusal = await refusal_of(hasty, partial(sleep, seconds=3600))
        assert (refusal.status, refusal.code, refusal.retry_after) == (504, "too_slow", SECONDS)
        await until(lambda: hasty.ends["too slow"] == 1 and hasty.able == 1)
        assert hasty.abandoned == 0

    asyncio.run(ask())


def test_a_text_whose_client_has_gone_is_counted_as_long_as_a_worker_is_busy_with_it(hasty: Workers) -> None:
    async def ask() -> None:
        gone = asyncio.create_task(hasty.run(partial(sleep, seconds=3600)))
        await asyncio.sleep(0)
        await until(lambda: hasty.waiting == 0)
        gone.cancel()
        await asyncio.wait([gone])
        assert hasty.abandoned == 1
        await until(lambda: hasty.abandoned == 0)

    asyncio.run(ask())


def test_what_would_wait_too_long_is_refused_at_once_but_batches_wait(
    hasty: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hasty, "expected_wait", lambda is_long: 61.2)

    async def ask() -> None:
        refusal = await refusal_of(hasty, die)
        assert (refusal.status, refusal.code, refusal.retry_after) == (503, "busy", 62)
        assert "the text would wait about 61 seconds" in refusal.message
        await hasty.run(partial(sleep, seconds=0), is_patient=True)

    asyncio.run(ask())
    assert not hasty.ends


def test_what_waited_in_vain_is_refused_and_no_worker_is_ended_for_it(hasty: Workers) -> None:
    async def ask() -> None:
        first = asyncio.create_task(hasty.run(partial(sleep, seconds=3600)))
        await asyncio.sleep(0)
        await until(lambda: hasty.waiting == 0)
        refusal = await refusal_of(hasty, die)
        assert (refusal.status, refusal.code) == (503, "busy")
        with pytest.raises(RefusedError, match="was not repaired within"):
            await first
        await until(lambda: hasty.ends.total() == 1 and hasty.able == 1)
        assert hasty.ends == {"too slow": 1}

    asyncio.run(ask())


def test_long_texts_leave_a_worker_to_short_ones(tmp_path: Path) -> None:
    workers = Workers(config_of(tmp_path / "names.csv", NAMES), 2, 60)

    async def ask() -> None:
        long = [asyncio.create_task(workers.run(partial(sleep, seconds=3600), letters=LONG)) for _ in range(2)]
        await workers.run(partial(sleep, seconds=0), letters=LONG - 1)
        assert workers.waiting == 1
        for task in long:
            task.cancel()
        await asyncio.wait(long)

    try:
        asyncio.run(ask())
    finally:
        workers.close()


def test_a_worker_that_replaces_another_has_the_tables_of_the_pool(tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    workers = Workers(config_of(table, NAMES), 1, 60)
    table.write_text("id,kind\n", encoding="utf-8")

    async def ask() -> None:
        refusal = await refusal_of(workers, die)
        assert (refusal.status, refusal.code) == (503, "worker_died")
        await until(lambda: workers.ends["SIGKILL"] == 1 and workers.able == 1)
        job = partial(work.fix, translation=Translation("Mr Makron left."), document_id=None)
        assert (await workers.run(job)).result.repaired == 1

    try:
        asyncio.run(ask())
    finally:
        workers.close()


def test_the_tables_of_each_pool_are_in_a_folder_until_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    table = tmp_path / "names.csv"
    before = len(workers_of(os.getpid()))
    workers = Workers(config_of(table, NAMES), 1, 60)

    async def reload() -> None:
        assert len(list(folder.glob("namefix-serve-*"))) == 1
        for _ in range(2):
            await workers.reload()
            await until(lambda: len(workers_of(os.getpid())) <= before + 1)
        assert 1 <= len(list(folder.glob("namefix-serve-*"))) < 3
        table.write_text("id,kind\n", encoding="utf-8")
        with pytest.raises(NamefixError, match=r"names\.csv"):
            await workers.reload()

    try:
        asyncio.run(reload())
    finally:
        workers.close()
    assert list(folder.glob("namefix-serve-*")) == []


def test_without_any_worker_texts_are_refused_with_the_reason(tmp_path: Path) -> None:
    parameters = tmp_path / "parameters.json"
    parameters.write_bytes(shipped(True).read_bytes())
    config = config_of(tmp_path / "names.csv", NAMES).model_copy(update={"calibrator": parameters})
    workers = Workers(config, 1, 60)
    parameters.write_text("{", encoding="utf-8")

    async def ask() -> None:
        await refusal_of(workers, die)
        refusal = await refusal_of(workers, die)
        assert (refusal.status, refusal.code) == (503, "no_worker")
        assert "parameters.json" in refusal.message
        parameters.write_bytes(shipped(True).read_bytes())
        await until(lambda: workers.able == 1)
        await workers.run(partial(sleep, seconds=0))

    try:
        asyncio.run(ask())
    finally:
        workers.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_reload_that_hangs_does_not_delay_the_end(tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    workers = Workers(config_of(table, NAMES), 1, 60)
    table.unlink()
    os.mkfifo(table)

    async def ask() -> None:
        workers.reload_soon()
        await asyncio.sleep(0.1)
        await workers.run(partial(sleep, seconds=0))

    asyncio.run(ask())
    workers.close()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_reload_that_hangs_is_given_up_and_the_old_tables_stay(tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    workers = Workers(config_of(table, NAMES), 1, 60, load_seconds=10)
    table.unlink()
    os.mkfifo(table)

    async def ask() -> None:
        with pytest.raises(NamefixError, match="the tables were not read within 10 seconds"):
            await workers.reload()
        assert "not read within" in (workers.problem or "")
        assert workers.reloads == {"failed": 1}
        job = partial(work.fix, translation=Translation("Mr Makron left."), document_id=None)
        assert (await workers.run(job)).result.repaired == 1

    try:
        asyncio.run(ask())
    finally:
        workers.close()
