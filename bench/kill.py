"""Writers that are killed: `python bench/kill.py [--kills 500] [--seed 0]`.

Writers run as processes of their own, are killed by SIGKILL at random moments, and run again to their end. After every kill each
file must have its whole old or its whole new content; after the next run nothing may be lost or left behind. Exits with 1 if
anything else is found.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ARTICLE = "".join(f"{number} Mr Kiel Stamer spoke in Kyjv with Joe Byden.\n" for number in range(2_000))
REPAIRED = ARTICLE.replace("Kiel Stamer", "Keir Starmer").replace("Kyjv", "Kyiv").replace("Byden", "Biden")
TABLE = (
    "id,kind,name,misspellings\np1,person,Keir Starmer,Kiel Stamer\np2,person,Joe Biden,Joe Byden\np3,place,Kyiv,Kyjv\n"
)

START = "import sys; from pathlib import Path; folder = Path(sys.argv[1]); ready = lambda: print('ready', flush=True)\n"
COMMAND = """
from namefix.cli.command_line import main
ready()
main([part.replace("DIR", str(folder)) for part in sys.argv[2:]])
"""
REVIEW = """
import logging
from namefix.review.log_lines import Change
from namefix.review.review_log import ReviewLog
from namefix.review.learning import read_bytes
log = ReviewLog(folder / "log.jsonl", "Ana", b"secret")
names = ("news.txt", "names.csv", "namefix.toml")
logging.disable()
ready()
log.recover()
for round in range(200):
    changes, line = [], f"# {round}\\n" if sys.argv[2] == "save" else "# end\\n"
    for name in names:
        before = read_bytes(folder / name)
        text = (before or b"").decode()
        if sys.argv[2] == "once" and before and text.endswith("# end\\n"):
            continue
        changes.append(Change(folder / name, before, (text + line).encode()))
    log.save(changes, [{"before": "\\u2028"}])
    if sys.argv[2] == "once":
        break
"""


class Writer(NamedTuple):
    """A writer: its program and arguments, that of the run after a kill, and what its folder must be then.

    `is_whole` is asked after a kill, `is_done` after the run that follows.
    """

    program: str
    arguments: tuple[str, ...]
    again: tuple[str, ...]
    is_whole: Callable[[Mapping[str, bytes]], bool]
    is_done: Callable[[Mapping[str, bytes]], bool]


def command(*arguments: str, whole: Callable[..., bool], done: Callable[..., bool]) -> Writer:
    """Return a command that is run a second time after it was killed."""
    return Writer(COMMAND, arguments, arguments, whole, done)


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
        "fix --write": command("fix", "--write", *own, "DIR/news.txt", whole=is_old_or_new, done=is_repaired),
        "check -w": command("check", "-w", *own, "DIR/news.txt", whole=is_old_or_new, done=is_repaired),
        "fix --output": command(
            *("fix", *own, "--output", "DIR/new.txt", "DIR/news.txt"),
            whole=lambda files: files.get("new.txt", REPAIRED.encode()) == REPAIRED.encode(),
            done=lambda files: files.get("new.txt") == REPAIRED.encode(),
        ),
        "table build": command(
            *("table", "build", "--no-bundled", "DIR/names.csv", "--output", "DIR/new.nfx"),
            whole=written("new.nfx"),
            done=made("new.nfx"),
        ),
        "table merge": command(
            *("table", "merge", "DIR/names.csv", "DIR/more.csv", "--output", "DIR/new.csv"),
            whole=written("new.csv"),
            done=made("new.csv"),
        ),
        "review": Writer(REVIEW, ("save",), ("once",), has_tail, is_even),
    }


def run(writer: Writer, folder: Path, arguments: tuple[str, ...], seconds: float | None) -> float:
    """Run a writer, and kill it after some seconds since it was ready; return how long it ran."""
    words = [sys.executable, "-c", START + writer.program, str(folder), *arguments]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        begun = time.monotonic()
        try:
            _, told = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return time.monotonic() - begun
    if process.returncode > 1:
        raise RuntimeError(told.decode())
    return time.monotonic() - begun


def content_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder without temporary ones."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".namefix-")}


def kill_once(writer: Writer, folder: Path, seconds: float) -> str | None:
    """Kill a writer in a new folder and run it again; return what is wrong."""
    folder.mkdir()
    (folder / "news.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "names.csv").write_text(TABLE, encoding="utf-8")
    (folder / "more.csv").write_text("id,kind,name\n", encoding="utf-8")
    run(writer, folder, writer.arguments, seconds)
    if not writer.is_whole(content_of(folder)):
        return "half written"
    run(writer, folder, writer.again, None)
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
        lasts = {}
        for name, writer in writers().items():
            folder = Path(scratch, f"whole {name}")
            kill_once(writer, folder, 0)
            (folder / "news.txt").write_text(ARTICLE, encoding="utf-8")
            lasts[name] = run(writer, folder, writer.arguments, 10)
        for number in range(options.kills):
            name, writer = list(writers().items())[number % len(lasts)]
            problem = kill_once(writer, Path(scratch, str(number)), chance.uniform(0, 1.05 * lasts[name]))
            found[f"{name}: {problem or 'whole'}"] += 1
    print(f"{options.kills} kills", *(f"{count:5} {what}" for what, count in sorted(found.items())), sep="\n")
    sys.exit(any(not what.endswith(": whole") for what in found))


if __name__ == "__main__":
    main()
