"""Small data sets in the layouts of their publishers; facts are public, other ids are made up."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from namefix import Entity
from namefix.curate import import_names as import_names_module
from namefix.curate.foreign import ImportFormat, Selection
from namefix.curate.import_names import import_names
from namefix.curate.import_summary import Summary
from namefix.table.bundled import bundled_entities

Import = Callable[..., tuple[dict[str, dict[str, Any]], Summary]]
Write = Callable[[str, str], Path]

HUMAN = """{"type":"item","id":"Q76","labels":{"en":{"language":"en","value":"Barack Obama"},\
"cs":{"language":"cs","value":"Barack Obama"},"lv":{"language":"lv","value":"Baraks Obama"},\
"ru":{"language":"ru","value":"Барак Обама"},"zh":{"language":"zh","value":"贝拉克·奥巴马"},\
"zh-hant":{"language":"zh-hant","value":"巴拉克·歐巴馬"}},"descriptions":[],\
"aliases":{"en":[{"language":"en","value":"Barack Hussein Obama II"},{"language":"en","value":"BO"},\
{"language":"en","value":"Obama"},{"language":"en","value":"president of change"}],"de":[]},\
"claims":{"P31":[{"mainsnak":{"snaktype":"value","property":"P31","datavalue":{"value":{"entity-type":"item",\
"numeric-id":5,"id":"Q5"},"type":"wikibase-entityid"},"datatype":"wikibase-item"},"type":"statement",\
"id":"q76$1","rank":"normal"}],\
"P27":[{"mainsnak":{"snaktype":"somevalue","property":"P27"},"type":"statement","rank":"normal"},\
{"mainsnak":{"snaktype":"value","property":"P27","datavalue":{"value":{"entity-type":"item","numeric-id":30,\
"id":"Q30"},"type":"wikibase-entityid"},"datatype":"wikibase-item"},"type":"statement","rank":"normal"}],\
"P39":[{"mainsnak":{"snaktype":"value","property":"P39","datavalue":{"value":{"entity-type":"item",\
"numeric-id":11696,"id":"Q11696"},"type":"wikibase-entityid"},"datatype":"wikibase-item"},"type":"statement",\
"rank":"preferred"},{"mainsnak":{"snaktype":"value","property":"P39","datavalue":{"value":{"entity-type":"item",\
"numeric-id":999999999,"id":"Q999999999"},"type":"wikibase-entityid"},"datatype":"wikibase-item"},\
"type":"statement","rank":"deprecated"}]},\
"sitelinks":{"enwiki":{"site":"enwiki","title":"Barack Obama","badges":[]},"dewiki":{"site":"dewiki","title":"x"},\
"ruwiki":{"site":"ruwiki","title":"x"},"commonswiki":{"site":"commonswiki","title":"x"},\
"enwikiquote":{"site":"enwikiquote","title":"x"}},"lastrevid":1}"""
"""A line of a dump, shortened."""


def statement(value: str, rank: str = "normal") -> dict[str, Any]:
    """Return a statement whose value is an item, or else a string."""
    is_item = value[0] == "Q" and value[1:].isdigit()
    inner: Any = {"entity-type": "item", "numeric-id": int(value[1:]), "id": value} if is_item else value
    kind = "wikibase-entityid" if is_item else "string"
    return {"mainsnak": {"snaktype": "value", "datavalue": {"value": inner, "type": kind}}, "rank": rank}


def item(key: str, labels: dict[str, str], sitelinks: int = 3, **claims: str) -> str:
    """Return a line of a dump; the values of a claim are parted by spaces."""
    entity = {
        "type": "item",
        "id": key,
        "labels": {code: {"language": code, "value": label} for code, label in labels.items()} or [],
        "aliases": [],
        "claims": {name: [statement(value) for value in values.split()] for name, values in claims.items()} or [],
        "sitelinks": {f"{at}wiki": {"site": f"{at}wiki", "title": "x"} for at in range(sitelinks)} or [],
    }
    return json.dumps(entity, ensure_ascii=False, separators=(",", ":"))


@cache
def well_known() -> list[Entity]:
    """Return the best known entities of the bundled table, countries among them."""
    return [entity for entity in bundled_entities() if entity.weight >= 120 or "country" in entity.roles]


@pytest.fixture(autouse=True)
def _only_the_well_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare each test the second that the whole bundled table takes."""
    monkeypatch.setattr(import_names_module, "bundled_entities", well_known)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_text(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_text


@pytest.fixture
def run() -> Import:
    """Import a data set; return its rows by id, and the summary."""

    def run_import(reader: ImportFormat, **selected: Any) -> tuple[dict[str, dict[str, Any]], Summary]:
        lines: list[str] = []
        summary = import_names(reader, Selection(**selected), lines.append)
        rows = [json.loads(line) for line in lines]
        assert len({row["id"] for row in rows}) == len(rows) == summary.kept
        assert summary.read == summary.kept + summary.records.total()
        return {row["id"]: row for row in rows}, summary

    return run_import
