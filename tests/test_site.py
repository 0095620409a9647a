"""The documentation site: built without a warning, complete, and in need of nothing from elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import namefix

ROOT = Path(__file__).parents[1]
PAGES_OF_GENERATED_LINKS = {"404.html"}
"""Its links are absolute, for it is shown in place of pages of any folder."""

pytestmark = pytest.mark.slow


class Page(HTMLParser):
    """The links, anchors and loaded files of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors = {"", "__search"}
        self.loaded: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors |= {value for name in ("id", "name") if (value := values.get(name))}
        if tag == "a" and (link := values.get("href")):
            self.links.add(link)
        elif tag in ("link", "script", "img", "iframe") and (link := values.get("href") or values.get("src")):
            self.loaded.add(link)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder]
    settings = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "src")}
    built = subprocess.run(command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False)
    assert (built.returncode, built.stdout + built.stderr) == (0, "")
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in site.rglob("*.html") if path.name not in PAGES_OF_GENERATED_LINKS}


def within(links: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the links that stay within the site, with their path and anchor."""
    for link in sorted(links):
        address = urlsplit(link)
        if not address.scheme and not address.netloc:
            yield link, unquote(address.path), unquote(address.fragment)


def test_links_and_anchors_resolve(pages: dict[Path, Page]) -> None:
    lost = [
        (page.name, link)
        for page, content in pages.items()
        for link, path, anchor in within(content.links)
        if not (target := (page.parent / path).resolve() if path else page).is_file()
        or (target in pages and anchor not in pages[target].anchors)
    ]
    assert lost == []


def test_what_a_page_loads_is_in_the_site(pages: dict[Path, Page]) -> None:
    for page, content in pages.items():
        loaded = {link for link in content.loaded if not link.startswith("data:")}
        assert [link for link in loaded if not (page.parent / urlsplit(link).path).resolve().is_file()] == []


def test_every_document_is_in_the_menu_of_the_front_page(site: Path, pages: dict[Path, Page]) -> None:
    documents = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    wanted = {path.with_name("index.html") if path.stem == "README" else path for path in documents}
    assert wanted <= {Path(link) for link in pages[site / "index.html"].links}


def test_the_reference_has_every_public_name(site: Path, pages: dict[Path, Page]) -> None:
    assert {f"namefix.{name}" for name in namefix.__all__} <= pages[site / "api.html"].anchors


def test_the_search_finds_pages(site: Path) -> None:
    assert "Ursula von der Leyen" in (site / "search" / "search_index.json").read_text(encoding="utf-8")
