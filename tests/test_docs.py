"""README and docs: their blocks run, in the order of the page, and print what is shown; their links lead somewhere.

In a page, a `python` block is run, and comments at its end are what it prints. So is each `$ namefix ...` of a `console`
block, and what is shown below it is what it prints, with `...` for any words; percentages may differ, for they move a
little with every row of the bundled table and every fit. A block with a title is a file of that name
for what comes after it, and so is what `$ cat FILE` shows. What cannot be run has `<!-- not run: REASON -->` above it.
"""

from __future__ import annotations

import csv
import doctest
import re
import shlex
import tomllib
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from namefix import NameFixer
from namefix.cli.command_line import app
from namefix.curate.measure import Example, measure

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "namefix"
PAGES = sorted(
    [*ROOT.glob("*.md"), *(page for folder in ("docs", "examples", "data") for page in (ROOT / folder).rglob("*.md"))]
)
RUN = ("python", "console")
SHELLS = ("bash", "sh", "shell", "pycon")
"""Languages that hide commands from the tests."""

_BLOCK = re.compile(
    r"^(?:<!-- not run: (?P<reason>[^\n]+) -->\n+)?"
    r'^ *```(?P<language>\w+)(?: title="(?P<file>[^"\n]+)")?\n(?P<code>.*?)^ *```$',
    re.MULTILINE | re.DOTALL,
)
_COMMAND = re.compile(r"^\$ (?P<command>[^\n]*)\n(?P<shown>(?:(?!\$ )[^\n]*\n)*)", re.MULTILINE)
_PLACE = re.compile(r"`(\w[\w./-]*(?:/|\.(?:py|json|tsv|yml|md|css|jinja)))`")
_REPAIR = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \|", re.MULTILINE)
"""A row of the table of repairs: line, what is written, what is right."""

_CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_PERCENTAGE = re.compile(r" *\d+ ?%")
_SHOWN = re.compile(r"(?:^# [^\n]*\n)+\Z", re.MULTILINE)
_LINK = re.compile(r"\]\(<?(?!https?:|mailto:|doi:)([^)>\s]+)")

TEXT = (
    "French President Emmanuel Makron received British Prime Minister Kiel Stamer in Paris on Monday.\n"
    "“We have a strong plan,” Makron said after the talks in Paris.\n"
)
TABLE = "id,kind,name,country,weight\nperson/ondrej-vrba,person,Ondřej Vrba,FR,50\n"


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks_of(page: Path) -> Iterator[re.Match[str]]:
    return _BLOCK.finditer(page.read_text(encoding="utf-8"))


def has_blocks(page: Path) -> bool:
    return any(block["language"] in RUN and not block["reason"] for block in blocks_of(page))


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("page", [*filter(has_blocks, PAGES)], ids=name_of)
def test_blocks_run_and_print_what_is_shown(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a page where `text`, `texts` and the table `newsroom.csv` exist."""
    (tmp_path / "newsroom.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "page", "text": TEXT, "texts": [TEXT, ""]}
    for block in blocks_of(page):
        if block["reason"]:
            continue
        if block["file"]:
            write(Path(block["file"]), block["code"])
        if block["language"] == "python":
            with redirect_stdout(StringIO()) as printed:
                exec(compile(block["code"], name_of(page), "exec", dont_inherit=True), names)  # noqa: S102 - our own pages
            if shown := _SHOWN.search(block["code"]):
                assert printed.getvalue() == re.sub("^# ", "", shown[0], flags=re.MULTILINE)
        elif block["language"] == "console":
            for command in _COMMAND.finditer(block["code"]):
                run(command["command"], command["shown"])


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def run(command: str, shown: str) -> None:
    """Run a command of a page; without anything shown below it, it has only to succeed."""
    program, *arguments = shlex.split(command)
    if program == "cat":
        write(Path(*arguments), shown)
        return
    assert program == "namefix", f"cannot be run here, mark the block: {command}"
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code in (0, 1), result.output
    if shown:
        wanted, printed = (_PERCENTAGE.sub(" 0%", text) for text in (shown, result.output))
        same = doctest.OutputChecker().check_output(wanted, printed, doctest.ELLIPSIS)
        assert same or wanted == printed, f"{command} prints\n{result.output}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_block_hides_from_the_tests(page: Path) -> None:
    assert [block["code"] for block in blocks_of(page) if block["language"] in SHELLS] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_settings_that_are_shown_are_valid(page: Path) -> None:
    for block in blocks_of(page):
        if block["language"] == "toml":
            assert tomllib.loads(block["code"])


def test_few_blocks_are_not_run_by_any_test() -> None:
    skipped = [block["reason"] for page in PAGES for block in blocks_of(page) if block["reason"]]
    elsewhere = [re.search(r"tests/[\w/]+\.py", reason) for reason in skipped]
    assert all((ROOT / named[0]).is_file() for named in elsewhere if named)
    assert elsewhere.count(None) <= 1


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    links = _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8")))
    files = [link.partition("#")[0] for link in links]
    assert [file for file in files if file and not (page.parent / file).exists()] == []


def test_the_page_of_commands_names_every_command() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    command = get_command(app)
    assert isinstance(command, TyperGroup)
    names = {
        f"namefix {name} {sub}".rstrip()
        for name, found in command.commands.items()
        for sub in (found.commands if isinstance(found, TyperGroup) else [""])
    }
    assert len(names) > 5
    assert [name for name in sorted(names) if f"`{name} " not in text and f"`{name}`" not in text] == []


def test_every_extra_is_told_of() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].keys() - {"dev", "docs"}
    told = (ROOT / "docs" / "engineers.md").read_text(encoding="utf-8")
    assert [extra for extra in extras if f"| `namefix[{extra}]` |" not in told] == []


def test_what_the_architecture_names_is_there() -> None:
    named = set(_PLACE.findall((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")))
    places = {name: [ROOT / name, PACKAGE / name, *(PACKAGE.glob(f"*/{name}"))] for name in named}
    assert [name for name in named if not any(path.exists() for path in places[name])] == []


def test_the_architecture_names_every_part() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    parts = [path.name + "/" * path.is_dir() for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()]
    assert [part for part in parts if part[:2] != "__" and f"`{part}`" not in text] == []


def test_the_example_article_is_repaired_as_told(bundled_fixer: NameFixer) -> None:
    told = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    lines = (ROOT / "examples" / "article.txt").read_text(encoding="utf-8").splitlines()
    text = "\n".join(lines)
    for number, written, right in _REPAIR.findall(told):
        for before, after in zip(written.split(", "), right.split(", "), strict=True):
            assert before in lines[int(number) - 1]
            lines[int(number) - 1] = lines[int(number) - 1].replace(before, after)
    measured = measure(bundled_fixer, [Example(text=text, want="\n".join(lines))])
    made, wanted = measured.precision, measured.recall
    assert f"{wanted.part} of these {wanted.whole} names are repaired, and nothing else is changed" in told
    assert made.part == made.whole
    review = [mismatch.before for mismatch in measured.mismatches if mismatch.in_review]
    missed = [mismatch.before for mismatch in measured.mismatches if not mismatch.in_review]
    told = " ".join(told.split())
    for listed, fate in ((review, "listed for review, with the correct name first"), (missed, "missed")):
        verb = "is" if len(listed) == 1 else "are"
        assert not listed or f"{' and '.join(listed)} {verb} {fate}" in told


def test_the_examples_are_counted_as_told() -> None:
    told = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    with (ROOT / "examples" / "articles.csv").open(encoding="utf-8", newline="") as articles:
        assert f"`articles.csv` contains {len(list(csv.DictReader(articles)))} short articles" in told
    named = [path.name for path in (ROOT / "examples").glob("*.ipynb") if f"`{path.name}`" in told]
    assert len(named) == len(list((ROOT / "examples").glob("*.ipynb")))
    repairs = [written for _, written, _ in _REPAIR.findall(told)]
    assert f"of these {sum(len(written.split(', ')) for written in repairs)} names" in told


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_nothing_is_left_to_do(page: Path) -> None:
    assert re.findall(r"TODO\S*|FIXME|XXX", page.read_text(encoding="utf-8")) == []
