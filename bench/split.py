"""A split of the benchmark: texts, evaluation, and labels for candidates."""

from __future__ import annotations

import atexit
import importlib.util
import json
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from namefix.datatypes import Action, Decision, Document, Proposal, ScoredCandidate, Translation
from namefix.decide.beliefs import Links
from namefix.decide.fit import Label
from namefix.decide.written_form import accepted_as, with_accepted_parts
from namefix.names.target_language import english
from namefix.results import Edit
from namefix.rewrite import edit_of


@dataclass(frozen=True)
class Split:
    """The folder of a split, as described in its SPEC.md; `score.py` is next to it."""

    folder: Path

    @cached_property
    def scorer(self) -> ModuleType:
        """The score.py of the benchmark."""
        spec = importlib.util.spec_from_file_location("score", self.folder.parent / "score.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def _rows(self, name: str) -> list[dict[str, Any]]:
        path = self.folder / name
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []

    @cached_property
    def translated(self) -> dict[str, str]:
        """Machine translation by document id."""
        return {row["doc_id"]: row["mt"] for row in self._rows("docs.jsonl")}

    @cached_property
    def translations(self) -> dict[str, Translation]:
        """Machine translation with its source by document id."""
        return {
            row["doc_id"]: Translation(row["mt"], row["source"], row["pair"].partition("-")[0])
            for row in self._rows("docs.jsonl")
        }

    @cached_property
    def references(self) -> dict[str, Translation]:
        """Human translations with their sources, without repetitions, by id."""
        found = {}
        for row in self._rows("docs.jsonl"):
            doc_id = f"{row['doc_id'].rpartition('.')[0]}.reference"
            found[doc_id] = Translation(row["reference"], row["source"], row["pair"].partition("-")[0])
        return found

    @cached_property
    def clean(self) -> dict[str, str]:
        """Human English by document id."""
        return {row["doc_id"]: row["text"] for row in self._rows("clean.jsonl")}

    @cached_property
    def texts(self) -> dict[str, str]:
        """All texts by document id."""
        return self.translated | self.clean

    @property
    def table(self) -> Path:
        """The split's own table."""
        return self.folder / "table.jsonl"

    @cached_property
    def gold(self) -> Mapping[str, list[dict[str, Any]]]:
        """Annotations by document; misspellings of human translators are treated like rows of style."""
        rows = defaultdict(list)
        for row in self._rows("gold.jsonl"):
            rows[row["doc_id"]].append(row)
        for row in self._rows("clean_ok.jsonl"):
            if row["doc_id"] in self.clean:
                excuse = {"type": "style", "replacement": row["surface"], "entity": ""}
                rows[row["doc_id"]].append(row | excuse)
        return rows

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """All correct names of each entity of the split's table."""
        return {row["name"]: [row["name"], *row["aliases"]] for row in self._rows("table.jsonl")}

    def part(self, doc_ids: Collection[str]) -> Split:
        """Return the split of some translations, in a temporary folder of the program."""
        folder = Path(tempfile.mkdtemp(prefix="namefix-"))
        atexit.register(shutil.rmtree, folder)
        for name in ("docs.jsonl", "gold.jsonl", "table.jsonl"):
            rows = [row for row in self._rows(name) if row.get("doc_id") in doc_ids or name.startswith("table")]
            (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        part = Split(folder)
        part.__dict__["scorer"] = self.scorer
        return part

    def is_right(self, doc_id: str, edit: Edit) -> bool | None:
        """Return whether score.py considers an edit correct; None if it is neutral."""
        rows = [row for row in self.gold[doc_id] if row["start"] < edit.end and edit.start < row["end"]]
        asked = {"start": edit.start, "end": edit.end, "replacement": edit.after}
        text = self.texts.get(doc_id) or self.references[doc_id].text
        verdict = self.scorer.judge(text, rows, [asked], self.names)
        if verdict["fp"]:
            return False
        return True if verdict.get("edits_right") else None

    def label(self, doc_id: str, document: Document, scored: Sequence[ScoredCandidate]) -> Label:
        """Return a document with the labels of its candidates."""
        verdicts, times = [], []
        for item in scored:
            candidate, mention = item.candidate, item.candidate.mention
            written = with_accepted_parts(
                mention.surface, candidate.form.replacement, candidate.entity.country, english()
            )
            draft = Decision(mention, Action.REPLACE, Proposal(candidate, 0.0, ()), (), "", written)
            edit = edit_of(document.text, draft)
            verdicts.append(self.is_right(doc_id, edit) if edit and not accepted_as(candidate, english()) else None)
            times.append(len(document.by_surface[mention.surface]))
        return Label(scored, verdicts, times, Links(scored, document), group_of(doc_id))


def group_of(doc_id: str) -> str:
    """Return the language pair and article of a document: translations of one article by several systems share names.

    >>> group_of("wmt21.zh-en.doc017.Online-G")
    'zh-en.doc017'
    """
    return re.sub(r"^[^.]+\.([^.]+\.[^.]+).*", r"\1", doc_id)


def language_of(group: str) -> str:
    """Return the language pair of a group."""
    return group.partition(".")[0]
