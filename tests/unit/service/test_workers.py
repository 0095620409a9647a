from __future__ import annotations

import asyncio
import json
from functools import partial
from pathlib import Path

import pytest
from tests.integration.conftest import NAMES

from namefix import Config, NamefixError
from namefix.datatypes import Translation
from namefix.service import work
from namefix.service.workers import Workers


def config_of(path: Path, content: str) -> Config:
    path.write_text(content, encoding="utf-8")
    return Config(tables=(path,), bundled=False, pipeline=None)


def test_a_worker_does_a_job_and_how_long_it_takes_is_known(tmp_path: Path) -> None:
    workers = Workers(config_of(tmp_path / "names.csv", NAMES), 1, 60)
    try:
        assert workers.seconds_for(10) == 0
        job = partial(work.fix, translation=Translation("Mr Makron left."), document_id=None)
        done = asyncio.run(workers.run(job))
        assert json.loads(done.content)["text"] == "Mr Macron left."
        assert (done.repaired, done.uncertain) == (1, 0)
        assert workers.seconds_for(10) > 0
        assert workers.seconds_for(20) == 2 * workers.seconds_for(10)
    finally:
        workers.close()


def test_a_wrong_table_is_told_by_the_one_that_starts_the_workers(tmp_path: Path) -> None:
    with pytest.raises(NamefixError, match="kind must be one of"):
        Workers(config_of(tmp_path / "names.csv", "id,kind,name\nperson/x,animal,Rex\n"), 2, 60)
