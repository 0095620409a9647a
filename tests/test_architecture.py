"""The layers of docs/architecture.md, and what keeps a newcomer oriented."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest

import namefix

ROOT = Path(namefix.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
LAYERS = (
    "errors",
    "package_data utf8_lines",
    "names",
    "datatypes",
    "results",
    "registry rules job_queue worker_process",
    "worker_pool",
    "config protocols",
    "table",
    "source_names",
    "source",
    "detect candidates score decide rewrite",
    "report files",
    "judges",
    "pipeline",
    "api worker_preload",
    "curate",
    "integrations check service",
    "review",
    "cli",
    "__main__",
)
"""A part imports only from parts of higher lines and, within a stage, from its own files."""

FRONT_DOORS = {"check", "cli", "files", "review"}
"""Parts that may print and read the environment."""

LONGEST = {"datatypes.py": 400}
"""Lines of a module that may be longer than others: what flows is read first, and in one place."""

LAYER_OF = {part: layer for layer, parts in enumerate(LAYERS) for part in parts.split()}
NO_IDEA = {"utils", "util", "helpers", "misc", "common", "tools", "base", "data", "types"}

BARE_IMPORT = """
import sys
seen = []
def watch(event, args):
    if event.startswith("socket.") or event == "open" and not str(args[0]).endswith((".py", ".pyc")):
        seen.append((event, args[0]))
sys.addaudithook(watch)
import namefix
print(seen, sorted({"spacy", "numpy", "pydantic", "rapidfuzz", "namefix.pipeline"} & set(sys.modules)))
"""

each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())


def part_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_parts(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "namefix":
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("namefix."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (name.name.split(".")[1] for name in node.names if name.name.startswith("namefix."))


@pytest.mark.parametrize("part", sorted({part_of(path) for path in MODULES} - {"__init__"}))
def test_every_part_has_a_layer(part: str) -> None:
    assert part in LAYER_OF


@pytest.mark.parametrize("path", [path for path in MODULES if path != ROOT / "__init__.py"], ids=lambda path: path.stem)
def test_a_file_imports_only_from_lower_layers(path: Path) -> None:
    part = part_of(path)
    others = set(imported_parts(path)) - {part}
    assert {other for other in others if LAYER_OF[other] >= LAYER_OF[part]} == set()


@each_module
def test_a_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST.get(path.name, 300)
    assert ast.get_docstring(ast.parse(text))


@each_module
def test_only_front_doors_print_and_read_the_environment(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prints = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "print"]
    environment = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "environ"]
    assert part_of(path) in FRONT_DOORS or not prints + environment


@each_module
def test_a_name_is_an_idea_and_nobody_elses(path: Path) -> None:
    required = {line.partition(";")[0].rstrip("<>=.,0123456789 ").lower() for line in requires("namefix") or ()}
    assert path.stem not in NO_IDEA | required | sys.stdlib_module_names
    assert len(path.relative_to(ROOT).parts) <= 2


def test_no_two_modules_have_one_name() -> None:
    names = [path.stem for path in MODULES if path.stem != "__init__"]
    assert sorted(names) == sorted(set(names))


def test_the_bare_import_is_light() -> None:
    run = subprocess.run([sys.executable, "-c", BARE_IMPORT], capture_output=True, text=True, check=True)
    assert run.stdout == "[] []\n"


def test_the_page_of_the_architecture_has_the_same_layers() -> None:
    page = (ROOT.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = page.partition("## Layers")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", section, re.MULTILINE)
    number = {part: int(layer) for layer, parts in rows for part in re.findall(r"`(\w+)(?:/|\.py)`", parts)}
    assert number.keys() == LAYER_OF.keys()
    in_order = sorted(number, key=lambda part: (LAYER_OF[part], number[part]))
    assert [number[part] for part in in_order] == sorted(number.values())


def test_the_page_of_the_architecture_names_every_room_and_places_that_exist() -> None:
    page = (ROOT.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.name for path in ROOT.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert {room for room in rooms if f"`{room}/" not in page} == set()
    places = set(re.findall(r"`((?:\w+/)+\w+\.py)`", page))
    assert {place for place in places if not any((base / place).exists() for base in (ROOT, ROOT.parents[1]))} == set()
