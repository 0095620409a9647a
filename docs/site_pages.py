"""What the site needs beside `docs/`: the files that its pages link to. MkDocs calls `on_config` and `on_files`.

A link is written as it works in the repository, and works in the site all the same: Markdown and notebooks outside of
`docs/` become pages, other files are shown as text, and a folder stands for its README.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import relpath

import nbformat
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from nbconvert import MarkdownExporter

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"

_PANDAS_TABLE = '<table border="1" class="dataframe">'
"""How pandas begins a table, with a look of its own."""

_CODE_OR_LINK = re.compile(
    r"^```.*?^```|`[^`\n]+`|(?<=\]\()(?!https?:|mailto:|#)(?P<path>[^)#\s]+)", re.MULTILINE | re.DOTALL
)


def on_config(config: MkDocsConfig) -> None:
    """List the decision records at the end of the menu's last section."""
    *_, section = config.nav or ()
    [entries] = section.values()
    entries.append({"Decisions": [_place(path) for path in sorted(DOCS.glob("decisions/*.md"))]})


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the README, and whatever pages link to outside of `docs/`; let all links lead to where it is in the site."""
    found = {DOCS / file.src_uri: file for file in files.documentation_pages()}
    waiting = [ROOT / "README.md", *found]
    seen = set(waiting)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = File.generated(config, _place(path), content="")
            files.append(found[path])
        if path.suffix == ".ipynb":
            text, pictures = _notebook(path)
            for name, content in pictures.items():
                files.append(File.generated(config, f"{Path(_place(path)).parent}/{name}", content=content))
        else:
            text = path.read_text(encoding="utf-8")
        if _place(path).endswith(".md"):
            linked = {target for target in _targets(text, path) if not target.is_relative_to(DOCS)} - seen
            seen |= linked
            waiting += sorted(linked)
            text = _with_links_of_the_site(text, path)
        found[path].content_string = text


def _place(path: Path) -> str:
    """Return where a file of the repository is in the site, before Markdown becomes HTML."""
    if path.is_relative_to(DOCS):
        return path.relative_to(DOCS).as_posix()
    if path == ROOT / "README.md":
        return "overview.md"
    if path.suffix == ".ipynb":
        path = path.with_suffix(".md")
    within = path.relative_to(ROOT).as_posix()
    return within if path.suffix in (".md", ".txt") else f"{within}.txt"


def _targets(text: str, page: Path) -> Iterator[Path]:
    for match in _CODE_OR_LINK.finditer(text):
        if match["path"] and (target := _target(match["path"], page)):
            yield target


def _target(link: str, page: Path) -> Path | None:
    """Return the file that a page links to; None for a picture of a notebook, and for a mistake, of which MkDocs warns."""
    target = (page.parent / link).resolve()
    target = target / "README.md" if target.is_dir() else target
    return target if target.exists() else None


def _with_links_of_the_site(text: str, page: Path) -> str:
    folder = Path(_place(page)).parent.as_posix()

    def place(match: re.Match[str]) -> str:
        target = match["path"] and _target(match["path"], page)
        return relpath(_place(target), folder) if target else match[0]

    return _CODE_OR_LINK.sub(place, text)


def _notebook(path: Path) -> tuple[str, dict[str, bytes]]:
    """Return a notebook as Markdown, with the outputs that it was kept with, and its pictures by their names."""
    notebook = nbformat.read(path, as_version=4)
    text, resources = MarkdownExporter().from_notebook_node(notebook, resources={"unique_key": path.stem})
    return text.replace(_PANDAS_TABLE, "<table>"), resources["outputs"]
