"""One edit as machines and editors get it, with the probability and the reason of its decision."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from namefix.datatypes import Action, CorrectedText, Decision, Edit
from namefix.rewrite import edit_of

_NEAR = 4
"""Decisions before an edit among which its own is; where a text was repaired twice, they may overlap."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class EditRecord:
    """One edit; `start` and `end` are offsets (code points) into the original text."""

    start: int
    end: int
    before: str
    replacement: str
    entity: str
    probability: float
    reason: str


def edit_records(result: CorrectedText) -> list[EditRecord]:
    """Return the edits of a result, in the order of the text."""
    return [record_of(edit, decision) for edit, decision in decided_edits(result)]


def review_records(result: CorrectedText) -> list[EditRecord]:
    """Return what the uncertain decisions would write, in the order of the text."""
    return [record_of(edit, decision) for edit, decision in uncertain_edits(result)]


def decided_edits(result: CorrectedText) -> list[tuple[Edit, Decision]]:
    """Return the edits of a result, each with the decision that explains it, in the order of the text."""
    replaced = [decision for decision in result.decisions if decision.action is Action.REPLACE]
    starts = [decision.mention.start for decision in replaced]
    pairs = []
    for edit in result.edits:
        at = bisect_right(starts, edit.start)
        near = replaced[max(0, at - _NEAR) : at] or replaced[:1]
        pairs.append((edit, max(near, key=lambda decision: _fit(edit, decision))))
    return pairs


def uncertain_edits(result: CorrectedText) -> list[tuple[Edit, Decision]]:
    """Return the edits that were not made because they are uncertain, each with its decision, in the order of the text."""
    return [
        (edit, decision)
        for decision in result.decisions
        if decision.action is Action.REVIEW and (edit := edit_of(result.original, decision)) is not None
    ]


def record_of(edit: Edit, decision: Decision) -> EditRecord:
    """Return an edit with the probability and the reason of its decision."""
    probability = round(decision.probability, 4)
    return EditRecord(edit.start, edit.end, edit.before, edit.after, edit.entity_id, probability, decision.reason)


def as_json(result: CorrectedText, **fields: Any) -> str:
    """Return `fields`, `edits`, `review` and `warnings` (three lists, always there) as a JSON object in one line."""
    edits, review = map(asdict, edit_records(result)), map(asdict, review_records(result))
    return json_line({**fields, "edits": list(edits), "review": list(review), "warnings": list(result.warnings)})


def json_line(content: Mapping[str, Any]) -> str:
    """Return JSON in one line that UTF-8 can carry: readable, but ASCII where a surrogate stands alone."""
    line = json.dumps(content, ensure_ascii=False)
    return json.dumps(content) if _LONE_SURROGATE.search(line) else line


def _fit(edit: Edit, decision: Decision) -> tuple[bool, bool, int]:
    """Rank how well a decision explains an edit: it covers it, means the same entity, begins near."""
    mention = decision.mention
    covers = mention.start <= edit.start and edit.end <= mention.end
    entity_id = decision.chosen.candidate.entity.id if decision.chosen else None
    return covers, entity_id == edit.entity_id, mention.start
