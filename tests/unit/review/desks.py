"""A desk with a small table, built by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from namefix.check.settings_file import SettingsFinder
from namefix.review.review_desk import Desk
from namefix.review.review_log import ReviewLog

TABLE = """id,kind,name,aliases,misspellings,country,roles,weight
person/emmanuel-macron,person,Emmanuel Macron,Macron,,FR,President,150
person/manuel-marrero,person,Manuel Marrero,,,CU,Prime Minister,20
place/bern,place,Bern,,Brenn,CH,capital,120
place/brno,place,Brno,,Brenn,CZ,,100
"""
KEY = b"secret"
TEXT = "French President Emmanuel Makron spoke in Brenn.\r\nMr Makron left.\r\n"


def desk_of(
    folder: Path, files: Mapping[str, bytes] | None = None, *, table: Path | None = None, row: str = ""
) -> Desk:
    """Return a desk with these files, by default `news.txt`; its settings and its table lie in the folder."""
    (folder / "names.csv").write_text(TABLE + row, encoding="utf-8")
    settings = 'bundled = false\npipeline = "none"\ntables = ["names.csv"] # ours\n'
    (folder / "namefix.toml").write_text(settings, encoding="utf-8")
    paths = []
    for name, content in (files or {"news.txt": TEXT.encode("utf-8")}).items():
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    return Desk(paths, SettingsFinder(None, {}), ReviewLog(folder / "log.jsonl", "Ana", KEY), table)
