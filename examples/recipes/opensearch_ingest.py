"""Index articles in OpenSearch with repaired names: `python opensearch_ingest.py http://localhost:9200 news docs.jsonl`.

The original text stays in `text`; `text_repaired` is searched, and `entities` holds the ids of the repaired names.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import tee
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.helpers import bulk

import namefix


def actions(articles: Iterable[Mapping[str, Any]], index: str) -> Iterator[dict[str, Any]]:
    """Yield an action for each article, in constant memory."""
    fixer = namefix.load()
    articles, again = tee(articles)
    for article, result in zip(again, fixer.fix_many(article["text"] for article in articles), strict=True):
        entities = sorted({edit.entity_id for edit in result.edits})
        yield {"_index": index, "_id": article["id"], **article, "text_repaired": result.text, "entities": entities}


def main(address: str, index: str, documents: Path) -> int:
    """Index a file of JSON Lines and return the number of articles."""
    with documents.open(encoding="utf-8") as lines:
        number, _ = bulk(OpenSearch(address), actions(map(json.loads, lines), index))
    return int(number)


if __name__ == "__main__":
    print(f"{main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))} articles indexed")
