from __future__ import annotations

import math
import threading
from contextvars import ContextVar
from typing import NoReturn

import pytest

from namefix.check.time_limit import limit_time

VALUE = ContextVar("VALUE", default="")


class Forever:
    """Work without an end."""

    def __init__(self) -> None:
        self.begun, self.ended = threading.Event(), threading.Event()

    def __call__(self) -> NoReturn:
        try:
            self.begun.set()
            while True:
                try:
                    sum(range(100))
                except Exception:  # noqa: S112 - as libraries do
                    continue
        finally:
            self.ended.set()


def test_work_without_an_end_is_interrupted() -> None:
    work = Forever()
    with pytest.raises(TimeoutError, match=r"took longer than 0\.01 seconds"):
        limit_time(work, seconds=0.01)
    assert work.ended.wait(60)


def test_work_that_swallows_an_interruption_is_interrupted_again() -> None:
    work, swallowed = Forever(), []

    def stubborn() -> None:
        try:
            work()
        except BaseException as error:  # as Python does with it in a destructor
            swallowed.append(error)
            work.ended.clear()
            work()

    with pytest.raises(TimeoutError):
        limit_time(stubborn, seconds=0.01)
    assert len(swallowed) == 1
    assert work.ended.wait(60)


def test_results_and_errors_are_those_of_the_work() -> None:
    assert limit_time(lambda: "done", seconds=math.inf) == "done"
    with pytest.raises(ZeroDivisionError):
        limit_time(lambda: 1 // 0, seconds=1e300)
    with pytest.raises(TimeoutError, match="of the network"):
        limit_time(_refuse, seconds=1e9)


def _refuse() -> NoReturn:
    raise TimeoutError("of the network")


def test_work_sees_the_context_variables_of_its_caller() -> None:
    VALUE.set("seen")
    assert limit_time(VALUE.get, seconds=math.inf) == "seen"


def test_ctrl_c_ends_the_work_too(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Forever()

    def press(_: threading.Thread, __: float | None = None) -> NoReturn:
        work.begun.wait(60)
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "join", press)
    with pytest.raises(KeyboardInterrupt):
        limit_time(work, seconds=math.inf)
    assert work.ended.wait(60)
