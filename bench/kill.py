"""Writers that are killed: `python bench/kill.py [--kills 500] [--seed 0]`.

Writers run as processes of their own, forked from this one so that nothing is imported again, are killed by SIGKILL at random
moments, and run again to their end. Half of the moments are times, half are just before a random operation on a file of the
folder, because writing is a small part of a run. After every kill each
file must have its whole old or its whole new content; after the next run nothing may be lost or left behind. Exits with 1 if
anything else is found.
"""

from __future__ import annotations

import argparse
import io
import logging
import math
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, NoReturn

from namefix.cli import command_line
from namefix.review.learning import read_bytes
from namefix.review.log_lines import Change
from namefix.review.review_log import ReviewLog

ERRORS, COUNT = "errors.log", "operations.log"
"""Files of a folder with what a writer printed, and its number of operations."""

ARTICLE = "".join(f"{number} Mr Kiel Stamer spoke in Kyjv with Joe Byden.\n" for number in range(200))
REPAIRED = ARTICLE.replace("Kiel Stamer", "Keir Starmer").replace("Kyjv", "Kyiv").replace("Byden", "Biden")
TABLE = (
    "id,kind,name,misspellings\np1,person,Keir Starmer,Kiel Stamer\np2,person,Joe Biden,Joe Byden\np3,place,Kyiv,Kyjv\n"
)

Program = Callable[[Path, tuple[str, ...]], object]
"""Work of a writer in a folder, with its arguments."""


def command(folder: Path, arguments: tuple[str, ...]) -> None:
    """Run a command of namefix, with DIR for the folder."""
    command_line.main([argument.replace("DIR", str(folder)) for argument in arguments])


def review(folder: Path, arguments: tuple[str, ...]) -> None:
    """Save 20 times, or once if the files have no last line."""
    (mode,) = arguments
    log = ReviewLog(folder / "log.jsonl", "Ana", b"secret")
    log.recover()
    for number in range(20 if mode == "save" else 1):
        changes, line = [], f"# {number}\n" if mode == "save" else "# end\n"
        for name in ("news.txt", "names.csv", "namefix.toml"):
            before = read_bytes(folder / name)
            text = (before or b"").decode()
            if mode == "save" or not text.endswith("# end\n"):
                changes.append(Change(folder / name, before, (text + line).encode()))
        log.save(changes, [{"before": "\u2028"}])


class Writer(NamedTuple):
    """A writer: its program and arguments, that of the run after a kill, and what its folder must be then.

    `is_whole` is asked after a kill, `is_done` after the run that follows.
    """

    program: Program
    arguments: tuple[str, ...]
    again: tuple[str, ...]
    is_whole: Callable[[Mapping[str, bytes]], bool]
    is_done: Callable[[Mapping[str, bytes]], bool]


def twice(*arguments: str, whole: Callable[..., bool], done: Callable[..., bool]) -> Writer:
    """Return a command that is run a second time after it was killed."""
    return Writer(command, arguments, arguments, whole, done)


def is_old_or_new(files: Mapping[str, bytes]) -> bool:
    """Return whether the article is whole."""
    return files["news.txt"] in (ARTICLE.encode(), REPAIRED.encode())


def is_repaired(files: Mapping[str, bytes]) -> bool:
    """Return whether the article is repaired."""
    return files["news.txt"] == REPAIRED.encode()


def has_tail(files: Mapping[str, bytes]) -> bool:
    """Return whether the files of a review have whole lines, and each begins as it did."""
    return files["news.txt"].startswith(ARTICLE.encode()) and files["names.csv"].startswith(TABLE.encode())


def is_even(files: Mapping[str, bytes]) -> bool:
    """Return whether all files of a review have the same saves."""
    news, names = (
        files[name].decode().removeprefix(start) for name, start in (("news.txt", ARTICLE), ("names.csv", TABLE))
    )
    settings = files.get("namefix.toml", b"").decode()
    return news == names == settings and news.endswith("# end\n") and files["log.jsonl"].endswith(b"\n")


def writers() -> Mapping[str, Writer]:
    """Return the writers by name."""
    own = ("--no-bundled", "--table", "DIR/names.csv", "--pipeline", "none")

    def written(name: str) -> Callable[[Mapping[str, bytes]], bool]:
        return lambda files: is_old_or_new(files) and (name not in files or len(files[name]) > 0)

    def made(name: str) -> Callable[[Mapping[str, bytes]], bool]:
        return lambda files: len(files.get(name, b"")) > 0

    return {
        "fix --write": twice("fix", "--write", *own, "DIR/news.txt", whole=is_old_or_new, done=is_repaired),
        "check -w": twice("check", "-w", *own, "DIR/news.txt", whole=is_old_or_new, done=is_repaired),
        "fix --output": twice(
            *("fix", *own, "--output", "DIR/new.txt", "DIR/news.txt"),
            whole=lambda files: files.get("new.txt", REPAIRED.encode()) == REPAIRED.encode(),
            done=lambda files: files.get("new.txt") == REPAIRED.encode(),
        ),
        "table build": twice(
            *("table", "build", "--no-bundled", "DIR/names.csv", "--output", "DIR/new.nfx"),
            whole=written("new.nfx"),
            done=made("new.nfx"),
        ),
        "table merge": twice(
            *("table", "merge", "DIR/names.csv", "DIR/more.csv", "--output", "DIR/new.csv"),
            whole=written("new.csv"),
            done=made("new.csv"),
        ),
        "review": Writer(review, ("save",), ("once",), has_tail, is_even),
    }


class Moment(NamedTuple):
    """Moment of a kill: after some seconds, or before the n-th operation on a file of the folder."""

    seconds: float = math.inf
    operation: int | None = None


def run(writer: Writer, folder: Path, arguments: tuple[str, ...], kill: Moment | None = None) -> float:
    """Run a writer, and kill it; return how long it ran."""
    begun = time.monotonic()
    pid = os.fork()
    if not pid:
        _write_and_exit(writer, folder, arguments, kill.operation if kill else None)
    ended, status = os.waitpid(pid, os.WNOHANG if kill else 0)
    while not ended:
        if time.monotonic() - begun >= kill.seconds:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.0005)
        ended, status = os.waitpid(pid, os.WNOHANG)
    code = os.waitstatus_to_exitcode(status)
    if code not in ((0, 1, -signal.SIGKILL) if kill else (0, 1)):
        raise RuntimeError((folder / ERRORS).read_text())
    return time.monotonic() - begun


class Operations:
    """Operations on files of a folder, counted; the process is killed before one of them."""

    def __init__(self, folder: Path, last: int | None) -> None:
        self.count = 0
        self._folder, self._last = str(folder), last

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """Count an event of `sys.addaudithook`."""
        if event.startswith(("open", "os.", "fcntl.")) and self._folder in str(arguments):
            if self.count == self._last:
                os.kill(os.getpid(), signal.SIGKILL)
            self.count += 1


def _write_and_exit(writer: Writer, folder: Path, arguments: tuple[str, ...], last: int | None) -> NoReturn:
    code, operations = 3, Operations(folder, last)
    try:
        errors = os.open(folder / ERRORS, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(errors, stream)
        logging.disable()
        sys.addaudithook(operations)
        writer.program(folder, arguments)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:
        traceback.print_exc()
    finally:
        (folder / COUNT).write_text(str(operations.count))
        sys.stderr.flush()
        os._exit(code)


def warm_up(writer: Writer, folder: Path) -> Moment:
    """Run a writer in this process, so that all that follow have what it imports and caches; return the end of a run."""
    set_up(folder)
    with suppress(SystemExit), redirect_stdout(io.TextIOWrapper(io.BytesIO())), redirect_stderr(io.StringIO()):
        writer.program(folder, writer.arguments)
    set_up(folder)
    seconds = run(writer, folder, writer.arguments)
    return Moment(seconds, int((folder / COUNT).read_text()))


def set_up(folder: Path) -> None:
    """Write the files of a writer."""
    folder.mkdir(exist_ok=True)
    (folder / "news.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "names.csv").write_text(TABLE, encoding="utf-8")
    (folder / "more.csv").write_text("id,kind,name\n", encoding="utf-8")


def content_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder without temporary ones."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".namefix-")}


def kill_once(writer: Writer, folder: Path, kill: Moment) -> str | None:
    """Kill a writer in a new folder and run it again; return what is wrong."""
    set_up(folder)
    run(writer, folder, writer.arguments, kill)
    if not writer.is_whole(content_of(folder)):
        return "half written"
    run(writer, folder, writer.again)
    if not writer.is_done(content_of(folder)):
        return "something lost"
    left = [path.name for path in folder.iterdir() if path.name.startswith(".namefix-")]
    return f"left behind: {left}" if left else None


def main() -> None:
    """Kill all writers in turn and print the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chance, found = random.Random(options.seed), Counter[str]()
    with TemporaryDirectory(prefix="namefix-kill-") as scratch:
        ends = {name: warm_up(writer, Path(scratch, f"whole {name}")) for name, writer in writers().items()}
        for name, end in ends.items():
            print(f"{name}: a whole run takes {end.seconds:.2f} s, with {end.operation} operations", flush=True)
        for number in range(options.kills):
            name, writer = list(writers().items())[number % len(ends)]
            folder, end = Path(scratch, str(number)), ends[name]
            by_time = number // len(ends) % 2
            kill = (
                Moment(chance.uniform(0, end.seconds)) if by_time else Moment(operation=chance.randrange(end.operation))
            )
            problem = kill_once(writer, folder, kill)
            found[f"{name}: {problem or 'whole'}"] += 1
            shutil.rmtree(folder)
    print(f"{options.kills} kills", *(f"{count:5} {what}" for what, count in sorted(found.items())), sep="\n")
    sys.exit(any(not what.endswith(": whole") for what in found))


if __name__ == "__main__":
    main()
