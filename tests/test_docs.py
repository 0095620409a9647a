"""README and docs: their Python runs, their links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(page for folder in ("docs", "examples", "data") for page in (ROOT / folder).rglob("*.md"))]
)
_PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(<?(?!https?:|mailto:|doi:)([^)>\s]+)")

TEXT = (
    "French President Emmanuel Makron received British Prime Minister Kiel Stamer in Paris on Monday.\n"
    "“We have a strong plan,” Makron said after the talks in Paris.\n"
)
TABLE = "id,kind,name,country,weight\nperson/ondrej-vrba,person,Ondřej Vrba,FR,50\n"


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.model
@pytest.mark.parametrize(
    "page", [page for page in PAGES if _PYTHON.search(page.read_text(encoding="utf-8"))], ids=name_of
)
def test_python_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the blocks of a page one after the other, where `text`, `texts` and the table `newsroom.csv` exist."""
    (tmp_path / "newsroom.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "page", "text": TEXT, "texts": [TEXT, ""]}
    for block in _PYTHON.findall(page.read_text(encoding="utf-8")):
        exec(compile(block, name_of(page), "exec", dont_inherit=True), names)  # noqa: S102 - our own pages


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    links = _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8")))
    files = [link.partition("#")[0] for link in links]
    assert [file for file in files if file and not (page.parent / file).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_nothing_is_left_to_do(page: Path) -> None:
    assert re.findall(r"TODO\S*|FIXME|XXX", page.read_text(encoding="utf-8")) == []
